import type { Estimates, Unit } from '../estimate/estimates.js';
import { evaluateExpectations } from '../estimate/expectations.js';
import type { Model } from '../model/model.js';
import type { Location } from '../model/source.js';
import type { Finding } from '../rules/finding.js';

/** A file as a reader knows it: `shop.arch` of its full name. */
export type NameOf = (file: string) => string;

/** A design with all that a page tells of it. */
export interface Reported {
  /** Full name of the file it was built from. */
  readonly entry: string;
  readonly model: Model;
  readonly estimates: Estimates;
  /** Accepted ones included. */
  readonly findings: readonly Finding[];
  readonly expectations: readonly Expected[];
  readonly nameOf: NameOf;
  /** How it is thought to differ from what is written: `load 2x, without zone a`. */
  readonly supposed?: string;
}

/** An `expect` and what came of it. */
export interface Expected {
  readonly text: string;
  /** `undefined` while the figure is unknown. */
  readonly holds: boolean | undefined;
  /** The left side, in `unit`. */
  readonly actual: number | undefined;
  /** Of the figures it names. */
  readonly unit: Unit | undefined;
  readonly at: Location;
}

/** The expectations of a design, in the order of the text. */
export function expectedOf(model: Model, estimates: Estimates): readonly Expected[] {
  return evaluateExpectations(model, estimates).map(({ expectation: { text, at }, holds, actual, unit }) => ({
    text,
    holds,
    actual,
    unit,
    at,
  }));
}
