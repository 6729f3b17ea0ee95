import type { Component, Flow, Link, Model, Table } from '../model/model.js';
import { assumedOf, definitionOf } from '../model/schema/index.js';
import type { Value } from '../model/value.js';
import { type Cell, define, kept, type Term, unknown } from './cell.js';
import type { Unit } from './estimates.js';

/** A subject with properties: its id and its place in the schema. */
export type Holder = Component | Flow | Link | Table;

/** The figures of one design while they are worked out: each is computed once, when it is first asked for. */
export class Sheet {
  private readonly cells = new Map<string, Map<string, Cell | undefined>>();
  private readonly stores = new Map<string, unknown>();

  constructor(readonly model: Model) {}

  /** The figure of a subject, made by `make` the first time. A figure that depends on itself is unknown. */
  cell(subject: string, figure: string, make: () => Cell): Cell {
    let ofSubject = this.cells.get(subject);
    if (!ofSubject) {
      ofSubject = new Map();
      this.cells.set(subject, ofSubject);
    }
    const known = ofSubject.get(figure);
    if (known) return known;
    // Under way: it has been asked for, and is not there.
    if (ofSubject.has(figure)) return circular(subject, figure);
    ofSubject.set(figure, undefined);
    const cell = kept(make(), make);
    ofSubject.set(figure, cell);
    return cell;
  }

  /** Any other intermediate result, worked out once. */
  once<T>(key: string, make: () => T): T {
    if (!this.stores.has(key)) this.stores.set(key, make());
    return this.stores.get(key) as T;
  }
}

function circular(subject: string, figure: string): Cell {
  const terms = [unknown(`${subject}.${figure}`)];
  return define({ subject, figure, unit: 'count', formula: 'depends on itself', terms, compute: () => Number.NaN });
}

/** How a link is called in figures: the first of several between the same ends is `a->b#1`, as `a->b` is all of them. */
export function linkName(sheet: Sheet, link: Link): string {
  const firsts = sheet.once('first of parallel links', () => {
    const seconds = sheet.model.links.filter(({ id }) => id.endsWith('#2'));
    return new Set(seconds.map(({ id }) => id.slice(0, -'#2'.length)));
  });
  return firsts.has(link.id) ? `${link.id}#1` : link.id;
}

export function placeOf(holder: Holder): 'flow' | 'link' | 'table' | Component['kind'] {
  return holder.what === 'component' ? holder.kind : holder.what;
}

/** A numeric property as a term, `undefined` where it is not set. */
export function written(holder: Holder, name: string, unit: Unit): Term | undefined {
  const value = (holder.properties as Readonly<Record<string, Value<unknown> | undefined>>)[name];
  return value && termOf(`${holder.id}.${name}`, value, unit);
}

/** A property inside a block, `autoscale.max`. */
export function writtenIn(holder: Holder, block: string, name: string, unit: Unit): Term | undefined {
  const outer = (holder.properties as Readonly<Record<string, Value<unknown> | undefined>>)[block];
  const value = (outer?.value as Readonly<Record<string, Value<unknown>>> | undefined)?.[name];
  return value && termOf(`${holder.id}.${block}.${name}`, value, unit);
}

/** A numeric property, else its assumed default, else unknown. */
export function property(holder: Holder, name: string, unit: Unit): Term {
  const known = written(holder, name, unit);
  if (known) return known;
  const assumed = assumedTerm(holder, name, unit);
  return assumed ?? unknown(`${holder.id}.${name}`);
}

export function assumedTerm(holder: Holder, name: string, unit: Unit): Term | undefined {
  const definition = definitionOf(placeOf(holder), name);
  const assumed = definition && assumedOf(definition);
  if (!assumed || typeof assumed.value !== 'number') return undefined;
  return { name: `${holder.id}.${name}`, value: assumed.value, unit, origin: 'assumed', source: assumed.source };
}

export function termOf(name: string, value: Value<unknown>, unit: Unit): Term | undefined {
  if (typeof value.value !== 'number') return undefined;
  return {
    name,
    value: value.value,
    unit,
    origin: value.origin,
    at: value.at,
    source: value.source,
    expression: value.expression,
  };
}
