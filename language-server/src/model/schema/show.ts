import { describeDimension, exampleOf, writeQuantity } from '@archlang/grammar';
import type { CallShape, Definition, NameKind, ValueType } from './definition.js';

const things: Readonly<Record<NameKind, string>> = {
  component: 'a component',
  client: 'a client',
  broker: 'a queue or topic',
  cache: 'a cache',
  store: 'a store',
  flow: 'a flow',
  table: 'a table',
  field: 'a field',
  region: 'a region',
  zone: 'a zone',
  group: 'a group',
  engine: 'an engine',
  job: 'a job',
};

/** More words than this are cut short: nobody reads them in a message. */
const mostWords = 24;

/** What may be written, for hover, completion and messages: `a time, such as 2s`, `one of none, constant(t)`. */
export function showType(type: ValueType): string {
  switch (type.type) {
    case 'quantity':
      return showQuantity(type);
    case 'choice':
    case 'call':
      return oneOf(wordsOf(type));
    case 'yes-no':
      return type.only ?? 'yes or no';
    case 'name':
      return type.of.length === 0 ? 'a name' : `the name of ${anyOf(type.of.map((kind) => things[kind]))}`;
    case 'text':
      return 'a text in quotes';
    case 'date':
      return 'a date, such as 2027-06-30';
    case 'list':
      return showList(type.item);
    case 'either':
      return showEither(type.types);
    case 'block':
      return 'a block';
  }
}

function showQuantity(type: Extract<ValueType, { type: 'quantity' }>): string {
  if (type.values) return oneOf(type.values.map(String));
  if (type.shown !== undefined) return type.shown;
  if (type.ratio) return 'a ratio, such as 90% or 3x';
  if (type.whole) return 'a whole number, such as 3';
  const example = exampleOf(type.dimension);
  const what = describeDimension(type.dimension);
  return example === undefined ? what : `${what}, such as ${example}`;
}

function showList(item: ValueType): string {
  if (item.type === 'choice') return `one or more of ${shortened(item.values).join(', ')}`;
  return `${showType(item)}, or a list of them`;
}

function showEither(types: readonly ValueType[]): string {
  const flat = alternatives(types);
  const words = flat.flatMap(wordsOf);
  const others = flat.filter((type) => wordsOf(type).length === 0).map(showType);
  if (words.length === 0) return anyOf([...new Set(others)]);
  const listed = oneOf(words);
  return others.length === 0 ? listed : `${listed}, or ${anyOf(others)}`;
}

/** Alternatives inside alternatives are all on one level. */
function alternatives(types: readonly ValueType[]): readonly ValueType[] {
  return types.flatMap((type) => (type.type === 'either' ? alternatives(type.types) : [type]));
}

/** The words and calls that may be written as they stand here. */
function wordsOf(type: ValueType): readonly string[] {
  if (type.type === 'choice') return type.values;
  if (type.type === 'call') return Object.entries(type.calls).map(([name, shape]) => showCall(name, shape));
  return type.type === 'yes-no' && type.only !== undefined ? [type.only] : [];
}

/** `exponential(base, cap)` */
export function showCall(name: string, shape: CallShape): string {
  return `${name}(${shape.parameters.map((parameter) => parameter.name).join(', ')})`;
}

function oneOf(words: readonly string[]): string {
  return words.length === 1 ? words[0] : `one of ${shortened(words).join(', ')}`;
}

function shortened(words: readonly string[]): readonly string[] {
  return words.length <= mostWords ? words : [...words.slice(0, mostWords / 2), '…'];
}

function anyOf(parts: readonly string[]): string {
  if (parts.length < 2) return parts[0] ?? '';
  const comma = parts.some((part) => part.includes(',')) ? ',' : '';
  return `${parts.slice(0, -1).join(', ')}${comma} or ${parts[parts.length - 1]}`;
}

/** The assumed default as it would be written: `3x`, `30d`, `no`. */
export function showAssumed({ type, assumed }: Definition): string | undefined {
  if (!assumed) return undefined;
  const { value, written } = assumed;
  if (written !== undefined) return written;
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value !== 'number' || type.type !== 'quantity') return String(value);
  if (type.ratio) return value > 1 ? `${value}x` : writeQuantity(value, 'ratio');
  return writeQuantity(value, type.dimension.data === 1 && type.dimension.time === -1 ? 'bits' : type.dimension);
}
