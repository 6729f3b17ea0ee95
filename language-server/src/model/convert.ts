import { ast, sameDimension } from '@archlang/grammar';
import { compute, nameText } from './arithmetic.js';
import { locate, Problems, replacement } from './context.js';
import { readDay } from './day.js';
import { meant } from './meant.js';
import { nearest } from './nearest.js';
import {
  type Converted,
  inBounds,
  isShareOfCount,
  meantByAny,
  mismatch,
  quantity,
  type Surroundings,
} from './quantities.js';
import type { Definition, ValueType } from './schema/definition.js';
import type { Call } from './value.js';

export type { Surroundings } from './quantities.js';

/** Reads a property's value by its type. Reports one problem and returns `undefined` where it does not fit. */
export function convert(
  node: ast.Operand,
  definition: Definition,
  property: string,
  around: Surroundings,
): Converted | undefined {
  const converted = byType(node, definition.type, property, around);
  if (converted && isShareOfCount(converted, node, definition, property, around)) return undefined;
  if (converted && typeof converted.value === 'number' && !inBounds(converted, node, definition, property, around)) {
    return undefined;
  }
  return converted;
}

function byType(node: ast.Operand, type: ValueType, property: string, around: Surroundings): Converted | undefined {
  switch (type.type) {
    case 'quantity':
      return quantity(node, type, property, around);
    case 'choice':
      return word(node, type, type.values, property, around);
    case 'yes-no':
      return yesNo(node, type, property, around);
    case 'name':
      return name(node, type, property, around);
    case 'text':
      return ast.isText(node) ? { value: node.text } : mismatch(node, type, property, around);
    case 'date':
      return moment(node, type, property, around);
    case 'call':
      return call(node, type, property, around);
    case 'list':
      return list(node, type, property, around);
    case 'either':
      return either(node, type, property, around);
    case 'block': {
      const at = locate(around.place, node);
      around.problems.report('wrong-type', at, `\`${property}\` takes a block: \`${property} { … }\`.`);
      return undefined;
    }
  }
}

/** A bare word as written; numbers such as `1.3` or `502` count as words. */
function bareWord(node: ast.Operand): string | undefined {
  if (ast.isName(node) && !node.call && node.target === undefined) return node.path;
  if (ast.isQuantity(node) && !node.interval) return node.from;
  return undefined;
}

function word(
  node: ast.Operand,
  type: ValueType,
  values: readonly string[],
  property: string,
  around: Surroundings,
): Converted | undefined {
  const written = bareWord(node) ?? (ast.isText(node) ? node.text : undefined);
  if (written !== undefined && !ast.isText(node) && values.includes(written)) return { value: written };
  const at = locate(around.place, node);
  const near = written === undefined ? undefined : meant(written, values);
  if (written === undefined || near === undefined) return mismatch(node, type, property, around);
  // What a word is called here may still not be what it meant there.
  const safe = near === nearest(written, values);
  return mismatch(node, type, property, around, [{ ...replacement(at, near), safe }]);
}

function yesNo(
  node: ast.Operand,
  type: Extract<ValueType, { type: 'yes-no' }>,
  property: string,
  around: Surroundings,
): Converted | undefined {
  const written = bareWord(node)?.toLowerCase();
  if (written === 'no' || (written === 'yes' && type.only === undefined)) return { value: written === 'yes' };
  const meant =
    written === 'true' || written === 'on' ? 'yes' : written === 'false' || written === 'off' ? 'no' : undefined;
  if (meant === undefined || (meant === 'yes' && type.only)) return mismatch(node, type, property, around);
  const at = locate(around.place, node);
  around.problems.report('habit', at, `Write \`${meant}\` here.`, { fixes: [replacement(at, meant)] });
  return { value: meant === 'yes' };
}

function name(
  node: ast.Operand,
  type: Extract<ValueType, { type: 'name' }>,
  property: string,
  around: Surroundings,
): Converted | undefined {
  const written = ast.isName(node) && node.target !== undefined ? nameText(node) : bareWord(node);
  if (written === undefined) return mismatch(node, type, property, around);
  if (type.of.length === 0) return { value: written };
  const id = around.reference(written, type.of, locate(around.place, node));
  return id === undefined ? undefined : { value: id };
}

function call(
  node: ast.Operand,
  type: Extract<ValueType, { type: 'call' }>,
  property: string,
  around: Surroundings,
): Converted | undefined {
  if (!ast.isName(node) || !node.call) return mismatch(node, type, property, around);
  const shape = Object.hasOwn(type.calls, node.path) ? type.calls[node.path] : undefined;
  if (!shape) {
    const near = nearest(node.path, Object.keys(type.calls));
    const at = locate(around.place, node);
    const nameAt = { ...at, end: at.offset + node.path.length };
    return mismatch(node, type, property, around, near === undefined ? undefined : [replacement(nameAt, near)]);
  }
  const values: { name?: string; value: number | string }[] = [];
  for (const [index, argument] of node.arguments.entries()) {
    const parameter = argument.name ? shape.parameters.find((p) => p.name === argument.name) : shape.parameters[index];
    if (!parameter || !argument.value) {
      around.problems.report(
        'wrong-type',
        locate(around.place, argument),
        `\`${node.path}\` takes ${signature(shape)}.`,
      );
      return undefined;
    }
    const converted = byType(argument.value, parameter.type, `${property}: ${node.path}`, around);
    if (!converted) return undefined;
    values.push({ name: parameter.name, value: converted.value as number | string });
  }
  if (values.length < shape.parameters.filter((p) => !p.optional).length) {
    around.problems.report('wrong-type', locate(around.place, node), `\`${node.path}\` takes ${signature(shape)}.`);
    return undefined;
  }
  return { value: { call: node.path, arguments: values } satisfies Call };
}

function signature(shape: { parameters: readonly { name: string }[] }): string {
  return shape.parameters.map((parameter) => parameter.name).join(' and ');
}

function list(
  node: ast.Operand,
  type: Extract<ValueType, { type: 'list' }>,
  property: string,
  around: Surroundings,
): Converted | undefined {
  const items = ast.isList(node) ? node.items : [node];
  const values: unknown[] = [];
  for (const item of items) {
    const converted = byType(item, type.item, property, around);
    if (converted) values.push(converted.value);
  }
  return values.length === 0 && items.length > 0 ? undefined : { value: values };
}

function moment(node: ast.Operand, type: ValueType, property: string, around: Surroundings): Converted | undefined {
  const day = ast.isMoment(node) ? readDay(node.date) : undefined;
  return day === undefined ? mismatch(node, type, property, around) : { value: day };
}

function either(
  node: ast.Operand,
  type: Extract<ValueType, { type: 'either' }>,
  property: string,
  around: Surroundings,
): Converted | undefined {
  const options = alternatives(type);
  const word = bareWord(node);
  const listed = options.find(
    (option) => option.type === 'choice' && word !== undefined && option.values.includes(word),
  );
  if (listed) return byType(node, listed, property, around);
  const likely = options.filter((option) => looksLike(node, option));
  const quantities = likely.filter((option) => option.type === 'quantity');
  if (quantities.length > 0 && (likely.length > 1 || quantities.length > 1)) {
    const tried = new Problems();
    const computed = compute(node, { ...around, problems: tried });
    const fits = computed
      ? quantities.filter((option) => sameDimension(computed.quantity.dimension, option.dimension))
      : [];
    // Of a count and a ratio, `10%` is the ratio.
    const isShare = computed?.quantity.notation === 'percent';
    const fitting = fits.find((option) => (option.ratio === true) === isShare) ?? fits[0];
    if (fitting) return byType(node, fitting, property, around);
    // A quantity with a mistake of its own is told as that, unless a word was meant.
    if (!computed && tried.list.length > 0 && !ast.isName(node)) return byType(node, quantities[0], property, around);
  }
  const others = likely.filter((option) => option.type !== 'quantity');
  // These are told by their form; which word or name is meant is not.
  const formed = others.find(({ type: kind }) => kind !== 'choice' && kind !== 'name');
  if (formed) return byType(node, formed, property, around);
  if (quantities.length === 0 || others.length > 0) {
    if (others.length === 1 && others[0].type !== 'choice') return byType(node, others[0], property, around);
    const values = others.flatMap((option) => (option.type === 'choice' ? option.values : []));
    const near = word === undefined ? undefined : nearest(word, values);
    if (near !== undefined)
      return mismatch(node, type, property, around, [replacement(locate(around.place, node), near)]);
    const named = others.find((option) => option.type === 'name');
    if (named) return byType(node, named, property, around);
  }
  if (quantities.length === 1 && likely.length === 1) return byType(node, quantities[0], property, around);
  return mismatch(node, type, property, around, meantByAny(node, quantities, around));
}

function alternatives(type: Extract<ValueType, { type: 'either' }>): ValueType[] {
  return type.types.flatMap((option) => (option.type === 'either' ? alternatives(option) : [option]));
}

/** Can this node at all be meant as that type? Keeps the message of `either` to the one alternative that was meant. */
function looksLike(node: ast.Operand, type: ValueType): boolean {
  const isWord = ast.isName(node) && !node.call;
  switch (type.type) {
    case 'quantity':
      return (
        ast.isQuantity(node) ||
        ast.isValue(node) ||
        ast.isNegative(node) ||
        (isWord && !/^(yes|no|none)$/.test(node.path))
      );
    case 'choice':
      return bareWord(node) !== undefined && (isWord || type.values.includes(bareWord(node)!));
    case 'yes-no':
      return isWord && /^(yes|no|true|false)$/.test(node.path);
    case 'name':
      return isWord;
    case 'text':
      return ast.isText(node);
    case 'date':
      return ast.isMoment(node);
    case 'call':
      return ast.isName(node) && node.call;
    case 'list':
      return true;
    case 'either':
      return type.types.some((option) => looksLike(node, option));
    case 'block':
      return false;
  }
}
