import { ast, describeDimension, dimensions, meantText, sameDimension } from '@archlang/grammar';
import { type Computed, type Context, compute, isConstant } from './arithmetic.js';
import { locate, type Place, replacement } from './context.js';
import type { Fix } from './problem.js';
import type { Definition, NameKind, ValueType } from './schema/definition.js';
import { showType } from './schema/index.js';
import type { Location } from './source.js';
import type { Value } from './value.js';

/** What conversion asks of the design around a value. */
export interface Surroundings extends Context {
  /** The id a name stands for; reports and returns `undefined` where it means nothing. */
  reference(name: string, kinds: readonly NameKind[], at: Location): string | undefined;
}

export type Converted = Pick<Value<unknown>, 'value' | 'expression' | 'notation' | 'dimension'>;
type QuantityType = Extract<ValueType, { type: 'quantity' }>;

/** Reports that a value is not of its property's type. */
export function mismatch(
  node: ast.Operand,
  type: ValueType,
  property: string,
  around: Surroundings,
  fixes?: Fix[],
): undefined {
  const at = locate(around.place, node);
  const written = node.$cstNode?.text.slice(0, 40) ?? '';
  around.problems.report('wrong-type', at, `\`${property}\` takes ${showType(type)}, but \`${written}\` is written.`, {
    fixes,
  });
  return undefined;
}

/** Reads a quantity, checking its dimension and what the property asks of the number. */
export function quantity(
  node: ast.Operand,
  type: QuantityType,
  property: string,
  around: Surroundings,
): Converted | undefined {
  const at = locate(around.place, node);
  if (ast.isName(node) && !node.call && /^(true|false|yes|no|none)$/.test(node.path))
    return mismatch(node, type, property, around);
  const computed = compute(node, around);
  if (!computed) return undefined;
  const { quantity: written, expression } = computed;
  if (!sameDimension(written.dimension, type.dimension)) {
    return wrongDimension(node, type, property, computed, around);
  }
  if (type.whole && ast.isQuantity(node) && node.interval) {
    const fixes = [replacement(statementOf(node, around.place), `autoscale { min: ${node.from}, max: ${node.to} }`)];
    const message = `\`${property}\` counts machines, so it takes one number; a range is an \`autoscale\`.`;
    around.problems.report('range-of-machines', at, message, { fixes: property === 'replicas' ? fixes : undefined });
    return undefined;
  }
  if (type.whole && (written.notation === 'percent' || (isConstant(expression) && !Number.isInteger(written.value)))) {
    around.problems.report('wrong-type', at, `\`${property}\` takes a whole number.`);
    return undefined;
  }
  if (type.values && !type.values.includes(written.value)) return mismatch(node, type, property, around);
  return {
    value: written.value,
    dimension: written.dimension,
    notation: written.notation,
    expression: isConstant(expression) ? undefined : expression,
  };
}

function statementOf(node: ast.Operand, place: Place): Location {
  return locate(place, ast.isProperty(node.$container) ? node.$container : node);
}

function wrongDimension(
  node: ast.Operand,
  type: QuantityType,
  property: string,
  computed: Computed,
  around: Surroundings,
): undefined {
  const at = locate(around.place, node);
  const text = node.$cstNode?.text ?? '';
  const fixes = meantBy(node, type, property, computed).map((meant) => replacement(at, meant));
  const isNumber = sameDimension(computed.quantity.dimension, dimensions.number);
  const is = isNumber ? 'has no unit' : `is ${describeDimension(computed.quantity.dimension)}`;
  around.problems.report(
    'wrong-unit',
    at,
    `\`${property}\` takes ${showType(type)}, but \`${text.slice(0, 40)}\` ${is}.`,
    { fixes },
  );
  return undefined;
}

/** What was probably meant by a quantity of another dimension, as texts that fit. */
function meantBy(
  node: ast.Operand,
  type: QuantityType,
  property: string,
  { quantity: written }: Computed,
): readonly string[] {
  if (!ast.isQuantity(node) || node.interval) return [];
  const isTime = sameDimension(type.dimension, dimensions.time);
  if (isTime && written.notation === 'number') {
    const units = /ttl|retention|interval|month|year/.test(property) ? ['d', 'h'] : ['ms', 's'];
    return units.map((unit) => `${node.from}${unit}`);
  }
  const meant = meantText(node.from, type.dimension);
  return meant === undefined ? [] : [meant];
}

/** The same for a value that may be of several dimensions. */
export function meantByAny(node: ast.Operand, types: readonly ValueType[], around: Surroundings): Fix[] {
  if (!ast.isQuantity(node) || node.interval) return [];
  const at = locate(around.place, node);
  const texts = types.flatMap((type) => (type.type === 'quantity' ? (meantText(node.from, type.dimension) ?? []) : []));
  return [...new Set(texts)].map((text) => replacement(at, text));
}

/** `users: 50%` is no number of users: is a share written where something is counted? Reports it. */
export function isShareOfCount(
  { notation }: Converted,
  node: ast.Operand,
  { type, max }: Definition,
  property: string,
  around: Surroundings,
): boolean {
  const counts = type.type === 'quantity' && sameDimension(type.dimension, dimensions.number) && !type.ratio;
  if (notation !== 'percent' || !counts || type.shown !== undefined || max === 1) return false;
  const text = node.$cstNode?.text.slice(0, 40) ?? '';
  const message = `\`${property}\` counts something, but \`${text}\` is a share of it.`;
  around.problems.report('wrong-type', locate(around.place, node), message);
  return true;
}

/** Are the numbers of a value within the bounds of its property? Reports where not. */
export function inBounds(
  converted: Converted,
  node: ast.Operand,
  definition: Definition,
  property: string,
  around: Surroundings,
): boolean {
  const value = converted.value as number;
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = definition;
  if (Number.isFinite(value) && value >= min && value <= max) return true;
  const at = locate(around.place, node);
  const text = node.$cstNode?.text ?? '';
  const isPercent = max === 1 && value > 1 && value <= 100 && converted.notation === 'number';
  const fixes = isPercent ? [replacement(at, `${text}%`)] : undefined;
  const bound = value < min ? `at least ${shownBound(min, max)}` : `at most ${shownBound(max, max)}`;
  around.problems.report('out-of-range', at, `\`${property}\` is ${bound}, but \`${text.slice(0, 40)}\` is written.`, {
    fixes,
  });
  return false;
}

function shownBound(bound: number, max: number): string {
  return max === 1 ? `${bound * 100}%` : String(bound);
}
