import type { Severity } from '../model/problem.js';
import type { SourceText } from '../model/source.js';
import type { Expected } from '../report/reported.js';
import type { Finding } from '../rules/finding.js';
import { severities } from '../rules/severity.js';

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
  /** Findings that `--fix` would mend; counted only for reports that people read. */
  readonly mendable: number;
}

/** By code units, so that the order does not depend on the machine's language. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Is the severity as bad as the limit or worse? */
export function atLeast(severity: Severity, limit: Severity | 'never'): boolean {
  return limit !== 'never' && severities.indexOf(severity) <= severities.indexOf(limit);
}
