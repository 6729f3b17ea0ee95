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

/** More missing properties than these help nobody, and a long chain would gather them at every step. */
const mostMissing = 24;

/** Works a formula out; one missing term makes the figure unknown. */
export function define(formula: Formula): Cell {
  return shared(formula).cell(formula);
}

/** Cells of the same terms, so that many of them cost no more than one. */
export interface Shared {
  /** The values of the terms, undefined where one is missing. */
  readonly values: readonly number[] | undefined;
  cell(own: Omit<Formula, 'formula' | 'terms'>): Cell;
}

export function shared({ formula, terms }: Pick<Formula, 'formula' | 'terms'>): Shared {
  const missing = missingIn(terms);
  const inputs = (missing === none ? terms : terms.filter(isKnown)) as readonly KnownTerm[];
  const values = missing === none ? valuesOf(inputs) : undefined;
  const details = values ? detailsOf(inputs) : none;
  return {
    values,
    cell: (own) => new Computed(own, formula, inputs, missing, values, details),
  };
}

function valuesOf(inputs: readonly KnownTerm[]): readonly number[] {
  const values: number[] = [];
  for (const input of inputs) values.push(input.value);
  return values;
}

/** Most figures have none: then the list is empty. */
function detailsOf(inputs: readonly KnownTerm[]): readonly unknown[] {
  for (const { figure } of inputs) {
    if (figure?.detail !== undefined) return inputs.map((input) => input.figure?.detail);
  }
  return none;
}

const none: readonly never[] = [];

/** What every figure has at hand. */
abstract class Outcome {
  readonly subject: string;
  readonly figure: string;
  readonly unit: Unit;
  readonly value: number | undefined;
  readonly missing: readonly string[];
  readonly detail: unknown;
  readonly called: string | undefined;
  private term: Term | undefined;

  constructor(
    { subject, figure, called, unit }: Pick<Formula, 'subject' | 'figure' | 'called' | 'unit'>,
    { value, missing, detail }: Pick<Cell, 'value' | 'missing' | 'detail'>,
  ) {
    this.subject = subject;
    this.figure = figure;
    this.unit = unit;
    this.value = value;
    this.missing = missing;
    this.detail = detail;
    this.called = called;
    this.term = undefined;
  }

  get name(): string {
    return `${this.called ?? this.subject}.${this.figure}`;
  }

  termOf(cell: Cell): Term {
    this.term ??=
      cell.value === undefined ? { name: cell.name, missing: reasonsOf(cell) } : new DerivedTerm(cell, cell.value);
    return this.term;
  }
}

function outcomeOf(
  { compute, computeDetail }: Pick<Formula, 'compute' | 'computeDetail'>,
  inputs: readonly KnownTerm[],
  missing: readonly string[],
  values: readonly number[] | undefined,
  details: readonly unknown[],
): Pick<Cell, 'value' | 'missing' | 'detail'> {
  if (!values) return { value: undefined, missing, detail: undefined };
  const detail = computeDetail?.(values, details);
  const value = compute(values, details, detail);
  if (Number.isNaN(value)) return { value: undefined, missing: endlessIn(inputs), detail };
  return { value, missing, detail };
}

class Computed extends Outcome implements Cell {
  readonly notes: readonly string[];
  readonly compute: Compute<number>;
  readonly computeDetail: Compute<unknown> | undefined;

  constructor(
    own: Omit<Formula, 'formula' | 'terms'>,
    readonly formula: string,
    readonly inputs: readonly KnownTerm[],
    missing: readonly string[],
    values: readonly number[] | undefined,
    details: readonly unknown[],
  ) {
    super(own, outcomeOf(own, inputs, missing, values, details));
    const { compute, computeDetail, notes = none } = own;
    this.notes = notes;
    this.compute = compute;
    this.computeDetail = computeDetail;
  }

  get asTerm(): Term {
    return this.termOf(this);
  }
}

/**
 * A figure of which only the outcome is kept. Few are ever opened, and a design has dozens for each component: the working
 * is put together again when somebody looks at it.
 */
class Kept extends Outcome implements Cell {
  private opened: Cell | undefined;

  constructor(
    cell: Cell & Outcome,
    private readonly make: () => Cell,
  ) {
    super(cell, cell);
    this.opened = undefined;
  }

  private open(): Cell {
    this.opened ??= this.make();
    return this.opened;
  }

  get formula(): string {
    return this.open().formula;
  }

  get inputs(): readonly KnownTerm[] {
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

  get asTerm(): Term {
    return this.termOf(this);
  }
}

/** The outcome of a cell, and how to come by the rest again. */
export function kept(cell: Cell, make: () => Cell): Cell {
  return cell instanceof Computed ? new Kept(cell, make) : cell;
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
  return all ? [...all] : only;
}

/** A figure as an input of another. */
export function derived(cell: Cell, name?: string): Term {
  if (name === undefined) return cell.asTerm;
  if (cell.value === undefined) return { name, missing: reasonsOf(cell) };
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
  return { name, missing: [name] };
}

export function isKnown(term: Term): term is KnownTerm {
  return term.missing === undefined;
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
