import { evaluate, intervalMedian } from '../model/arithmetic.js';
import type { Expectation, Model } from '../model/model.js';
import type { Expression } from '../model/value.js';
import type { Estimates, Unit } from './estimates.js';

export interface ExpectationResult {
  readonly expectation: Expectation;
  /** Undefined when a figure in it is unknown. */
  readonly holds?: boolean;
  /** Left and right side in base units; bandwidths in bit/s. */
  readonly actual?: number;
  readonly expected?: number;
  readonly unit?: Unit;
  /** Names that are no figure, or the properties a figure lacks. */
  readonly missing: readonly string[];
  /** Figures it names that do not exist. */
  readonly unknownFigures: readonly string[];
}

/** Compares what each `expect` states with what the estimates say. */
export function evaluateExpectations(model: Model, estimates: Estimates): readonly ExpectationResult[] {
  const params = new Map(model.params.map(({ id, value }) => [id, value]));
  return model.expectations.map((expectation) => {
    const missing = new Set<string>();
    const unknownFigures = new Set<string>();
    const units = new Set<Unit>();
    const figure = (name: string): number => {
      const found = estimates.get(name);
      if (!found) unknownFigures.add(name);
      else {
        units.add(found.unit);
        for (const property of found.missing) missing.add(property);
      }
      return found?.value ?? Number.NaN;
    };
    const side = (expression: Expression): number =>
      evaluate(expression, {
        param: (id) => params.get(id) ?? Number.NaN,
        figure,
        interval: ({ low, high }) => intervalMedian(low, high),
      });
    const actual = side(expectation.left);
    const unit = [...units][0];
    // Bandwidths are written in bytes or bits but kept in bytes; the figure is in bits.
    const right = side(expectation.right);
    const scaled =
      unit === 'bit/s' && !hasFigure(expectation.right) ? right * 8 : scaleDays(right, unit, expectation.right);
    const known = !Number.isNaN(actual) && !Number.isNaN(scaled);
    return {
      expectation,
      ...(known && { holds: compare(actual, scaled, expectation), actual, expected: scaled }),
      ...(unit && { unit }),
      missing: [...missing],
      unknownFigures: [...unknownFigures],
    };
  });
}

function hasFigure(expression: Expression): boolean {
  if (expression.kind === 'operation') return hasFigure(expression.left) || hasFigure(expression.right);
  return expression.kind === 'figure';
}

const day = 86_400;
const year = 365 * day;

/** Figures kept in days or years, and growth per day, are compared with times and rates in seconds. */
function scaleDays(value: number, unit: Unit | undefined, expression: Expression): number {
  if (hasFigure(expression)) return value;
  if (unit === 'days') return value / day;
  if (unit === 'years') return value / year;
  return unit === 'B/day' ? value * day : value;
}

function compare(actual: number, expected: number, { operator, tolerance }: Expectation): boolean {
  switch (operator) {
    case '<':
      return actual < expected;
    case '<=':
      return actual <= expected;
    case '>=':
      return actual >= expected;
    case '>':
      return actual > expected;
    case '=':
      return Math.abs(actual - expected) <= Math.abs(expected) * Math.max(tolerance ?? 0, 1e-9);
  }
}
