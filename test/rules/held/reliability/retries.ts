import { change, drawn, muted, mutedBy, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [hammering] = wrong('retry-without-backoff');
const waits = 'backoff: exponential(100ms, 1s)';
const untimed = 'service api {}\nservice rates {}\napi -> rates { retries: 3 }\n';

const [lockStep, unspread] = wrong('retry-without-jitter');
const spread = change(lockStep, ['exponential(1s, 8s)', 'exponential(1s, 8s), jitter: 2s']);

const [threeLayers, twoLayers] = wrong('retry-amplification');
/** Two ways to one service, of which the one over `a` makes more attempts. */
const ways =
  'client web {}\nservice a {}\nservice b {}\nservice c {}\ndatabase items {}\nweb -> a { retries: 3, timeout: 9s }\nweb -> b { timeout: 9s }\nc -> items { retries: 3, timeout: 100ms }\n';
const worseFirst = `${ways}a -> c { timeout: 1s }\nb -> c { timeout: 1s }\n`;
const worseLast = change(
  `${ways}b -> c { timeout: 1s }\na -> c { timeout: 1s }\n`,
  ['service a {}\nservice b {}', 'service b {}\nservice a {}'],
  [
    'web -> a { retries: 3, timeout: 9s }\nweb -> b { timeout: 9s }',
    'web -> b { timeout: 9s }\nweb -> a { retries: 3, timeout: 9s }',
  ],
);
const [tenRetries, fourForUsers] = wrong('excessive-retries');
const [clientErrors] = wrong('retry-on-client-error');
const [payment] = wrong('non-idempotent-retry');
const order =
  'client web {}\nflow order { from: web, rate: 1/s, op: write, endpoint: "POST /orders" }\nservice orders {}\nweb -> orders { timeout: 5s, retries: 2, backoff: exponential(1s, 8s), jitter: full }\n';

/** How often somebody tries again. */
export const retries: Readonly<Record<string, Held>> = {
  'retry-without-backoff': {
    silences: {
      'There are no retries, or the number is 0.': [
        muted(hammering, ', retries: 3', ''),
        muted(hammering, 'retries: 3', 'retries: 0'),
      ],
      'The one retry of a hedged read: `hedge` already spaces the two copies.': [
        muted(change(hammering, ['retries: 3', 'retries: 1']), 'retries: 1', 'retries: 1, hedge: 200ms'),
        muted(change(hammering, ['retries: 3', 'retries: 2, hedge: 200ms']), 'retries: 2', 'retries: 1'),
      ],
      'A mesh, the caller, a group or the system brings an exponential `backoff`.': [
        mutedBy(hammering, `mesh inner { defaults { ${waits} } }`),
        muted(hammering, 'api {}', `api { defaults { ${waits} } }`),
        muted(hammering, 'service api {}', `group shop { defaults { ${waits} }, service api {} }`),
        mutedBy(hammering, `system { defaults { ${waits} } }`),
        muted(
          `system { defaults { backoff: constant(100ms) } }\n${hammering}`,
          'constant(100ms)',
          'exponential(100ms, 1s)',
        ),
      ],
      'One end of the link is only drawn (`future: yes`).': drawn(hammering, 'service api', 'service rates'),
    },
    options: {
      base: { code: untimed, value: 2, writes: 'backoff: exponential(2s, ' },
      cap: { code: untimed, value: 77, writes: ', 77s)' },
    },
  },
  'retry-without-jitter': {
    silences: {
      'There are no retries, or no backoff is declared (then `retry-without-backoff` speaks).': [
        muted(lockStep, ', retries: 4', ''),
        muted(lockStep, 'retries: 4', 'retries: 0'),
        muted(lockStep, ', backoff: exponential(1s, 8s)', ''),
        muted(lockStep, 'exponential(1s, 8s)', 'none'),
      ],
      '`jitter` is `full` or `equal`, or a time of at least a quarter of the longest wait.': [
        muted(unspread, 'jitter: none', 'jitter: full'),
        muted(unspread, 'jitter: none', 'jitter: equal'),
        muted(change(spread, ['jitter: 2s', 'jitter: 1.999s']), '1.999s', '2s'),
      ],
      'Only a hint where the caller is a single replica: one caller makes no herd.': muted(
        unspread,
        'replicas: 20',
        'replicas: 1',
        ['hint'],
      ),
      'One end of the link is only drawn (`future: yes`).': drawn(lockStep, 'client mobile', 'service api'),
    },
    options: { leastShare: { code: spread, fires: 0.2501, silent: 0.25 } },
  },
  'retry-amplification': {
    silences: {
      'Fewer than two hops of a path retry.': [
        {
          fires: twoLayers,
          silent: change(twoLayers, ['retries: 3', 'retries: 15'], ['retries: 3', 'retries: 0']),
        },
        ...[worseFirst, worseLast].map((design) => muted(design, 'web -> a { retries: 3,', 'web -> a {')),
      ],
      'A hop of the path has a `retry-budget`.': [
        muted(twoLayers, 'retries: 3', 'retries: 3, retry-budget: 10%'),
        muted(threeLayers, '{ timeout: 10s, retries: 3', '{ timeout: 10s, retry-budget: 10%, retries: 3'),
      ],
      'The attempts stay within the threshold, 10 by default.': muted(
        change(twoLayers, ['retries: 3', 'retries: 1'], ['retries: 3', 'retries: 5']),
        'retries: 5',
        'retries: 4',
      ),
      'A hop of the path leads from or to what is only drawn (`future: yes`).': drawn(
        twoLayers,
        'service bff',
        'service orders',
        'database items',
      ),
    },
    options: {
      maxAmplification: { code: twoLayers, fires: 15, silent: 16 },
      errorAmplification: { code: threeLayers, fires: 63, silent: 64, says: ['warning'] },
    },
  },
  'excessive-retries': {
    silences: {
      'At most five retries, or three on the way of a user’s request; four and five there are only a hint.': [
        muted(change(tenRetries, ['retries: 10', 'retries: 6']), 'retries: 6', 'retries: 5'),
        muted(fourForUsers, 'retries: 4', 'retries: 3'),
        muted(change(fourForUsers, ['retries: 4', 'retries: 6']), 'retries: 6', 'retries: 5', ['hint']),
      ],
      'The link is asynchronous: how often a message is delivered again is said by `max-receive`.': muted(
        tenRetries,
        '->',
        '~>',
      ),
      'One end of the link is only drawn (`future: yes`).': drawn(tenRetries, 'service api', 'service rates'),
    },
    options: {
      maxRetries: { code: tenRetries, fires: 9, silent: 10 },
      maxRetriesForUsers: { code: fourForUsers, fires: 3, silent: 4 },
      suggested: { code: tenRetries, value: 2, writes: 'retries: 2' },
    },
  },
  'retry-on-client-error': {
    silences: {
      '`retry-on` is not written, or names only 5xx, timeouts, failed connections, 408, 425 and 429.': [
        muted(clientErrors, ', retry-on: [4xx, 5xx]', ''),
        muted(clientErrors, '[4xx, 5xx]', '[5xx, timeout, connection, 408, 425, 429]'),
      ],
      'There are no retries: `retries: 0`.': muted(clientErrors, 'retries: 3', 'retries: 0'),
      'One end of the link is only drawn (`future: yes`).': drawn(clientErrors, 'service api', 'service rates'),
    },
    options: { permanent: { code: change(clientErrors, ['4xx, 5xx', '501, 503']), fires: ['501'], silent: ['505'] } },
  },
  'non-idempotent-retry': {
    silences: {
      'There are no retries, or nothing says what the call does.': [
        muted(payment, 'retries: 3, ', ''),
        muted(payment, 'retries: 3', 'retries: 0'),
        muted(payment, 'op: write, ', ''),
      ],
      'The call reads, or its operation may be repeated as it is: `upsert`, `delete`, `invalidate`; or its flow is asked for by such a method (`endpoint: "PUT …"`, `GET`, `DELETE`).':
        [
          ...['read', 'list', 'upsert', 'delete', 'invalidate'].map((op) => muted(payment, 'op: write', `op: ${op}`)),
          ...['GET', 'PUT', 'DELETE'].map((method) => muted(order, 'POST', method)),
        ],
      'The link has an `idempotency-key` or `idempotent: yes`, or its target is `idempotent: yes`.': [
        muted(payment, 'retries: 3', 'retries: 3, idempotency-key: order'),
        muted(payment, 'retries: 3', 'retries: 3, idempotent: yes'),
        muted(
          change(payment, ['external payments { role: payment }', 'service payments {}']),
          'payments {}',
          'payments { idempotent: yes }',
        ),
      ],
      'Only failed connections are retried (`retry-on: connection`): the request was never sent.': muted(
        change(payment, ['retries: 3', 'retries: 3, retry-on: [connection, timeout]']),
        '[connection, timeout]',
        'connection',
      ),
      "The target is a broker: a message that comes twice is its consumers' matter.": [
        muted(payment, 'external payments { role: payment }', 'queue payments {}'),
        muted(payment, 'external payments { role: payment }', 'topic payments {}'),
      ],
      'One end of the link is only drawn (`future: yes`).': drawn(payment, 'service checkout', 'external payments'),
    },
  },
};
