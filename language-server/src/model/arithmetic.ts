import {
  add,
  ast,
  type Calendar,
  dimensions,
  divide,
  divideByUnit,
  inCalendar,
  isQuantityError,
  isUnitName,
  multiply,
  parseQuantity,
  type Quantity,
  subtract,
} from '@archlang/grammar';
import { locate, type Place, type Problems, replacement } from './context.js';
import type { Param } from './model.js';
import type { Expression } from './value.js';

/** How names in arithmetic are read: a param or let, or (in `expect`) a figure by its name. */
export type Resolve = (node: ast.Name, problems: Problems) => Param | { readonly figure: string } | undefined;

/** What arithmetic asks of the design around it. */
export interface Context {
  readonly place: Place;
  readonly problems: Problems;
  readonly resolve: Resolve;
  /** Lengths of month and year, which stretch what is written in them. */
  readonly calendar: Calendar;
}

/** What arithmetic came to: a quantity in base units and, unless it is constant, how to compute it anew. */
export interface Computed {
  readonly quantity: Quantity;
  readonly expression: Expression;
}

/** Reads arithmetic, checking dimensions; `undefined` after a problem was reported or where something is missing. */
export function compute(node: ast.Operand, context: Context): Computed | undefined {
  const { place, problems } = context;
  if (ast.isQuantity(node)) return literal(node, context);
  if (ast.isNegative(node)) return negative(node, context);
  if (ast.isName(node)) return named(node, context);
  if (ast.isValue(node)) return operation(node, context);
  const what = ast.isText(node) ? 'a text' : ast.isList(node) ? 'a list' : 'a date';
  problems.report('wrong-type', locate(place, node), `A number is expected here, not ${what}.`);
  return undefined;
}

function literal(node: ast.Quantity, context: Context): Computed | undefined {
  const { place, problems } = context;
  const at = locate(place, node);
  const from = parsed(node.from, at, context);
  if (!from) return undefined;
  if (!node.interval) {
    return { quantity: from, expression: { kind: 'constant', value: from.value, dimension: from.dimension, at } };
  }
  if (node.to === undefined) {
    problems.report('incomplete-range', at, `A range needs an upper end: \`${node.from}..\` and a value.`);
    return undefined;
  }
  const to = parsed(node.to, at, context);
  if (!to) return undefined;
  const sum = add(from, to);
  if (isQuantityError(sum)) {
    problems.report('wrong-unit', at, 'Both ends of a range must be of the same kind.');
    return undefined;
  }
  if (from.value > to.value || from.value < 0) {
    const fixes = [replacement(at, `${node.to}..${node.from}`)];
    problems.report('empty-range', at, 'The lower end of a range comes first.', { fixes });
    return undefined;
  }
  const dimension = from.dimension;
  const expression: Expression = { kind: 'interval', low: from.value, high: to.value, dimension, at };
  return { quantity: { ...from, value: intervalMedian(from.value, to.value) }, expression };
}

/** The point estimate of an interval: the median of the log-normal through its ends, or the middle where one is zero. */
export function intervalMedian(low: number, high: number): number {
  return low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
}

function parsed(text: string, at: ReturnType<typeof locate>, { problems, calendar }: Context): Quantity | undefined {
  const quantity = parseQuantity(text);
  if (!isQuantityError(quantity)) return inCalendar(quantity, calendar);
  const { message, fix } = quantity;
  const fixes = fix && [
    { title: fix.title, safe: true, edits: [{ at, text: at.end - at.offset === text.length ? fix.text : text }] },
  ];
  problems.report('wrong-unit', at, message, { fixes });
  return undefined;
}

function negative(node: ast.Negative, context: Context): Computed | undefined {
  if (!node.operand) return undefined;
  const operand = compute(node.operand, context);
  if (!operand) return undefined;
  const { dimension } = operand.quantity;
  const at = locate(context.place, node);
  const zero: Expression = { kind: 'constant', value: 0, dimension, at };
  return {
    quantity: { ...operand.quantity, value: -operand.quantity.value },
    expression: { kind: 'operation', operator: '-', left: zero, right: operand.expression, dimension, at },
  };
}

function named(node: ast.Name, { place, problems, resolve }: Context): Computed | undefined {
  const at = locate(place, node);
  const target = resolve(node, problems);
  if (target === undefined) return undefined;
  if ('figure' in target) {
    return {
      quantity: { value: Number.NaN, dimension: dimensions.number, notation: 'unit' },
      expression: { kind: 'figure', name: target.figure, at },
    };
  }
  return {
    quantity: { value: target.value, dimension: target.dimension, notation: target.notation ?? 'unit' },
    expression: { kind: 'param', name: target.id, dimension: target.dimension, at },
  };
}

/** `api->links.rate.peak` without the spaces around its arrow. */
export function nameText(node: ast.Name): string {
  return (node.$cstNode?.text ?? node.path).replace(/\s+/g, '');
}

const operators = { '+': add, '-': subtract, '*': multiply, '/': divide } as const;

function operation(node: ast.Value, context: Context): Computed | undefined {
  const { place, problems, calendar } = context;
  const left = node.left && compute(node.left, context);
  if (!left || !node.right) return undefined;
  const at = locate(place, node);
  if (node.operator === '/' && ast.isName(node.right) && isUnitName(node.right.path)) {
    const quantity = divideByUnit(left.quantity, node.right.path, calendar);
    if (isQuantityError(quantity)) {
      problems.report('wrong-unit', at, quantity.message);
      return undefined;
    }
    const unit: Expression = {
      kind: 'constant',
      value: unitLength(node.right.path, calendar),
      dimension: dimensions.number,
      at: locate(place, node.right),
    };
    return {
      quantity,
      expression: {
        kind: 'operation',
        operator: '/',
        left: left.expression,
        right: unit,
        dimension: quantity.dimension,
        at,
      },
    };
  }
  const right = compute(node.right, context);
  if (!right) return undefined;
  const quantity = operators[node.operator](left.quantity, right.quantity);
  if (isQuantityError(quantity)) {
    if (!hasFigure(left.expression) && !hasFigure(right.expression)) {
      problems.report('wrong-unit', at, quantity.message);
      return undefined;
    }
  }
  const result: Quantity = isQuantityError(quantity) ? left.quantity : quantity;
  const expression: Expression = {
    kind: 'operation',
    operator: node.operator,
    left: left.expression,
    right: right.expression,
    dimension: result.dimension,
    at,
  };
  return { quantity: result, expression };
}

function unitLength(unit: string, calendar: Calendar): number {
  const one = divideByUnit({ value: 1, dimension: dimensions.number, notation: 'number' }, unit, calendar);
  return isQuantityError(one) ? 1 : 1 / one.value;
}

/** Evaluates with the given settings; what a figure or an interval is worth is the caller's to say. */
export function evaluate(
  expression: Expression,
  settings: {
    param(name: string): number;
    figure(name: string): number;
    interval(expression: Extract<Expression, { kind: 'interval' }>): number;
  },
): number {
  switch (expression.kind) {
    case 'constant':
      return expression.value;
    case 'interval':
      return settings.interval(expression);
    case 'param':
      return settings.param(expression.name);
    case 'figure':
      return settings.figure(expression.name);
    case 'operation': {
      const left = evaluate(expression.left, settings);
      const right = evaluate(expression.right, settings);
      if (expression.operator === '+') return left + right;
      if (expression.operator === '-') return left - right;
      return expression.operator === '*' ? left * right : left / right;
    }
  }
}

/** Does it name a figure? Its dimension is not known before there are estimates. */
export function hasFigure(expression: Expression): boolean {
  if (expression.kind === 'operation') return hasFigure(expression.left) || hasFigure(expression.right);
  return expression.kind === 'figure';
}

/** Does it depend on a param, a range or a figure? */
export function isConstant(expression: Expression): boolean {
  if (expression.kind === 'operation') return isConstant(expression.left) && isConstant(expression.right);
  return expression.kind === 'constant';
}
