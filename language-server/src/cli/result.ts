import type { Unit } from '../estimate/estimates.js';
import type { Severity } from '../model/problem.js';
import type { Location, SourceText } from '../model/source.js';
import type { Finding } from '../rules/finding.js';
import { severities } from '../rules/severity.js';

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

/** What `check` found, in the order in which every report gives it. */
export interface CheckResult {
  /** Full names of the files that were read, imported ones included. */
  readonly files: readonly string[];
  readonly sources: ReadonlyMap<string, SourceText>;
  /** Accepted ones included. */
  readonly findings: readonly Finding[];
  readonly expectations: readonly Expected[];
  /** Findings left out because the baseline knows them. */
  readonly known: number;
}

export type Summary = Readonly<Record<Severity | 'accepted', number>>;

/** How many findings there are of each severity; accepted ones count only as such. */
export function summarise(findings: readonly Finding[]): Summary {
  const summary = { error: 0, warning: 0, info: 0, hint: 0, accepted: 0 };
  for (const finding of findings) summary[finding.accepted ? 'accepted' : finding.severity]++;
  return summary;
}

/** By code units, so that the order does not depend on the machine's language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Is the severity as bad as the limit or worse? */
export function atLeast(severity: Severity, limit: Severity | 'never'): boolean {
  return limit !== 'never' && severities.indexOf(severity) <= severities.indexOf(limit);
}
