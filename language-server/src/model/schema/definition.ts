import { type Dimension, dimensions } from '@archlang/grammar';
import type { Call, Value } from '../value.js';

/** What may be written as the value of a property. */
export type ValueType =
  | {
      readonly type: 'quantity';
      readonly dimension: Dimension;
      readonly whole?: boolean;
      readonly ratio?: boolean;
      /** Nothing but these numbers. */
      readonly values?: readonly number[];
      /** How messages call it, where the dimension's own name would mislead: `a time per day, such as 6.5h/day`. */
      readonly shown?: string;
    }
  | { readonly type: 'choice'; readonly values: readonly string[] }
  /** `only: 'no'`: the one word `no`, next to other values. */
  | { readonly type: 'yes-no'; readonly only?: 'no' }
  /** `of` lists what the name may refer to; empty: any word, nothing has to be declared. */
  | { readonly type: 'name'; readonly of: readonly NameKind[] }
  | { readonly type: 'text' }
  | { readonly type: 'date' }
  | { readonly type: 'call'; readonly calls: Readonly<Record<string, CallShape>> }
  | { readonly type: 'list'; readonly item: ValueType }
  | { readonly type: 'either'; readonly types: readonly ValueType[] }
  /**
   * `open` blocks: the author chooses the names, and all values are read by the one definition under `*`; in `stages`
   * the names are given and their order counts.
   */
  | { readonly type: 'block'; readonly properties: Section; readonly open?: 'fields' | 'stages' | 'rtt' | 'sources' };

/** The parameters of a call, in order; the dimension of a quantity or `name`. A trailing `?` marks an optional one. */
export interface CallShape {
  readonly parameters: readonly { readonly name: string; readonly type: ValueType; readonly optional?: boolean }[];
  readonly doc: string;
}

export type NameKind =
  | 'component'
  | 'client'
  | 'broker'
  | 'cache'
  | 'store'
  | 'flow'
  | 'table'
  | 'field'
  | 'region'
  | 'zone'
  | 'group'
  | 'engine'
  | 'job';

/** A default that estimates may use, always shown as assumed. */
export interface Assumed<T> {
  readonly value: T;
  /** Where the figure comes from; `neutral` for a value that changes nothing. */
  readonly source: string;
  /** As it is written in a file, where the value alone does not tell. */
  readonly written?: string;
}

/** One property: everything validation, completion, hover and the reference page need. `T` is its value in the model. */
export interface Definition<T = unknown> {
  readonly type: ValueType;
  /** One or two plain sentences: what it means, not what it is called. */
  readonly doc: string;
  readonly assumed?: Assumed<T>;
  /** Bounds in base units, ends included; outside is an error. */
  readonly min?: number;
  readonly max?: number;
  /** A value that reads well in completion and examples. */
  readonly example?: string;
  readonly phantom?: T;
}

export type Section = Readonly<Record<string, Definition>>;

/** The values of a section's properties as the model holds them: only what is known, assumed defaults left out. */
export type Properties<S> = {
  readonly [K in keyof S]?: S[K] extends Definition<infer T> ? Value<T> : never;
};

interface Options<T> {
  readonly assumed?: Assumed<T>;
  readonly min?: number;
  readonly max?: number;
  readonly example?: string;
}

const quantity =
  (dimension: Dimension, more: { whole?: boolean; ratio?: boolean; shown?: string } = {}) =>
  (doc: string, options: Options<number> = {}): Definition<number> => ({
    type: { type: 'quantity', dimension, ...more },
    doc,
    min: 0,
    ...options,
  });

export const count = quantity(dimensions.number);
/** A count of machines or the like: a range is refused, a fraction too. */
export const whole = quantity(dimensions.number, { whole: true });
export const ratio = quantity(dimensions.number, { ratio: true });
/** `40%/year`, in 1/s. */
export const ratioPerTime = quantity(dimensions.rate, { shown: 'a ratio per time, such as 40%/year' });
export const time = quantity(dimensions.time);
/** `6.5h/day`, as the share of a day. */
export const timePerDay = quantity(dimensions.number, { shown: 'a time per day, such as 6.5h/day' });
export const data = quantity(dimensions.data);
export const rate = quantity(dimensions.rate);
export const userRate = quantity(dimensions.userRate);
export const bandwidth = quantity(dimensions.bandwidth);
/** `$0.20/M`, in money for one. */
export const moneyPerCount = quantity(dimensions.money, { shown: 'money per count, such as $0.20/M' });
export const moneyRate = quantity(dimensions.moneyRate);
export const moneyPerData = quantity(dimensions.moneyPerData);
export const moneyPerDataTime = quantity(dimensions.moneyPerDataTime);

/** One of a few numbers. */
export function oneOf<const V extends number>(
  values: readonly V[],
  doc: string,
  options: Options<V> = {},
): Definition<V> {
  const type = { type: 'quantity', dimension: dimensions.number, whole: true, values } as const;
  return { type, doc, min: Math.min(...values), max: Math.max(...values), ...options };
}

export function choice<const V extends string>(
  values: readonly V[],
  doc: string,
  options: Options<V> = {},
): Definition<V> {
  return { type: { type: 'choice', values }, doc, ...options };
}

export function choices<const V extends string>(
  values: readonly V[],
  doc: string,
  options: Options<readonly V[]> = {},
): Definition<readonly V[]> {
  return { type: { type: 'list', item: { type: 'choice', values } }, doc, ...options };
}

export function yesNo(doc: string, options: Options<boolean> = {}): Definition<boolean> {
  return { type: { type: 'yes-no' }, doc, ...options };
}

/** The word `no` as one alternative of `either`. */
export const no: Definition<false> = { type: { type: 'yes-no', only: 'no' }, doc: 'Not at all.' };

export function name(of: readonly NameKind[], doc: string, options: Options<string> = {}): Definition<string> {
  return { type: { type: 'name', of }, doc, ...options };
}

export function names(
  of: readonly NameKind[],
  doc: string,
  options: Options<readonly string[]> = {},
): Definition<readonly string[]> {
  return { type: { type: 'list', item: { type: 'name', of } }, doc, ...options };
}

export function text(doc: string, options: Options<string> = {}): Definition<string> {
  return { type: { type: 'text' }, doc, ...options };
}

export function date(doc: string, options: Options<string> = {}): Definition<string> {
  return { type: { type: 'date' }, doc, ...options };
}

export function calls(
  shapes: Readonly<Record<string, CallShape>>,
  doc: string,
  options: Options<Call> = {},
): Definition<Call> {
  return { type: { type: 'call', calls: shapes }, doc, ...options };
}

/** One of two types; the first that fits wins. Bounds are those of the alternative that has some. */
export function either<A, B>(
  first: Definition<A>,
  second: Definition<B>,
  doc: string,
  options: Options<A | B> = {},
): Definition<A | B> {
  const min = first.min ?? second.min;
  const max = first.max ?? second.max;
  return {
    type: { type: 'either', types: [first.type, second.type] },
    doc,
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...options,
  };
}

/** A list of another definition's values. */
export function listOf<T>(
  item: Definition<T>,
  doc: string,
  options: Options<readonly T[]> = {},
): Definition<readonly T[]> {
  return { type: { type: 'list', item: item.type }, doc, ...options };
}

export function block<const S extends Section>(
  properties: S,
  doc: string,
  options: Options<Properties<S>> = {},
): Definition<Properties<S>> {
  return { type: { type: 'block', properties }, doc, ...options };
}

/** A block whose order counts. */
export function orderedBlock<const S extends Section>(
  properties: S,
  doc: string,
  options: Options<Properties<S>> = {},
): Definition<Properties<S>> {
  return { type: { type: 'block', properties, open: 'stages' }, doc, ...options };
}

/** A block whose names the author chooses; each has a value of the one definition. */
export function openBlock<T>(
  open: 'fields' | 'rtt' | 'sources',
  entry: Definition<T>,
  doc: string,
  options: Options<Readonly<Record<string, Value<T>>>> = {},
): Definition<Readonly<Record<string, Value<T>>>> {
  return { type: { type: 'block', properties: { '*': entry }, open }, doc, ...options };
}

/** The same property with a default that holds in one place only. */
export function withAssumed<T>(definition: Definition<T>, value: T, source: string): Definition<T> {
  return { ...definition, assumed: { value, source } };
}

/** The default that estimates may use where a property is not written, `undefined` where nothing is assumed. */
export function assumedOf<T>(definition: Definition<T>): Assumed<T> | undefined {
  return definition.assumed;
}

/** For assumed values that change nothing. */
export const neutral = 'neutral';
