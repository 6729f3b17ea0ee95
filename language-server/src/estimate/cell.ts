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
  readonly compute: (values: readonly number[]) => number;
}

export interface Formula {
  readonly subject: string;
  readonly figure: string;
  readonly unit: Unit;
  readonly formula: string;
  readonly terms: readonly Term[];
  /** Of the terms' values, in their order. */
  readonly compute: (values: readonly number[]) => number;
  readonly notes?: readonly string[];
}

/** Works a formula out; one missing term makes the figure unknown. */
const none: readonly string[] = [];

export function define({ subject, figure, unit, formula, terms, compute, notes = none }: Formula): Cell {
  let missing: Set<string> | undefined;
  const inputs: KnownTerm[] = [];
  const values: number[] = [];
  for (const term of terms) {
    if ('missing' in term) {
      missing ??= new Set();
      for (const name of term.missing) missing.add(name);
    } else {
      inputs.push(term);
      values.push(term.value);
    }
  }
  const value = missing ? undefined : compute(values);
  return {
    name: `${subject}.${figure}`,
    subject,
    figure,
    unit,
    value: value !== undefined && Number.isNaN(value) ? undefined : value,
    formula,
    inputs,
    missing: missing ? [...missing] : none,
    notes,
    compute,
  };
}

/** A figure as an input of another. */
export function derived(cell: Cell, name = cell.name): Term {
  if (cell.value === undefined) return { name, missing: cell.missing };
  return { name, value: cell.value, unit: cell.unit, origin: 'derived', figure: cell };
}

/** A plain number of the formula that is worth showing, with its reason. */
export function constant(name: string, value: number, unit: Unit, source: string, origin: Origin = 'assumed'): Term {
  return { name, value, unit, origin, source };
}

export function unknown(name: string): Term {
  return { name, missing: [name] };
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
