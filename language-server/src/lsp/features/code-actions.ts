import { type CodeAction, type CodeActionContext, CodeActionKind, type Range } from 'vscode-languageserver';
import { stretchOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';
import { acceptActions } from './actions/accept.js';
import { unitActions } from './actions/convert-units.js';
import { createActions } from './actions/create-missing.js';
import { extractActions } from './actions/extract-param.js';
import { fixAllAction, fixAllKind } from './actions/fix-all.js';
import { fixActions, type Stretch } from './actions/fixes.js';
import { missingActions } from './actions/missing.js';
import { organiseImports } from './actions/organise-imports.js';
import { turnOffActions } from './actions/turn-off.js';
import { wrapActions } from './actions/wrap-group.js';

export const codeActionKinds = [
  CodeActionKind.QuickFix,
  CodeActionKind.RefactorExtract,
  CodeActionKind.RefactorRewrite,
  CodeActionKind.SourceOrganizeImports,
  fixAllKind,
];

interface Parameters {
  readonly range: Range;
  readonly context: Pick<CodeActionContext, 'only'>;
}

type Offer = (snapshot: Snapshot, place: Stretch) => CodeAction[];

/** What may be done at a place, by kind, in the order in which it is shown. */
const offers: readonly (readonly [kind: string, offer: Offer])[] = [
  [CodeActionKind.QuickFix, fixActions],
  [CodeActionKind.QuickFix, createActions],
  [CodeActionKind.QuickFix, acceptActions],
  [CodeActionKind.QuickFix, turnOffActions],
  [CodeActionKind.RefactorExtract, extractActions],
  [CodeActionKind.RefactorRewrite, missingActions],
  [CodeActionKind.RefactorRewrite, unitActions],
  [CodeActionKind.RefactorRewrite, wrapActions],
];

/** What may be done about the findings under the cursor, and to the text around it. */
export function codeActions(snapshot: Snapshot, { range, context }: Parameters): CodeAction[] {
  const wanted = (kind: string): boolean =>
    !context.only || context.only.some((only) => only === '' || kind === only || kind.startsWith(`${only}.`));
  const place = stretchOf(snapshot.source, range);
  const actions = offers.flatMap(([kind, offer]) => (wanted(kind) ? offer(snapshot, place) : []));
  // The editor asks for these by name, on saving; in a list for one place they would be noise.
  if (context.only && wanted(fixAllKind)) actions.push(...fixAllAction(snapshot));
  if (context.only && wanted(CodeActionKind.SourceOrganizeImports)) actions.push(...organiseImports(snapshot));
  return actions;
}
