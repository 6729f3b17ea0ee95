import { isQuantityError, parseQuantity } from '@archlang/grammar';
import { type CodeAction, CodeActionKind } from 'vscode-languageserver';
import type { ValueType } from '../../../model/schema/definition.js';
import { insertDeclaration } from '../../../rules/edits.js';
import type { Snapshot } from '../../snapshot.js';
import { propertyAt } from '../../text/calls.js';
import { type Context, contextAt } from '../../text/context.js';
import { membersAt, topMembers } from '../../text/members.js';
import { workspaceEdit } from '../../text-edits.js';
import type { Stretch } from './fixes.js';

/** Makes a knob of the number under the cursor: `param api-replicas = 3`, and its name where the number stood. */
export function extractActions(snapshot: Snapshot, place: Stretch): CodeAction[] {
  const { parsed, model, file, source } = snapshot;
  const context = contextAt(parsed, place.offset);
  const { word } = context;
  if (word.kind !== 'number' || place.end > word.end || isQuantityError(parseQuantity(word.text))) return [];
  // The ends of a range, and what stands in brackets, are numbers for good.
  const inside = context.before.some(({ text }) => ['(', '['].includes(text));
  const range = source.text.slice(word.end).startsWith('..') || source.text.slice(0, word.offset).endsWith('..');
  const property = inside || range ? undefined : propertyAt(context);
  if (!property || !takesQuantity(property.definition.type)) return [];
  const statement = membersAt(parsed, { offset: word.offset, end: word.end })[0];
  const first = topMembers(parsed).find(({ end }) => end >= (statement?.offset ?? 0));
  if (!statement || !first || statement.node.$type === 'Engine') return [];
  const name = freeName(snapshot, [subjectOf(context), property.name.replaceAll('.', '-')]);
  const lastParam = model.params.findLast((param) => param.what === 'param' && param.at.file === file && !param.group);
  const declaration = `param ${name} = ${word.text}`;
  const insertion = lastParam
    ? insertDeclaration(model, lastParam, declaration)
    : insertDeclaration(model, { at: { file, offset: first.offset, end: first.end } }, declaration, 'before');
  const edit = workspaceEdit(snapshot, [insertion, { at: { file, offset: word.offset, end: word.end }, text: name }]);
  return edit ? [{ title: `Extract to \`param ${name}\``, kind: CodeActionKind.RefactorExtract, edit }] : [];
}

function takesQuantity(type: ValueType): boolean {
  if (type.type === 'either') return type.types.some(takesQuantity);
  return type.type === 'quantity' && type.values === undefined;
}

/** The name of the innermost declaration around, `undefined` in links and the like. */
function subjectOf({ blocks }: Context): string | undefined {
  for (const { head } of [...blocks].reverse()) {
    if (head.some(({ kind }) => kind === 'arrow')) return undefined;
    if (head[1]?.kind === 'word') return head[1].text.replaceAll('.', '-');
  }
  return undefined;
}

function freeName({ model }: Snapshot, parts: readonly (string | undefined)[]): string {
  const wanted = parts.filter((part) => part !== undefined).join('-');
  const taken = new Set([...model.declarations.values()].map(({ name }) => name));
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}-${number}`;
  return name;
}
