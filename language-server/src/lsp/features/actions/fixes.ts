import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { Finding } from '../../../rules/finding.js';
import { overlaps } from '../../positions.js';
import type { Snapshot } from '../../snapshot.js';
import { workspaceEdit } from '../../text-edits.js';
import { diagnosticOf } from '../diagnostics.js';

/** Half-open offsets in the snapshot's file. */
export interface Stretch {
  readonly offset: number;
  readonly end: number;
}

/** The findings that touch a stretch of the file, accepted ones left out. */
export function findingsAt({ findings, file }: Snapshot, place: Stretch): readonly Finding[] {
  return findings.filter(({ at, accepted }) => !accepted && at.file === file && overlaps(at, place));
}

/** The fixes of the findings at a place; a safe first one is preferred. */
export function fixActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  return findingsAt(snapshot, place).flatMap((finding) => {
    const diagnostics = [diagnosticOf(finding, snapshot.designs[0], (file) => snapshot.uri(file))];
    return finding.fixes.flatMap(({ title, safe, edits }, index) => {
      const edit = workspaceEdit(snapshot, edits);
      if (!edit) return [];
      return [
        { title, kind: CodeActionKind.QuickFix, diagnostics, edit, ...(safe && index === 0 && { isPreferred: true }) },
      ];
    });
  });
}
