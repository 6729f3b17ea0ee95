import { type CodeAction, type CodeActionContext, CodeActionKind, type Range } from 'vscode-languageserver';
import { stretchOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';
import { acceptActions } from './actions/accept.js';
import { fixAllAction, fixAllKind } from './actions/fix-all.js';
import { fixActions } from './actions/fixes.js';
import { missingActions } from './actions/missing.js';

export const codeActionKinds = [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind];

interface Parameters {
  readonly range: Range;
  readonly context: Pick<CodeActionContext, 'only'>;
}

/** What may be done about the findings under the cursor, and about figures that lack an input. */
export function codeActions(snapshot: Snapshot, { range, context }: Parameters): CodeAction[] {
  const wanted = (kind: string): boolean =>
    !context.only || context.only.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));
  const place = stretchOf(snapshot.source, range);
  const actions: CodeAction[] = [];
  if (wanted(CodeActionKind.QuickFix)) {
    actions.push(...fixActions(snapshot, place), ...acceptActions(snapshot, place));
  }
  if (wanted(CodeActionKind.Refactor)) actions.push(...missingActions(snapshot, place));
  // The editor asks for it by name, on saving; in a list of fixes for one place it would be noise.
  if (context.only && wanted(fixAllKind)) actions.push(...fixAllAction(snapshot));
  return actions;
}
