import { describe, expect, it } from 'vitest';
import { everything, linted, ruleNamed } from '../linting.js';

/** What a rule says of a design: severities in the order of the text, under settings of its options. */
export type Case = readonly [
  title: string,
  code: string,
  severities: readonly string[],
  options?: Readonly<Record<string, unknown>>,
];

/** One test for each case; the designs have no other problems. `today` is an ISO date. */
export function cases(rule: string, list: readonly Case[], today?: string): void {
  describe(rule, () => {
    it.each(list.map((each) => [each[0], each] as const))('%s', (_, [, code, severities, options]) => {
      const setting = options && { [rule]: [ruleNamed(rule).severity, options] };
      const design = linted(code, everything(setting, 'all', today));
      expect(design.model.problems.map(({ message }) => message)).toEqual([]);
      expect(design.of('internal-error')).toEqual([]);
      expect(design.of(rule).map(({ severity }) => severity)).toEqual(severities);
    });
  });
}

/** The message of the only finding of a rule. */
export function message(rule: string, code: string): string {
  const found = linted(code).of(rule);
  expect(found).toHaveLength(1);
  return found[0].message;
}
