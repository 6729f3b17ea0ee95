import { componentKinds, type Kind } from '../../model/model.js';
import type { Definition, Section, ValueType } from '../../model/schema/definition.js';
import { type Place, schema } from '../../model/schema/index.js';
import type { Context, OpenBlock } from './context.js';
import type { Token } from './tokens.js';

/** The block a place lies in, as far as the text tells. */
export type Surroundings =
  | { readonly what: 'file' }
  /** A declaration or link; `name` where it has one. */
  | { readonly what: 'place'; readonly place: Place; readonly name?: string; readonly section: Section }
  /** A block that is a property, `slo { … }`, of the nearest place around. */
  | { readonly what: 'property'; readonly name: string; readonly section: Section; readonly of: Place }
  /** The columns of a table. */
  | { readonly what: 'fields' }
  | { readonly what: 'unknown' };

const groups = new Set(['region', 'zone', 'group']);
const others = new Set(['system', 'flow', 'table', 'engine', 'saga', 'transaction', 'step', 'index', 'query']);

export function surroundingsOf({ blocks }: Pick<Context, 'blocks'>): Surroundings {
  let current: Surroundings = { what: 'file' };
  for (const block of blocks) current = enter(current, block);
  return current;
}

/** The nearest block with a name of its own, from the inside: the link's or component's that is being written. */
export function placeAround({
  blocks,
}: Pick<Context, 'blocks'>): { readonly place: Place; readonly head: readonly Token[] } | undefined {
  for (let depth = blocks.length; depth > 0; depth--) {
    const around = surroundingsOf({ blocks: blocks.slice(0, depth) });
    if (around.what === 'place') return { place: around.place, head: blocks[depth - 1].head };
  }
  return undefined;
}

function enter(around: Surroundings, { head }: OpenBlock): Surroundings {
  const first = head[0]?.text ?? '';
  if (around.what === 'fields') return placed('field', head);
  if (around.what === 'place' || around.what === 'property') {
    const definition = head.length === 1 ? definitionIn(around.section, first) : undefined;
    const section = definition && blockSection(definition.type);
    if (section && first === 'fields') return { what: 'fields' };
    if (section)
      return { what: 'property', name: first, section, of: around.what === 'place' ? around.place : around.of };
  }
  if (head.some(({ kind }) => kind === 'arrow')) return placed('link', head);
  if (isKind(first) || groups.has(first) || others.has(first)) return placed(first as Place, head);
  return { what: 'unknown' };
}

function placed(place: Place, head: readonly Token[]): Surroundings {
  const name = place === 'link' ? undefined : head[1]?.kind === 'word' ? head[1].text : undefined;
  return { what: 'place', place, section: schema[place], ...(name !== undefined && { name }) };
}

/** The definition of a property in a section; in an open block every name has the one under `*`. */
export function definitionIn(section: Section, name: string): Definition | undefined {
  if (Object.hasOwn(section, name)) return section[name];
  return Object.hasOwn(section, '*') ? section['*'] : undefined;
}

/** What may stand in a property's block. */
export function blockSection(type: ValueType): Section | undefined {
  if (type.type === 'block') return type.properties;
  if (type.type !== 'either') return undefined;
  for (const option of type.types) {
    const section = blockSection(option);
    if (section) return section;
  }
  return undefined;
}

export function isKind(word: string): word is Kind {
  return (componentKinds as readonly string[]).includes(word);
}

export function isGroup(place: Place): boolean {
  return groups.has(place);
}
