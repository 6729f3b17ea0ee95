import {
  add,
  type Dimension,
  describeDimension,
  dimensions,
  divide,
  isQuantityError,
  multiply,
  type Quantity,
  sameDimension,
} from '@archlang/grammar';
import { evaluate, hasFigure, intervalMedian } from '../model/arithmetic.js';
import type { Expectation, Model } from '../model/model.js';
import { plannedIds } from '../model/planned.js';
import type { Expression } from '../model/value.js';
import type { Estimates, Unit } from './estimates.js';
import { dimensionOf, inBaseUnits } from './units.js';

export interface ExpectationResult {
  readonly expectation: Expectation;
  /** Undefined when a figure in it is unknown or of what is only planned, or when its sides do not compare. */
  readonly holds?: boolean;
  /** Is a figure in it of something that is drawn, but not built? */
  readonly isPlanned: boolean;
  /** Left and right side in `unit`. */
  readonly actual?: number;
  readonly expected?: number;
  /** That of the figure, or of the first one whose kind the comparison has. */
  readonly unit?: Unit;
  /** The properties its figures lack. */
  readonly missing: readonly string[];
  /** Figures it names that do not exist. */
  readonly unknownFigures: readonly string[];
  /** Why its sides do not compare: a time is held against a rate. */
  readonly mismatch?: string;
}

/** Does it declare what somebody worked out by hand? Where that is wrong, `declared-estimate-mismatch` says so. */
export function statesEstimate({ operator, tolerance }: Expectation): boolean {
  return operator === '=' && tolerance !== undefined;
}

/** Compares what each `expect` states with what the estimates say. */
export function evaluateExpectations(model: Model, estimates: Estimates): readonly ExpectationResult[] {
  const params = new Map(model.params.map(({ id, value }) => [id, value]));
  const planned = plannedIds(model);
  return model.expectations.map((expectation) => evaluateOne(expectation, model, estimates, params, planned));
}

function evaluateOne(
  expectation: Expectation,
  model: Model,
  estimates: Estimates,
  params: ReadonlyMap<string, number>,
  planned: ReadonlySet<string>,
): ExpectationResult {
  const { left, right } = expectation;
  const units = new Map<string, Unit>();
  const missing = new Set<string>();
  const unknownFigures = new Set<string>();
  let isPlanned = false;
  const figure = (name: string): number => {
    const found = estimates.get(name);
    if (!found) {
      unknownFigures.add(name);
      return Number.NaN;
    }
    units.set(name, found.unit);
    isPlanned ||= planned.has(found.subject);
    for (const property of found.missing) missing.add(property);
    return found.value === undefined ? Number.NaN : found.value * inBaseUnits(found.unit, model.calendar);
  };
  const side = (expression: Expression): number =>
    evaluate(expression, {
      param: (id) => params.get(id) ?? Number.NaN,
      figure,
      interval: ({ low, high }) => intervalMedian(low, high),
    });
  const leftValue = side(left);
  let rightValue = side(right);
  const result = { expectation, isPlanned, missing: [...missing], unknownFigures: [...unknownFigures] };
  if (unknownFigures.size > 0) return result;
  const leftDimension = dimensionIn(left, units);
  let rightDimension = dimensionIn(right, units);
  const isMonthly = sameDimension(leftDimension ?? dimensions.number, dimensions.money) && !hasFigure(right);
  if (isMonthly && rightDimension && sameDimension(rightDimension, dimensions.moneyRate)) {
    // A cost of a month may be held against money per month.
    rightValue *= model.calendar.month;
    rightDimension = dimensions.money;
  }
  if (!leftDimension || !rightDimension || !sameDimension(leftDimension, rightDimension)) {
    const [a, b] = [leftDimension, rightDimension].map((dimension) =>
      dimension ? describeDimension(dimension) : 'no quantity',
    );
    return { ...result, mismatch: `The left side is ${a}, the right side ${b}.` };
  }
  const unit = [...units.values()].find((each) => sameDimension(dimensionOf[each], leftDimension));
  const scale = unit ? inBaseUnits(unit, model.calendar) : 1;
  const known = !isPlanned && !Number.isNaN(leftValue) && !Number.isNaN(rightValue);
  return {
    ...result,
    ...(known && {
      holds: compare(leftValue, rightValue, expectation),
      actual: leftValue / scale,
      expected: rightValue / scale,
    }),
    ...(unit && { unit }),
  };
}

/** What an expression measures; undefined where its parts do not go together. */
function dimensionIn(expression: Expression, units: ReadonlyMap<string, Unit>): Dimension | undefined {
  if (expression.kind === 'figure') {
    const unit = units.get(expression.name);
    return unit && dimensionOf[unit];
  }
  if (expression.kind !== 'operation' || !hasFigure(expression)) return expression.dimension;
  const left = dimensionIn(expression.left, units);
  const right = dimensionIn(expression.right, units);
  if (!left || !right) return undefined;
  const one = (dimension: Dimension): Quantity => ({ value: 1, dimension, notation: 'unit' });
  const operation = { '+': add, '-': add, '*': multiply, '/': divide }[expression.operator];
  const result = operation(one(left), one(right));
  return isQuantityError(result) ? undefined : result.dimension;
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
      return actual === expected || Math.abs(actual - expected) <= Math.abs(expected) * Math.max(tolerance ?? 0, 1e-9);
  }
}
