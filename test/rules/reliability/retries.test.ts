import { expect, it } from 'vitest';
import { cases, message } from './cases.js';

const pair = 'service a {}\nservice b {}\n';
const waited = 'client c {}\nservice a {}\nservice b {}\nc -> a { timeout: 60s }\n';

cases('phase-timeouts-exceed-request-timeout', [
  ['more than the request', `${pair}a -> b { timeout: 5s, connect-timeout: 2s, read-timeout: 4s }`, ['warning']],
  ['exactly the request', `${pair}a -> b { timeout: 6s, connect-timeout: 2s, read-timeout: 4s }`, []],
  ['one phase', `${pair}a -> b { timeout: 5s, read-timeout: 6s }`, []],
  ['no timeout of the request', `${pair}a -> b { connect-timeout: 2s, read-timeout: 4s }`, []],
  ['a hand-over', 'service a {}\nqueue b {}\na ~> b { timeout: 5s, connect-timeout: 2s, read-timeout: 4s }', []],
  [
    'said once for all under one setting',
    'service a { defaults { timeout: 1s, connect-timeout: 1s, read-timeout: 1s } }\nservice b {}\nservice c {}\na -> b\na -> c',
    ['warning'],
  ],
]);

cases('excessive-retries', [
  ['six', `${pair}a -> b { timeout: 1s, retries: 6 }`, ['warning']],
  ['five where nobody waits', `${pair}a -> b { timeout: 1s, retries: 5 }`, []],
  ['five while a user waits', `${waited}a -> b { timeout: 1s, retries: 5 }`, ['hint']],
  ['three while a user waits', `${waited}a -> b { timeout: 1s, retries: 3 }`, []],
  ['none', `${pair}a -> b { timeout: 1s }`, []],
  ['messages are delivered again', 'queue q {}\nworker w {}\nq ~> w { retries: 20, max-receive: 20 }', []],
  ['the limit can be raised', `${pair}a -> b { timeout: 1s, retries: 8 }`, [], { maxRetries: 8 }],
  ['and is exceeded by one more', `${pair}a -> b { timeout: 1s, retries: 9 }`, ['warning'], { maxRetries: 8 }],
  ['the limit for users too', `${waited}a -> b { timeout: 1s, retries: 3 }`, ['hint'], { maxRetriesForUsers: 2 }],
  ['equal is allowed', `${waited}a -> b { timeout: 1s, retries: 3 }`, [], { maxRetriesForUsers: 3 }],
  [
    'said once for all under one setting',
    'service a { defaults { timeout: 1s, retries: 9 } }\nservice b {}\nservice c {}\na -> b\na -> c',
    ['warning'],
  ],
]);

const retried = 'timeout: 1s, retries: 2, backoff: exponential(1s, 1s), jitter: full';
const slow = (slo: string, link: string): string =>
  `client c {}\nflow f { from: c, rate: 1/s, slo { ${slo} } }\nservice a {}\nservice b {}\nc -> a { timeout: 60s }\na -> b { ${link} }`;

cases('retry-budget-exceeds-deadline', [
  // 3 attempts of 1 s and two waits of 1 s are 5 s.
  ['just too long', `${pair}a -> b { ${retried}, deadline: 4.9s }`, ['warning']],
  ['just enough', `${pair}a -> b { ${retried}, deadline: 5s }`, []],
  ['no deadline', `${pair}a -> b { ${retried} }`, []],
  ['the deadline is that of the caller', `${pair}a -> b { ${retried}, deadline: propagate }`, []],
  ['no backoff is known', `${pair}a -> b { timeout: 1s, retries: 9, deadline: 2s }`, []],
  ['no timeout is known', `${pair}a -> b { retries: 9, backoff: none, deadline: 2s }`, []],
  ['no retries', `${pair}a -> b { timeout: 3s, retries: 0, backoff: none, deadline: 2s }`, []],
  ['a chain has one budget', `${pair}service c {}\na -> b -> c { ${retried}, deadline: 2s }`, []],
  ['longer than the promised percentile', slow('latency.p99: 2s', retried), ['info']],
  ['one attempt alone is longer', slow('latency.p99: 900ms', retried), []],
  ['within the promised percentile', slow('latency.p99: 5s', retried), []],
  ['no percentile is promised', slow('latency.p50: 1s', retried), []],
  [
    'the caller gives up first: `timeout-inversion` speaks',
    slow('latency.p99: 2s', retried).replace('timeout: 60s', 'timeout: 4s'),
    [],
  ],
]);

it('retry-budget-exceeds-deadline counts the attempts and says how many fit', () => {
  expect(message('retry-budget-exceeds-deadline', `${pair}a -> b { ${retried}, deadline: 4s }`)).toBe(
    'The 3 attempts of `a -> b` may take 5s, but the deadline ends them all after 4s; the last ones are cut off.',
  );
});

cases('retry-on-client-error', [
  ['a class', `${pair}a -> b { timeout: 1s, retries: 2, retry-on: [4xx] }`, ['error']],
  ['a code', `${pair}a -> b { timeout: 1s, retries: 2, retry-on: [404, 5xx] }`, ['error']],
  ['anything', `${pair}a -> b { timeout: 1s, retries: 2, retry-on: any }`, ['error']],
  ['too many requests', `${pair}a -> b { timeout: 1s, retries: 2, retry-on: [408, 425, 429] }`, []],
  ['errors of the server', `${pair}a -> b { timeout: 1s, retries: 2, retry-on: [5xx, 503, timeout, connection] }`, []],
  ['nothing is said', `${pair}a -> b { timeout: 1s, retries: 2 }`, []],
  ['no retries', `${pair}a -> b { timeout: 1s, retries: 0, retry-on: any }`, []],
  ['what the server will never do', `${pair}a -> b { timeout: 1s, retries: 2, retry-on: [501, 503] }`, ['warning']],
  ['unless told otherwise', `${pair}a -> b { timeout: 1s, retries: 2, retry-on: [501] }`, [], { permanent: [] }],
  [
    'said once for all under one setting',
    'service a { defaults { retries: 2, retry-on: any } }\nservice b {}\nservice c {}\na -> b { timeout: 1s }\na -> c { timeout: 1s }',
    ['error'],
  ],
]);
