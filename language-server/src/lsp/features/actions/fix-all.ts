import type { CodeAction } from 'vscode-languageserver';
import { applyFixes } from '../../../rules/apply.js';
import type { Snapshot } from '../../snapshot.js';
import { workspaceEdit } from '../../text-edits.js';

export const fixAllKind = 'source.fixAll.archlang';

/** The safe fixes of all findings in this file that do not get in each other's way. */
export function fixAllAction(snapshot: Snapshot): CodeAction[] {
  const { file, findings, model } = snapshot;
  const texts = new Map([...model.files].map(([name, { text }]) => [name, text]));
  const { fixes } = applyFixes(
    texts,
    findings.filter(({ at }) => at.file === file),
  );
  const edit = workspaceEdit(
    snapshot,
    fixes.flatMap(({ edits }) => edits),
  );
  return edit && fixes.length > 0 ? [{ title: 'Apply all safe fixes', kind: fixAllKind, edit }] : [];
}
