import type { Expression, Origin } from '../model/value.js';
import type { Figure, Input, Unit } from './estimates.js';

/** What a formula is given: a known value, or the name of what is missing. */
export type Term = KnownTerm | UnknownTerm;

export interface KnownTerm extends Input {
  /** Of values that depend on a param or a range. */
  readonly expression?: Expression;
  readonly derivation?: Cell;
}

export interface UnknownTerm {
  readonly name: string;
  readonly value?: undefined;
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
  /** As an input of others it is its own derivation. */
  readonly origin: 'derived';
  readonly derivation: Cell;
}

/** Of the values of the inputs, of the details of those that have one, both in their order, and of the cell's own detail. */
export type Compute<T> = (values: readonly number[], details: readonly unknown[], own?: unknown) => T;

export type Notes = readonly string[] | (() => readonly string[]);

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
  /** A function where they take the notes of other figures: few are ever read. */
  readonly notes?: Notes;
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
  const values = valuesOf(terms);
  if (!values) return { inputs: terms.filter(isKnown), missing: missingIn(terms), values, details: none };
  const inputs = terms as readonly KnownTerm[];
  return { inputs, missing: none, values, details: detailsOf(inputs) };
}

/** Undefined where one is missing. */
function valuesOf(terms: readonly Term[]): readonly number[] | undefined {
  // Most have few terms, and a list that grows takes room for many more.
  switch (terms.length) {
    case 1: {
      const { value } = terms[0];
      return value === undefined ? undefined : [value];
    }
    case 2: {
      const [{ value: first }, { value: second }] = terms;
      return first === undefined || second === undefined ? undefined : [first, second];
    }
    default:
      return terms.every(isKnown) ? terms.map(({ value }) => value!) : undefined;
  }
}

function detailsOf(inputs: readonly KnownTerm[]): readonly unknown[] {
  for (const input of inputs) {
    if (input instanceof Outcome && input.detail !== undefined) return inputs.map(detailOf);
  }
  return none;
}

function detailOf(input: KnownTerm): unknown {
  return input instanceof Outcome ? input.detail : undefined;
}

/** What a figure comes to. There are dozens of these for each component, so they are kept small. */
export abstract class Outcome {
  value: number | undefined = undefined;
  /** What is missing where there is no value, else the detail. */
  private rest: unknown = undefined;

  get missing(): readonly string[] {
    return this.value === undefined ? (this.rest as readonly string[]) : none;
  }

  get detail(): unknown {
    return this.value === undefined ? undefined : this.rest;
  }

  /** As an input of others it is its own derivation. */
  get origin(): 'derived' {
    return 'derived';
  }

  /** Works the figure out, without keeping how. */
  protected conclude({ terms, compute, computeDetail }: Working): void {
    const values = valuesOf(terms);
    if (!values) this.lack(missingIn(terms));
    else {
      const inputs = terms as readonly KnownTerm[];
      this.work(compute, computeDetail, inputs, values, detailsOf(inputs));
    }
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
    if (Number.isNaN(value)) this.rest = endlessIn(inputs);
    else {
      this.value = value;
      this.rest = detail;
    }
  }

  protected lack(missing: readonly string[]): void {
    this.rest = missing;
  }
}

/** A figure of which all is kept. */
class Computed extends Outcome implements Cell {
  readonly subject: string;
  readonly figure: string;
  readonly called: string | undefined;
  readonly unit: Unit;
  readonly inputs: readonly KnownTerm[];
  private readonly noted: Notes;
  readonly compute: Compute<number>;
  readonly computeDetail: Compute<unknown> | undefined;

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
    this.noted = notes ?? none;
    this.compute = compute;
    this.computeDetail = computeDetail;
    if (values) this.work(compute, computeDetail, inputs, values, details);
    else this.lack(missing);
  }

  get name(): string {
    return `${this.called ?? this.subject}.${this.figure}`;
  }

  get notes(): readonly string[] {
    return typeof this.noted === 'function' ? this.noted() : this.noted;
  }

  get derivation(): Cell {
    return this;
  }
}

/** What has no end makes no number together with what is nothing. */
function endlessIn(inputs: readonly KnownTerm[]): readonly string[] {
  const endless = inputs.filter(({ value }) => !Number.isFinite(value)).map(({ name }) => `an end of ${name}`);
  return endless.length > 0 ? endless.slice(0, mostMissing) : ['a load other than zero'];
}

function missingIn(terms: readonly Term[]): readonly string[] {
  let first: readonly string[] = none;
  let others: (readonly string[])[] | undefined;
  for (const term of terms) {
    if (term.value !== undefined || term.missing === first) continue;
    if (first === none) first = term.missing;
    else if (others) others.push(term.missing);
    else others = [term.missing];
    if (first.length >= mostMissing) return first;
  }
  return others ? union(first, others) : first;
}

function union(first: readonly string[], others: readonly (readonly string[])[]): readonly string[] {
  const [second] = others;
  if (first.length === 1 && others.length === 1 && second.length === 1) {
    return first[0] === second[0] ? first : [first[0], second[0]];
  }
  const all = new Set(first);
  for (const names of others) {
    for (const name of names) all.add(name);
    if (all.size >= mostMissing) return [...all].slice(0, mostMissing);
  }
  return all.size > first.length ? [...all] : first;
}

/** A figure as an input of another: a cell without a value names what is missing, as an unknown term does. */
export function derived(cell: Cell): Term {
  return cell as Term;
}

/** A plain number of the formula that is worth showing, with its reason. */
export function constant(
  name: string,
  value: number,
  unit: Unit,
  source: string,
  origin: Origin = 'assumed',
): KnownTerm {
  return { name, value, unit, origin, at: undefined, source, expression: undefined };
}

export function unknown(name: string): UnknownTerm {
  return { name, value: undefined, missing: [name] };
}

/** What several unknown terms lack, as one. */
export function unknownTogether(...terms: readonly Term[]): UnknownTerm {
  return { name: terms[0].name, value: undefined, missing: missingIn(terms) };
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
