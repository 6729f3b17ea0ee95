import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { Finding } from '../../../rules/finding.js';
import type { Design } from '../../design.js';
import { overlaps } from '../../positions.js';
import type { Snapshot } from '../../snapshot.js';
import { workspaceEdit } from '../../text-edits.js';
import { diagnosticOf } from '../diagnostics.js';

/** Half-open offsets in the snapshot's file. */
export interface Stretch {
  readonly offset: number;
  readonly end: number;
}

/** The findings that touch a stretch of the file, in any of its designs, each once; accepted ones left out. */
export function findingsAt(
  { designs, file }: Snapshot,
  place: Stretch,
): readonly { finding: Finding; design: Design }[] {
  const found = new Map<string, { finding: Finding; design: Design }>();
  for (const design of designs) {
    for (const finding of design.findings) {
      const { at, accepted, rule, message } = finding;
      if (accepted || at.file !== file || !overlaps(at, place)) continue;
      const key = `${rule} ${at.offset} ${at.end} ${message}`;
      if (!found.has(key)) found.set(key, { finding, design });
    }
  }
  return [...found.values()];
}

/** The fixes of the findings at a place; a safe first one is preferred. */
export function fixActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  return findingsAt(snapshot, place).flatMap(({ finding, design }) => {
    const diagnostics = [diagnosticOf(finding, design, (file) => snapshot.uri(file))];
    return finding.fixes.flatMap(({ title, safe, edits }, index) => {
      const edit = workspaceEdit(snapshot, edits);
      if (!edit) return [];
      const preferred = safe && index === 0 ? { isPreferred: true } : {};
      return [{ title, kind: CodeActionKind.QuickFix, diagnostics, edit, ...preferred }];
    });
  });
}
