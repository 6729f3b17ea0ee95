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
  ['autoscaling-thrash', { delay: '7min' }, 'scale-in-delay: 7min'],
  ['circuit-breaker-misconfigured', { safeFailures: 7 }, 'failures: 7'],
  ['circuit-breaker-misconfigured', { safeOpen: '77s' }, 'open: 77s'],
  ['health-check-detection-time', { interval: '7s' }, 'interval: 7s'],
  ['health-check-detection-time', { unhealthy: '4' }, 'unhealthy: 4'],
  ['health-check-detection-time', { timeout: '3s' }, 'timeout: 3s,'],
  ['missing-readiness-probe', { path: '/up' }, 'readiness { path: "/up" }'],
  ['missing-timeout', { suggested: 7 }, 'timeout: 7s'],
  ['session-store-not-redundant', { ttl: '77min' }, 'ttl: 77min'],
  ['reconnect-storm', { longest: '77s' }, ', 77s)'],
  ['stream-processor-without-checkpoint', { interval: '77s' }, 'interval: 77s'],
  ['untested-failover', { every: '77d' }, 'drill { every: 77d }'],
  ['local-state-with-replicas', { ttl: '77min' }, 'ttl: 77min'],
  ['cache-memory-undersized', { room: 3 }, 'memory: 450GB'],
  ['cache-stampede', { jitter: '17%' }, 'ttl-jitter: 17%'],
  ['cache-without-expiry-or-invalidation', { ttl: '7min' }, 'ttl: 7min'],
  ['long-ttl-without-versioning', { pageTtl: '7min' }, 'ttl: 7min'],
  ['read-heavy-without-cache-or-replica', { ttl: '7min' }, 'ttl: 7min'],
  ['refresh-ahead-misconfigured', { refreshAt: '17%' }, 'refresh-at: 17%'],
  ['static-assets-without-cdn', { ttl: '7h' }, 'ttl: 7h'],
  ['missing-pagination', { items: 7 }, 'items: 7'],
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
