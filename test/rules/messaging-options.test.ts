import { expect, it } from 'vitest';
import { everything, fixed, linted, ruleNamed } from './linting.js';

/** The examples of a rule after each of its fixes, under settings of the rule's options. */
function mended(rule: string, options: Readonly<Record<string, unknown>>): string {
  const { incorrect, severity } = ruleNamed(rule);
  const configuration = everything({ [rule]: [severity, options] });
  const texts = incorrect.flatMap(({ code }) =>
    linted(code, configuration)
      .of(rule)
      .flatMap(({ fixes }) => fixes.map((fix) => fixed(code, fix))),
  );
  return texts.join('\n');
}

it.each([
  ['exactly-once-claim', { key: 'receipt' }, 'idempotency-key: receipt'],
  ['replay-on-queue', { retention: '30d' }, 'retention: 30d'],
  ['stream-retention-too-short', { retention: 3 }, 'retention: 3d'],
  ['ordering-not-guaranteed', { key: 'account' }, 'partition-key: account'],
  ['unbounded-queue', { length: '5k' }, 'max-length: 5k, overflow: reject'],
])('%s writes what its option says', (rule, options, text) => {
  expect(mended(rule, options)).toContain(text);
  expect(mended(rule, {})).not.toContain(text);
});
