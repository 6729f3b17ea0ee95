import type { Component, Flow, Link, Model, Table } from '../model/model.js';
import { assumedOf, definitionOf } from '../model/schema/index.js';
import type { Value } from '../model/value.js';
import { type Cell, type Term, unknown } from './cell.js';
import type { Unit } from './estimates.js';

/** A subject with properties: its id and its place in the schema. */
export type Holder = Component | Flow | Link | Table;

/** The figures of one design while they are worked out: each is computed once, when it is first asked for. */
export class Sheet {
  private readonly cells = new Map<string, Cell>();
  private readonly under = new Set<string>();
  private readonly stores = new Map<string, unknown>();

  constructor(readonly model: Model) {}

  /** The cell of that name, made by `make` the first time. A figure that depends on itself is unknown. */
  cell(name: string, make: () => Cell): Cell {
    const known = this.cells.get(name);
    if (known) return known;
    if (this.under.has(name)) return circular(name);
    this.under.add(name);
    const cell = make();
    this.under.delete(name);
    this.cells.set(name, cell);
    return cell;
  }

  /** Any other intermediate result, worked out once. */
  once<T>(key: string, make: () => T): T {
    if (!this.stores.has(key)) this.stores.set(key, make());
    return this.stores.get(key) as T;
  }
}

function circular(name: string): Cell {
  const dot = name.indexOf('.');
  return {
    name,
    subject: name.slice(0, dot),
    figure: name.slice(dot + 1),
    unit: 'count',
    value: undefined,
    formula: 'depends on itself',
    inputs: [],
    missing: [name],
    notes: [],
    compute: () => Number.NaN,
  };
}

/** How a link is called in figures: the first of several between the same ends is `a->b#1`, as `a->b` is all of them. */
export function linkName(sheet: Sheet, link: Link): string {
  const ids = sheet.once('link ids', () => new Set(sheet.model.links.map(({ id }) => id)));
  return ids.has(`${link.id}#2`) ? `${link.id}#1` : link.id;
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
