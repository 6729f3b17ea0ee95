import type { Flow, Link } from '../model/model.js';
import type { Problem } from '../model/problem.js';
import type { Location } from '../model/source.js';
import type { Origin } from '../model/value.js';

/** The unit in which a figure's value is kept; `ratio` is shown as a percentage, `factor` as 3x. */
export type Unit =
  | '/s'
  | 's'
  | 'B'
  | 'B/day'
  | 'bit/s'
  | 'ratio'
  | 'factor'
  | 'count'
  | 'days'
  | 'years'
  | 'money'
  | 'money/s'
  | 'money/B'
  | 'money/B/s';

/** One value that went into a figure: a property, an assumed default, or another figure. */
export interface Input {
  /** `browser.users`, `redirect.rate.average` */
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  readonly origin: Origin;
  /** Of written, inherited and engine values. */
  readonly at?: Location;
  /** Of engine figures and assumptions: where the figure is from. */
  readonly source?: string;
  /** Of derived ones: the figure that it is. */
  readonly derivation?: Figure;
}

/** A named result, exact in base units. */
export interface Figure {
  /** `<subject>.<figure>[.<qualifier>]`, `redirect.rate.peak` */
  readonly name: string;
  /** The id of what it is about: component, flow, link, table, field or `system`. */
  readonly subject: string;
  /** `rate.peak`, `utilisation`, … with its qualifier. */
  readonly figure: string;
  readonly unit: Unit;
  /** `undefined` when unknown; `Infinity` when there is no bound, as at saturation. */
  readonly value: number | undefined;
  /** Words and symbols over the names of the inputs: `users × rate ÷ 86,400 s`. */
  readonly formula: string;
  readonly inputs: readonly Input[];
  /** The properties whose absence makes it unknown, `api.capacity`. */
  readonly missing: readonly string[];
  /** What the figure leaves out or takes for granted, in a sentence. */
  readonly notes: readonly string[];
}

/** What a figure comes to when its uncertain inputs vary. */
export interface Spread {
  /** 5th, 50th and 95th percentile. */
  readonly low: number;
  readonly median: number;
  readonly high: number;
  /** The uncertain inputs by their part in the variance, largest first; parts add up to 1. */
  readonly causes: readonly { readonly name: string; readonly share: number }[];
}

/** Where the mean response time of a flow goes, in seconds per request of it. */
export interface Breakdown {
  /** What the component takes in which the flow starts. */
  readonly own: number;
  /** What the calls add that somebody waits for. */
  readonly links: ReadonlyMap<Link, Part>;
  /** What calls that run at once save: own and all parts, less this, are the mean. */
  readonly overlap: number;
}

/** What the calls over one link add, however often they are made. */
export interface Part {
  /** In the called component itself at peak, the wait for a free slot included. */
  readonly own: number;
  /** The network there and back, and the wait for a batch to fill. */
  readonly way: number;
}

/** All figures of a design, computed once. */
export interface Estimates {
  readonly figures: readonly Figure[];
  /** What makes figures impossible: loops without end. */
  readonly problems: readonly Problem[];
  /** By full name; the subject may also be written longer or shorter than its id, as long as it is clear. */
  get(name: string): Figure | undefined;
  /** The value of a figure of a subject, `undefined` when it is unknown or not defined for it. */
  value(subject: { readonly id: string }, figure: string): number | undefined;
  /** How a figure varies with the ranges in the design, `undefined` where nothing it depends on is uncertain. */
  spread(figure: Figure): Spread | undefined;
  /** Where the mean response time of a flow goes, `undefined` where it is unknown. */
  breakdown(flow: Flow): Breakdown | undefined;
  /** All figures about one subject, in the order of the table in the documentation. */
  of(subject: { readonly id: string }): readonly Figure[];
}
