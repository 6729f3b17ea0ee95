import type { Dimension } from '@archlang/grammar';
import type { Location } from './source.js';

/** Where a value comes from, best first. An assumed one is never a policy such as a timeout. */
export type Origin = 'written' | 'inherited' | 'engine' | 'derived' | 'assumed';

/** A property's value in SI base units, with its place and origin. */
export interface Value<T> {
  readonly value: T;
  readonly origin: Origin;
  /** The value's text; for an engine's figure the place in the library. */
  readonly at: Location;
  /** The whole `name: value` or block, for edits and related places. */
  readonly property: Location;
  /** Of engine figures and assumed values: title and year, or why. */
  readonly source?: string;
  /** Only where a quantity depends on a param or a range: how to compute it anew. */
  readonly expression?: Expression;
  /** Of a quantity whose property takes several: tells a rate per user from a rate. */
  readonly dimension?: Dimension;
  /** How a number was written: `50%` and `0.5` differ for properties that take a count or a ratio. */
  readonly notation?: 'number' | 'percent' | 'times' | 'odds' | 'unit';
}

/** `exponential(100ms, 1s)`: numbers in base units, names as written. */
export interface Call {
  readonly call: string;
  readonly arguments: readonly { readonly name?: string; readonly value: number | string }[];
}

/**
 * Arithmetic as plain data. Constants are in base units; an interval is read as the 5th and 95th percentile of a
 * log-normal quantity; a `figure` is bound by the estimates (only `expect` may name one).
 */
export type Expression =
  | { readonly kind: 'constant'; readonly value: number; readonly dimension: Dimension; readonly at: Location }
  | {
      readonly kind: 'interval';
      readonly low: number;
      readonly high: number;
      readonly dimension: Dimension;
      readonly at: Location;
    }
  | { readonly kind: 'param'; readonly name: string; readonly dimension: Dimension; readonly at: Location }
  | { readonly kind: 'figure'; readonly name: string; readonly at: Location }
  | {
      readonly kind: 'operation';
      readonly operator: '+' | '-' | '*' | '/';
      readonly left: Expression;
      readonly right: Expression;
      readonly dimension: Dimension;
      readonly at: Location;
    };
