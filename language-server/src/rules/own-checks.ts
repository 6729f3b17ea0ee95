import type { Severity } from '../model/problem.js';
import type { Category, Finding } from './finding.js';

/** A check that belongs to the language itself, not to the catalogue. */
export interface OwnCheck {
  readonly name: string;
  readonly category: Category;
  readonly severity: Severity;
  readonly summary: string;
}

/** What the language itself checks besides its text; each may be configured like a rule. */
export const ownChecks = [
  {
    name: 'expectation',
    category: 'correctness',
    severity: 'error',
    summary: 'An `expect` does not hold, or cannot be worked out.',
  },
  {
    name: 'forbidden-call',
    category: 'correctness',
    severity: 'error',
    summary: 'A link that a `forbid` rules out.',
  },
  {
    name: 'acceptance-expired',
    category: 'correctness',
    severity: 'warning',
    summary: 'The date until which a risk was accepted has passed.',
  },
  {
    name: 'acceptance-unused',
    category: 'correctness',
    severity: 'info',
    summary: 'An `accept` matches no finding any more.',
  },
  {
    name: 'acceptance-without-reason',
    category: 'correctness',
    severity: 'warning',
    summary: 'An `accept` does not say why the risk is acceptable.',
  },
  {
    name: 'acceptance-not-allowed',
    category: 'correctness',
    severity: 'error',
    summary: 'An `accept` of a rule that the configuration lets nobody accept.',
  },
  {
    name: 'unknown-rule',
    category: 'correctness',
    severity: 'warning',
    summary: 'An `accept` names a rule that does not exist.',
  },
  {
    name: 'internal-error',
    category: 'correctness',
    severity: 'warning',
    summary: 'A check stopped with an error of Archlang itself.',
  },
] as const satisfies readonly OwnCheck[];

export type OwnCheckName = (typeof ownChecks)[number]['name'];

/** A finding of one of them, before the configuration has its say. */
export type OwnFinding = Omit<Finding, 'rule' | 'severity'> & {
  readonly rule: OwnCheckName;
  readonly severity?: Severity;
};
