import type { Expression, Origin } from '../model/value.js';
import type { Figure, Input, Unit } from './estimates.js';

/** What a formula is given: a known value, or the name of what is missing. */
export type Term = KnownTerm | UnknownTerm;

export interface KnownTerm extends Input {
  /** Of values that depend on a param or a range. */
  readonly expression?: Expression;
  readonly figure?: Cell;
  readonly missing?: undefined;
}

export interface UnknownTerm {
  readonly name: string;
  readonly value?: undefined;
  readonly figure?: undefined;
  readonly missing: readonly string[];
}

/**
 * A figure together with its function: the derivation that is shown is the computation that was done, and can be done
 * again with other inputs.
 */
export interface Cell extends Figure {
  readonly inputs: readonly KnownTerm[];
  readonly compute: Compute<number>;
  /** What a number cannot hold and figures built on this one need: the distribution of a time. */
  readonly detail?: unknown;
  readonly computeDetail?: Compute<unknown>;
  /** The figure as an input of others. */
  readonly asTerm: Term;
}

/** Of the values of the inputs, of the details of those that have one, both in their order, and of the cell's own detail. */
export type Compute<T> = (values: readonly number[], details: readonly unknown[], own?: unknown) => T;

export interface Formula {
  readonly subject: string;
  readonly figure: string;
  /** How names of figures call the subject, where that is not its id. */
  readonly called?: string;
  readonly unit: Unit;
  readonly formula: string;
  readonly terms: readonly Term[];
  /** Of the terms' values, in their order. */
  readonly compute: Compute<number>;
  readonly computeDetail?: Compute<unknown>;
  readonly notes?: readonly string[];
}

/** How a figure is worked out, and from what. */
export type Working = Pick<Formula, 'formula' | 'terms' | 'compute' | 'computeDetail' | 'notes'>;

/** More missing properties than these help nobody, and a long chain would gather them at every step. */
const mostMissing = 24;

/** Works a formula out; one missing term makes the figure unknown. */
export function define(formula: Formula): Cell {
  return new Computed(formula, formula.formula, given(formula.terms));
}

/** Cells of the same terms, so that many of them cost no more than one. */
export interface Shared {
  /** The values of the terms, undefined where one is missing. */
  readonly values: readonly number[] | undefined;
  cell(own: Omit<Formula, 'formula' | 'terms'>): Cell;
}

export function shared({ formula, terms }: Pick<Formula, 'formula' | 'terms'>): Shared {
  const all = given(terms);
  return { values: all.values, cell: (own) => new Computed(own, formula, all) };
}

const none: readonly never[] = [];

/** What the terms of a formula come to. */
interface Given {
  readonly inputs: readonly KnownTerm[];
  readonly missing: readonly string[];
  /** Undefined where a term is missing. */
  readonly values: readonly number[] | undefined;
  /** Most figures have none: then the list is empty. */
  readonly details: readonly unknown[];
}

function given(terms: readonly Term[]): Given {
  const missing = missingIn(terms);
  if (missing !== none) return { inputs: terms.filter(isKnown), missing, values: undefined, details: none };
  const inputs = terms as readonly KnownTerm[];
  return { inputs, missing, values: valuesOf(inputs), details: detailsOf(inputs) };
}

function valuesOf(inputs: readonly KnownTerm[]): readonly number[] {
  const values: number[] = [];
  for (const input of inputs) values.push(input.value);
  return values;
}

function detailsOf(inputs: readonly KnownTerm[]): readonly unknown[] {
  for (const { figure } of inputs) {
    if (figure?.detail !== undefined) return inputs.map((input) => input.figure?.detail);
  }
  return none;
}

/** What a figure comes to, without its working. */
export class Outcome {
  value: number | undefined = undefined;
  missing: readonly string[] = none;
  detail: unknown = undefined;

  /** Its terms are not kept. */
  static of({ terms, compute, computeDetail }: Working): Outcome {
    const outcome = new Outcome();
    const missing = missingIn(terms);
    if (missing === none) {
      const inputs = terms as readonly KnownTerm[];
      outcome.work(compute, computeDetail, inputs, valuesOf(inputs), detailsOf(inputs));
    } else outcome.missing = missing;
    return outcome;
  }

  protected work(
    compute: Compute<number>,
    computeDetail: Compute<unknown> | undefined,
    inputs: readonly KnownTerm[],
    values: readonly number[],
    details: readonly unknown[],
  ): void {
    const detail = computeDetail?.(values, details);
    const value = compute(values, details, detail);
    this.detail = detail;
    if (Number.isNaN(value)) this.missing = endlessIn(inputs);
    else this.value = value;
  }
}

/** A figure of which all is kept. */
class Computed extends Outcome implements Cell {
  readonly subject: string;
  readonly figure: string;
  readonly called: string | undefined;
  readonly unit: Unit;
  readonly inputs: readonly KnownTerm[];
  readonly notes: readonly string[];
  readonly compute: Compute<number>;
  readonly computeDetail: Compute<unknown> | undefined;
  private term: Term | undefined = undefined;

  constructor(
    { subject, figure, called, unit, compute, computeDetail, notes }: Omit<Formula, 'formula' | 'terms'>,
    readonly formula: string,
    { inputs, missing, values, details }: Given,
  ) {
    super();
    this.subject = subject;
    this.figure = figure;
    this.called = called;
    this.unit = unit;
    this.inputs = inputs;
    this.notes = notes ?? none;
    this.compute = compute;
    this.computeDetail = computeDetail;
    if (values) this.work(compute, computeDetail, inputs, values, details);
    else this.missing = missing;
  }

  get name(): string {
    return `${this.called ?? this.subject}.${this.figure}`;
  }

  get asTerm(): Term {
    this.term ??= termOfCell(this);
    return this.term;
  }
}

/** A figure as a term; those that use it share the one. */
export function termOfCell(cell: Cell): Term {
  return cell.value === undefined ? new Missing(cell.name, reasonsOf(cell)) : new DerivedTerm(cell, cell.value);
}

class Missing implements UnknownTerm {
  readonly value = undefined;
  readonly figure = undefined;

  constructor(
    readonly name: string,
    readonly missing: readonly string[],
  ) {}
}

class DerivedTerm implements KnownTerm {
  readonly missing = undefined;

  constructor(
    readonly figure: Cell,
    readonly value: number,
  ) {}

  get name(): string {
    return this.figure.name;
  }

  get unit(): Unit {
    return this.figure.unit;
  }

  get origin(): Origin {
    return 'derived';
  }
}

function reasonsOf({ missing, name }: Cell): readonly string[] {
  return missing.length > 0 ? missing : [name];
}

/** What has no end makes no number together with what is nothing. */
function endlessIn(inputs: readonly KnownTerm[]): readonly string[] {
  const endless = inputs.filter(({ value }) => !Number.isFinite(value)).map(({ name }) => `an end of ${name}`);
  return endless.length > 0 ? endless.slice(0, mostMissing) : ['a load other than zero'];
}

function missingIn(terms: readonly Term[]): readonly string[] {
  let only: readonly string[] = none;
  let all: Set<string> | undefined;
  for (const { missing } of terms) {
    if (missing === undefined || missing === only) continue;
    if (only === none) {
      only = missing;
      continue;
    }
    all ??= new Set(only);
    for (const name of missing) if (all.size < mostMissing) all.add(name);
  }
  return all && all.size > only.length ? [...all] : only;
}

/** A figure as an input of another. */
export function derived(cell: Cell, name?: string): Term {
  if (name === undefined) return cell.asTerm;
  if (cell.value === undefined) return new Missing(name, reasonsOf(cell));
  return { name, value: cell.value, unit: cell.unit, origin: 'derived', figure: cell };
}

/** A plain number of the formula that is worth showing, with its reason. */
export function constant(
  name: string,
  value: number,
  unit: Unit,
  source: string,
  origin: Origin = 'assumed',
): KnownTerm {
  return { name, value, unit, origin, source };
}

export function unknown(name: string): UnknownTerm {
  return new Missing(name, [name]);
}

export function isKnown(term: Term): term is KnownTerm {
  return term.value !== undefined;
}

export function sum(values: readonly number[]): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The sum of products of neighbours: rate × visits of each flow. */
export function sumOfProducts(values: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 2) total += values[i] * values[i + 1];
  return total;
}

/** 1 − a ratio, without the noise of the binary fraction: 1 − 0.9 is 0.1. */
export function complement(ratio: number): number {
  return Math.round((1 - ratio) * 1e15) / 1e15;
}
