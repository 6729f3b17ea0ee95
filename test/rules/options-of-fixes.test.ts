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
  ['non-idempotent-consumer', { key: 'receipt' }, 'idempotency-key: receipt'],
  ['payment-without-idempotency-key', { key: 'cart' }, 'idempotency-key: cart'],
  ['local-state-with-replicas', { ttl: '77min' }, 'ttl: 77min'],
  ['missing-rate-limit', { rate: 7 }, 'rate: 7/s'],
  ['missing-rate-limit', { burst: 7 }, 'burst: 700'],
])('%s writes what its option says', (rule, options, text) => {
  expect(mended(rule, options)).toContain(text);
  expect(mended(rule, {})).not.toContain(text);
});

const pair = 'service a {}\nservice b { latency.p99: 400ms }\n';

it.each([
  [
    'missing-dead-letter-queue',
    'service a {}\nqueue q {}\nworker w {}\na ~> q\nq ~> w',
    { attempts: 7 },
    'max-receive: 7',
  ],
  ['missing-timeout', `${pair}a -> b`, { latencyFactor: 7 }, 'timeout: 2.8s'],
  ['missing-timeout', `${pair}a -> b`, { shortest: 4 }, 'timeout: 4s'],
  ['retry-without-backoff', `${pair}a -> b { retries: 2 }`, { base: 0.3 }, 'exponential(300ms, '],
  ['retry-without-backoff', `${pair}a -> b { retries: 2 }`, { cap: 17 }, ', 17s)'],
])('%s writes what its option says: %s', (rule, code, options, text) => {
  const { severity } = ruleNamed(rule);
  const written = (set: Readonly<Record<string, unknown>>): string =>
    linted(code, everything({ [rule]: [severity, set] }))
      .of(rule)
      .flatMap(({ fixes }) => fixes.map((fix) => fixed(code, fix)))
      .join('\n');
  expect(written(options)).toContain(text);
  expect(written({})).not.toContain(text);
});

it('counts the attempts that are written already', () => {
  const [found] = linted('service a {}\nqueue q {}\nworker w {}\na ~> q\nq ~> w { max-receive: 9 }').of(
    'missing-dead-letter-queue',
  );
  expect(found.fixes[0].title).toBe('Put them aside in `q-dead` after 9 attempts');
});
