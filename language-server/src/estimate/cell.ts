import type { Expression, Origin } from '../model/value.js';
import type { Figure, Input, Unit } from './estimates.js';

/** What a formula is given: a known value, or the name of what is missing. */
export type Term = KnownTerm | UnknownTerm;

export interface KnownTerm extends Input {
  /** Of values that depend on a param or a range. */
  readonly expression?: Expression;
  readonly figure?: Cell;
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
}

/** Of the values of the inputs, of the details of those that have one, both in their order, and of the cell's own detail. */
export type Compute<T> = (values: readonly number[], details: readonly unknown[], own?: unknown) => T;

export interface Formula {
  readonly subject: string;
  readonly figure: string;
  /** Where it is not `<subject>.<figure>`. */
  readonly name?: string;
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
  const missing = terms.some((term) => 'missing' in term) ? missingIn(terms) : none;
  const inputs = (missing === none ? terms : terms.filter((term) => !('missing' in term))) as readonly KnownTerm[];
  const values = missing === none ? inputs.map(({ value }) => value) : undefined;
  const details = inputs.some(({ figure }) => figure?.detail !== undefined)
    ? inputs.map(({ figure }) => figure?.detail)
    : none;
  return {
    values,
    cell: ({ name, subject, figure, unit, compute, computeDetail, notes = none }) => {
      const detail = values && computeDetail?.(values, details);
      const value = values && compute(values, details, detail);
      const cell = {
        name: name ?? `${subject}.${figure}`,
        subject,
        figure,
        unit,
        value: Number.isNaN(value) ? undefined : value,
        formula,
        inputs,
        missing: Number.isNaN(value) ? endlessIn(inputs) : missing,
        notes,
        compute,
      };
      return computeDetail ? { ...cell, detail, computeDetail } : cell;
    },
  };
}

const none: readonly never[] = [];

/** What has no end makes no number together with what is nothing. */
function endlessIn(inputs: readonly KnownTerm[]): readonly string[] {
  const endless = inputs.filter(({ value }) => !Number.isFinite(value)).map(({ name }) => `an end of ${name}`);
  return endless.length > 0 ? endless.slice(0, mostMissing) : ['a load other than zero'];
}

function missingIn(terms: readonly Term[]): readonly string[] {
  const missing = new Set<string>();
  for (const term of terms) {
    if ('missing' in term) for (const name of term.missing) if (missing.size < mostMissing) missing.add(name);
  }
  return [...missing];
}

/** A figure as an input of another. */
export function derived(cell: Cell, name = cell.name): Term {
  if (cell.value === undefined) return { name, missing: cell.missing.length > 0 ? cell.missing : [cell.name] };
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
  return !('missing' in term);
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
