import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { insertDeclaration } from '../../../rules/edits.js';
import type { Finding } from '../../../rules/finding.js';
import { rules } from '../../../rules/registry.js';
import { halfAYearAfter } from '../../dates.js';
import type { Snapshot } from '../../snapshot.js';
import { statementStart } from '../../text/tokens.js';
import { workspaceEdit } from '../../text-edits.js';
import { diagnosticOf } from '../diagnostics.js';
import { findingsAt, type Stretch } from './fixes.js';

/** `accept <rule> on <what> until <day> "…"` behind the statement, for findings of rules: errors of the text are no risks. */
export function acceptActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  return findingsAt(snapshot, place).flatMap(({ finding, design }) => {
    if (!rules.some(({ name }) => name === finding.rule)) return [];
    const on = target(finding);
    const statement = `accept ${finding.rule}${on} until ${halfAYearAfter(snapshot.today)} "why this is acceptable"`;
    const edit = workspaceEdit(snapshot, [
      insertDeclaration(design.model, { at: statementAround(snapshot, finding) }, statement),
    ]);
    if (!edit) return [];
    const diagnostics = [diagnosticOf(finding, design, (file) => snapshot.uri(file))];
    return [{ title: `Accept this risk: \`${finding.rule}\`${on}…`, kind: CodeActionKind.QuickFix, diagnostics, edit }];
  });
}

/** A link is written with spaces; parallel ones are told apart by nothing that could be written. */
function target({ subjects }: Finding): string {
  const [subject] = subjects;
  if (subject === undefined) return '';
  return ` on ${subject.replace(/#\d+$/, '').replace(/(->|~>)/, ' $1 ')}`;
}

/** The top-level statement that holds the finding: `accept` may stand behind any. */
function statementAround({ file, parsed }: Snapshot, { at }: Finding): Finding['at'] {
  const base = statementStart(parsed.syntax, at.offset);
  const chunk = parsed.syntax.chunks.find(({ offset }) => offset === base)?.chunk;
  const node = chunk?.tree.members.find(
    ({ $cstNode: cst }) => cst && base + cst.offset <= at.offset && at.offset <= base + cst.end,
  );
  const cst = node?.$cstNode;
  return cst ? { file, offset: base + cst.offset, end: base + cst.end } : at;
}
