import { block, calls, choice, choices, count, either, name, ratio, time, whole, yesNo } from './definition.js';

const base = { name: 'base', type: time('').type };
const cap = { name: 'cap', type: time('').type };

export const backoff = either(
  choice(['none'], ''),
  calls(
    {
      constant: { parameters: [{ name: 't', type: time('').type }], doc: 'The same wait before every retry.' },
      exponential: {
        parameters: [base, cap],
        doc: 'Before retry k = 0, 1, … the wait is base · 2^k, never more than the cap.',
      },
    },
    '',
  ),
  'Wait before each retry. A growing one gives a struggling target time to recover.',
  { example: 'exponential(100ms, 1s)' },
);

export const jitter = either(
  choice(['none', 'equal', 'full'], ''),
  time(''),
  'Random part of the wait, so that callers do not return all at once: `full` takes all of it, `equal` half, a time adds up to so much.',
  { example: 'full' },
);

/** Assigned error codes of HTTP, and those that large proxies answer with. */
const statusCodes = [
  ...['400', '401', '402', '403', '404', '405', '406', '407', '408', '409', '410', '411', '412', '413', '414', '415'],
  ...['416', '417', '418', '421', '422', '423', '424', '425', '426', '428', '429', '431', '451', '499'],
  ...['500', '501', '502', '503', '504', '505', '506', '507', '508', '510', '511'],
  ...['520', '521', '522', '523', '524', '525', '526', '527', '529', '530'],
];

export const idempotent = yesNo('Doing it twice has the same effect as doing it once, so repeats are harmless.', {
  example: 'yes',
});

export const linkFailure = {
  timeout: time('Longest wait for the answer; on a chain, one budget for all of it. Never assumed.', { example: '2s' }),
  'connect-timeout': time('Longest wait for the connection; a phase of the timeout.', { example: '500ms' }),
  'read-timeout': time('Longest wait for the answer to a request that was sent; a phase of the timeout.', {
    example: '1s',
  }),
  'write-timeout': time('Longest wait until the request is sent; a phase of the timeout.', { example: '500ms' }),
  deadline: either(
    choice(['propagate'], ''),
    time(''),
    'Limit over all attempts together; `propagate` passes on what is left of the caller’s own time.',
    { example: 'propagate' },
  ),
  retries: whole('Attempts after the first one fails; along a path they multiply.', { example: '2' }),
  'retry-budget': ratio('Cap on retries as a share of all requests, which keeps an outage from being amplified.', {
    max: 1,
    example: '10%',
  }),
  backoff,
  jitter,
  'retry-on': choices(
    ['5xx', '4xx', 'timeout', 'connection', 'any', ...statusCodes],
    'Which failures are retried: words or status codes. Errors of the caller fail again.',
    { example: '[503, timeout]' },
  ),
  hedge: time('After this wait a second copy of a read is sent, and the first answer counts.', { example: '30ms' }),
  'circuit-breaker': block(
    {
      failures: whole('Failures within the window that open the breaker.', { min: 1, example: '5' }),
      window: time('Time in which the failures are counted.', { example: '30s' }),
      open: time('How long calls fail at once before the target is tried again.', { example: '60s' }),
      'half-open': whole('Trial calls that decide whether it closes again.', { min: 1, example: '1' }),
    },
    'Stops calling a target that keeps failing, so that callers do not wait in vain.',
    { example: '{ failures: 5, window: 30s, open: 60s, half-open: 1 }' },
  ),
  bulkhead: count('Most calls in flight to this target from one replica of the caller; the rest of it stays free.', {
    min: 1,
    example: '50',
  }),
  pool: count(
    'Connections that one replica of the caller keeps open; links with the same ends share them. All replicas together must fit the target.',
    { min: 1, example: '20' },
  ),
  fallback: either(
    choice(['ignore', 'stale', 'default', 'reject'], ''),
    name(['component'], ''),
    'What happens when the target fails: go on without it, show old data or a default, refuse on purpose, or ask another component.',
    { example: 'ignore' },
  ),
  idempotent,
  'idempotency-key': name(
    ['field'],
    'Field that identifies a request, so that its repeats are recognised and dropped.',
    { example: 'order' },
  ),
};
