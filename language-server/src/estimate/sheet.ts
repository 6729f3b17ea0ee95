import type { Component, Flow, Link, Model, Table } from '../model/model.js';
import { assumedOf, definitionOf } from '../model/schema/index.js';
import type { Location } from '../model/source.js';
import type { Expression, Origin, Value } from '../model/value.js';
import {
  type Cell,
  type Compute,
  constant,
  define,
  type KnownTerm,
  Outcome,
  type Term,
  unknown,
  type Working,
} from './cell.js';
import type { Unit } from './estimates.js';

/** A subject with properties: its id and its place in the schema. */
export type Holder = Component | Flow | Link | Table;

/** What is known of one design while its figures are worked out: each thing once, when it is first asked for. */
export class Sheet {
  /** What is known of the design as a whole. */
  readonly ofDesign: unknown[] = [];
  private readonly rows = new Map<unknown, unknown[]>();
  private lastSubject: unknown = undefined;
  private lastRow: unknown[] = [];

  constructor(readonly model: Model) {}

  /** What is known of a subject, by the numbers of its figures. */
  rowOf(subject: unknown): unknown[] {
    // Most questions are about the same subject as the one before.
    if (subject === this.lastSubject) return this.lastRow;
    let row = this.rows.get(subject);
    if (!row) {
      row = new Array(usualResults);
      this.rows.set(subject, row);
    }
    this.lastSubject = subject;
    this.lastRow = row;
    return row;
  }
}

/** As many as most subjects have: a list that grows is copied again and again. */
const usualResults = 48;

/** Numbered as they are first asked for, so that those of one sort of subjects stand close together in its row. */
let results = 0;

/** A result for each subject of a sort, worked out once in a design. */
export function perSubject<S, T>(make: (sheet: Sheet, subject: S) => T): (sheet: Sheet, subject: S) => T {
  let number: number | undefined;
  return (sheet, subject) => {
    number ??= results++;
    const row = sheet.rowOf(subject);
    const known = row[number];
    if (known !== undefined) return known as T;
    const made = make(sheet, subject);
    row[number] = made;
    return made;
  };
}

/** A result worked out once in a design. */
export function perDesign<T>(make: (sheet: Sheet) => T): (sheet: Sheet) => T {
  let number: number | undefined;
  return (sheet) => {
    number ??= results++;
    const known = sheet.ofDesign[number];
    if (known !== undefined) return known as T;
    const made = make(sheet);
    sheet.ofDesign[number] = made;
    return made;
  };
}

/** A figure of a sort of subjects. */
export interface Definition<S> {
  readonly unit: Unit;
  figure(subject: S): string;
  /** The id of what it is about. */
  subject(subject: S): string;
  /** How its name calls the subject. */
  called(sheet: Sheet, subject: S): string;
  work(sheet: Sheet, subject: S): Working;
}

/** Works a figure out. Of its working only the outcome is kept: few are ever opened, and a design has dozens for each component. */
export function workOut<S>(sheet: Sheet, definition: Definition<S>, subject: S): Cell {
  return new Kept(sheet, definition, subject);
}

interface Named {
  readonly what?: string;
  readonly id: string;
}

const ownId = ({ id }: Named): string => id;
const nameOf = (sheet: Sheet, subject: Named): string =>
  subject.what === 'link' ? linkName(sheet, subject) : subject.id;

/** A figure of subjects with an id, worked out once in a design for each. One that depends on itself is unknown. */
export function figureOf<S extends Named>(
  figure: string,
  unit: Unit,
  work: (sheet: Sheet, subject: S) => Working,
): (sheet: Sheet, subject: S) => Cell {
  let number: number | undefined;
  const definition: Definition<S> = { unit, figure: () => figure, subject: ownId, called: nameOf, work };
  return (sheet, subject) => {
    number ??= results++;
    const row = sheet.rowOf(subject);
    const known = row[number];
    if (known === underWay) return circular(subject.id, figure);
    if (known !== undefined) return known as Cell;
    row[number] = underWay;
    const cell = workOut(sheet, definition, subject);
    row[number] = cell;
    return cell;
  };
}

const underWay = Symbol('under way');

/** Figures that somebody looked into, with their working. */
const opened = new WeakMap<Cell, Cell>();

class Kept<S> extends Outcome implements Cell {
  constructor(
    private readonly sheet: Sheet,
    private readonly definition: Definition<S>,
    private readonly of: S,
  ) {
    super();
    this.conclude(definition.work(sheet, of));
  }

  get subject(): string {
    return this.definition.subject(this.of);
  }

  get figure(): string {
    return this.definition.figure(this.of);
  }

  get unit(): Unit {
    return this.definition.unit;
  }

  get name(): string {
    return `${this.definition.called(this.sheet, this.of)}.${this.figure}`;
  }

  get derivation(): Cell {
    return this;
  }

  /** The working, put together again. */
  private open(): Cell {
    const known = opened.get(this);
    if (known) return known;
    const { subject, figure, unit } = this;
    const cell = define({ subject, figure, unit, ...this.definition.work(this.sheet, this.of) });
    opened.set(this, cell);
    return cell;
  }

  get formula(): string {
    return this.open().formula;
  }

  get inputs(): Cell['inputs'] {
    return this.open().inputs;
  }

  get notes(): readonly string[] {
    return this.open().notes;
  }

  get compute(): Compute<number> {
    return this.open().compute;
  }

  get computeDetail(): Compute<unknown> | undefined {
    return this.open().computeDetail;
  }
}

function circular(subject: string, figure: string): Cell {
  const terms = [unknown(`${subject}.${figure}`)];
  return define({ subject, figure, unit: 'count', formula: 'depends on itself', terms, compute: () => Number.NaN });
}

const parallels = perDesign(({ model }) => {
  const seconds = model.links.filter(({ id }) => id.endsWith('#2'));
  return new Set(seconds.map(({ id }) => id.slice(0, -'#2'.length)));
});

/** How a link is called in figures: the first of several between the same ends is `a->b#1`, as `a->b` is all of them. */
export function linkName(sheet: Sheet, { id }: { readonly id: string }): string {
  return parallels(sheet).has(id) ? `${id}#1` : id;
}

export function placeOf(holder: Holder): 'flow' | 'link' | 'table' | Component['kind'] {
  return holder.what === 'component' ? holder.kind : holder.what;
}

/** A numeric property as a term, `undefined` where it is not set. */
export function written(holder: Holder, name: string, unit: Unit): Term | undefined {
  const value = (holder.properties as Readonly<Record<string, Value<unknown> | undefined>>)[name];
  if (typeof value?.value !== 'number') return undefined;
  return new Property(holder.id, name, value.value, unit, value);
}

/** A property as a term: most are only ever read for their value. */
class Property implements KnownTerm {
  constructor(
    private readonly holder: string,
    private readonly property: string,
    readonly value: number,
    readonly unit: Unit,
    private readonly from: Value<unknown>,
  ) {}

  get name(): string {
    return `${this.holder}.${this.property}`;
  }

  get origin(): Origin {
    return this.from.origin;
  }

  get at(): Location {
    return this.from.at;
  }

  get source(): string | undefined {
    return this.from.source;
  }

  get expression(): Expression | undefined {
    return this.from.expression;
  }
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
  return constant(`${holder.id}.${name}`, assumed.value, unit, assumed.source);
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
