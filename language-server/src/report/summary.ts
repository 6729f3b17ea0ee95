import type { Severity } from '../model/problem.js';
import type { Finding } from '../rules/finding.js';

export type Summary = Readonly<Record<Severity | 'accepted', number>>;

/** How many findings there are of each severity; accepted ones count only as such. */
export function summarise(findings: readonly Finding[]): Summary {
  const summary = { error: 0, warning: 0, info: 0, hint: 0, accepted: 0 };
  for (const finding of findings) summary[finding.accepted ? 'accepted' : finding.severity]++;
  return summary;
}

/** `1 error`, `2 errors`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-US')} ${count === 1 ? one : many}`;
}
