import { MarkupKind, type Position, type SignatureHelp } from 'vscode-languageserver';
import { showCall, showType } from '../../model/schema/index.js';
import { offsetAt } from '../positions.js';
import type { Snapshot } from '../snapshot.js';
import { callsOf, openCall, propertyAt } from '../text/calls.js';
import { contextAt } from '../text/context.js';

export const signatureTriggers = ['(', ','];

/** What a call takes whose brackets are open, such as `exponential(base, cap)`, and which of it is being written. */
export function signatureHelp(
  { parsed, source }: Pick<Snapshot, 'parsed' | 'source'>,
  { position }: { readonly position: Position },
): SignatureHelp | null {
  const context = contextAt(parsed, offsetAt(source, position));
  const call = context.inComment ? undefined : openCall(context.before);
  const property = call && propertyAt(context);
  if (!property) return null;
  const calls = callsOf(property.definition.type);
  if (!Object.hasOwn(calls, call.name)) return null;
  const shape = calls[call.name];
  const label = showCall(call.name, shape);
  let from = call.name.length + 1;
  const parameters = shape.parameters.map(({ name, type, optional }) => {
    const place: [number, number] = [from, from + name.length];
    from = place[1] + 2;
    return { label: place, documentation: `${showType(type)}${optional ? '; may be left out' : ''}` };
  });
  const documentation = { kind: MarkupKind.Markdown, value: shape.doc };
  // An argument too many belongs to none.
  const activeParameter = Math.min(call.index, parameters.length);
  return { signatures: [{ label, documentation, parameters }], activeSignature: 0, activeParameter };
}
