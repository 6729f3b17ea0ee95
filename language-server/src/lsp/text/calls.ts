import type { CallShape, Definition, ValueType } from '../../model/schema/definition.js';
import { fieldType } from '../../model/schema/index.js';
import type { Context } from './context.js';
import { definitionIn, surroundingsOf } from './surroundings.js';
import type { Token } from './tokens.js';

/** A call whose brackets are open. */
export interface OpenCall {
  readonly name: string;
  /** Of the argument that is being written, from 0. */
  readonly index: number;
}

/** The call whose brackets are open, and how many arguments are in front of the cursor. */
export function openCall(before: readonly Token[]): OpenCall | undefined {
  let index = 0;
  let depth = 0;
  for (let i = before.length - 1; i > 0; i--) {
    const { text } = before[i];
    if (text === ')' || text === ']') depth++;
    else if (text === '[' || text === '(') {
      if (depth === 0)
        return text === '(' && before[i - 1].kind === 'word' ? { name: before[i - 1].text, index } : undefined;
      depth--;
    } else if (text === ',' && depth === 0) index++;
  }
  return undefined;
}

/** The calls that a value may be, by name. */
export function callsOf(type: ValueType): Readonly<Record<string, CallShape>> {
  if (type.type === 'call') return type.calls;
  if (type.type === 'list') return callsOf(type.item);
  return type.type === 'either' ? Object.assign({}, ...type.types.map(callsOf)) : {};
}

/** What is known of the property whose value is being written, `timeout: …`. */
export function propertyAt(context: Context): { readonly name: string; readonly definition: Definition } | undefined {
  const { before } = context;
  if (before[1]?.text !== ':') return undefined;
  const name = before[0].text;
  const around = surroundingsOf(context);
  if (around.what === 'fields') return { name, definition: fieldType };
  if (around.what !== 'place' && around.what !== 'property') return undefined;
  const definition = definitionIn(around.section, name);
  return definition && { name, definition };
}
