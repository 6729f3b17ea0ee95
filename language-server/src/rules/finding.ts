import type { Acceptance } from '../model/model.js';
import type { Fix, Severity } from '../model/problem.js';
import type { Location } from '../model/source.js';

export const categories = [
  'reliability',
  'capacity',
  'data',
  'caching',
  'load-balancing',
  'messaging',
  'transactions',
  'security',
  'observability',
  'style',
  'api',
  'cost',
  'correctness',
] as const;
export type Category = (typeof categories)[number];

/** What a rule, an `expect` or the text itself has to say about one place. */
export interface Finding {
  /** A rule's name, `expectation`, or the code of a problem of the text such as `syntax`. */
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Location;
  /** Ids of the components or the link it is about, for marks in the picture. */
  readonly subjects: readonly string[];
  readonly related: readonly { readonly at: Location; readonly message: string }[];
  readonly fixes: readonly Fix[];
  readonly accepted?: Acceptance;
}

/** By file, place, rule and message: the same design gives the same order everywhere. */
export function compareFindings(a: Finding, b: Finding): number {
  return (
    compareText(a.at.file, b.at.file) ||
    a.at.offset - b.at.offset ||
    compareText(a.rule, b.rule) ||
    a.at.end - b.at.end ||
    compareText(a.message, b.message)
  );
}

/** In order, what is said twice about one place only once. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const sorted = [...findings].sort(compareFindings);
  return sorted.filter((finding, i) => i === 0 || compareFindings(sorted[i - 1], finding) !== 0);
}

/** By code units, so that the order does not depend on the machine's language. */
function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
