import type { Estimates } from '../estimate/estimates.js';
import type { Component, Field, Flow, Group, Link, Model, Saga, System, Table } from '../model/model.js';
import type { Fix, Severity } from '../model/problem.js';
import type { Location } from '../model/source.js';
import type { Category } from './finding.js';

export type Subject = System | Component | Group | Flow | Link | Field | Table | Saga;

/** A setting of a rule; the catalogue calls it a threshold. */
export interface RuleOption {
  readonly default: number | string | boolean | readonly string[];
  /** With the unit of a number. */
  readonly doc: string;
}

export type OptionValue = RuleOption['default'];

type OptionValues<O extends Readonly<Record<string, RuleOption>>> = {
  readonly [K in keyof O]: O[K]['default'] extends number
    ? number
    : O[K]['default'] extends boolean
      ? boolean
      : O[K]['default'] extends string
        ? string
        : readonly string[];
};

export interface ReportDetails {
  /** Where the rule itself says so, another severity than its own. */
  readonly severity?: Severity;
  /** The exact text; without it, or where it lies outside the design's own files, the subject's head. */
  readonly at?: Location;
  /** What else it is about, besides the subject. */
  readonly subjects?: readonly Subject[];
  readonly related?: readonly { readonly at: Location; readonly message: string }[];
  /** The first is the one that `--fix` applies, if it is safe. */
  readonly fixes?: readonly Fix[];
}

export interface RuleContext<O extends Readonly<Record<string, RuleOption>>> {
  readonly model: Model;
  readonly estimates: Estimates;
  readonly options: OptionValues<O>;
  /** ISO date; without it nobody knows how long ago a day is. */
  readonly today?: string;
  /** The message is one or two plain sentences with this design's own names and numbers. */
  report(subject: Subject, message: string, details?: ReportDetails): void;
}

/**
 * One check. It is also its own documentation and its own test: each `incorrect` design makes it fire, each `correct` one
 * does not. An example is a whole file.
 */
export interface Rule<O extends Readonly<Record<string, RuleOption>> = Readonly<Record<string, RuleOption>>> {
  readonly name: string;
  readonly category: Category;
  /** `presence`: what is written contradicts itself. `derived`: a formula, silent while an input is unknown. `absence`:
   * something is missing; never in a sketch. */
  readonly mode: 'presence' | 'derived' | 'absence';
  readonly severity: Severity;
  readonly tier: 1 | 2 | 3;
  readonly summary: string;
  readonly why: string;
  /** When it says nothing, one sentence each. */
  readonly silent: readonly string[];
  /** Public sources: a book with its chapter, a paper, a vendor's guide. */
  readonly references: readonly string[];
  readonly options?: O;
  readonly incorrect: readonly Example[];
  readonly correct: readonly Example[];
  check(context: RuleContext<O>): void;
}

export interface Example {
  readonly title: string;
  readonly code: string;
}

export function defineRule<const O extends Readonly<Record<string, RuleOption>> = Readonly<Record<string, never>>>(
  rule: Rule<O>,
): Rule {
  return rule as unknown as Rule;
}
