import { ast } from '@archlang/grammar';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import { indentOf, lineBreak, lineEnd, lineStart } from '../../../rules/layout.js';
import type { Snapshot } from '../../snapshot.js';
import { membersAt } from '../../text/members.js';
import { workspaceEdit } from '../../text-edits.js';
import type { Stretch } from './fixes.js';

const step = '  ';

/** What may stand in a group. */
const isMovable = (node: ast.Member): boolean =>
  ast.isComponent(node) || ast.isGroup(node) || ast.isLink(node) || ast.isFlow(node) || ast.isSaga(node);

/** Puts the selected components, with what stands between them, into a group of their own. */
export function wrapActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  const { source, file, parsed } = snapshot;
  const { text } = source;
  const members = membersAt(parsed, place);
  const isSelection = place.end > place.offset;
  if (!members.every(({ node }) => isMovable(node)) || !members.some(({ node }) => isFrameable(node))) return [];
  // With a mere cursor it is meant only on the head of a component, not anywhere inside its block.
  if (!isSelection && text.slice(members[0].offset, place.offset).includes('{')) return [];
  const from = members[0].offset;
  const to = members[members.length - 1].end;
  const start = lineStart(text, from);
  const end = lineEnd(text, to);
  // What shares a line with something else stays where it is.
  if (text.slice(start, from).trim() !== '' || !/^\s*(\/\/.*)?$/.test(text.slice(to, end))) return [];
  const indent = indentOf(text, from);
  const newline = lineBreak(text);
  const inner = text.slice(start, end).replace(/^(?=[^\r\n])/gm, step);
  const edit = workspaceEdit(snapshot, [
    {
      at: { file, offset: start, end },
      text: `${indent}group "New group" {${newline}${inner}${newline}${indent}}`,
    },
  ]);
  const title = members.length === 1 ? 'Wrap in a group' : `Wrap ${members.length} statements in a group`;
  return edit ? [{ title, kind: CodeActionKind.RefactorRewrite, edit }] : [];
}

const isFrameable = (node: ast.Member): boolean => ast.isComponent(node) || ast.isGroup(node);
