import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [untimed] = wrong('missing-timeout');
const staff = 'client desk { trusted: yes }\nservice api {}\ndesk -> api\n';
const sending = 'service api {}\nqueue jobs {}\napi -> jobs\n';
const prices = 'service api {}\nservice prices { latency.p99: 10ms }\napi -> prices\n';

const [inverted] = wrong('timeout-inversion');
const byFlow =
  'client web {}\nflow view { from: web, rate: 1/s, op: read }\nflow buy { from: web, rate: 1/s, op: write }\ngateway edge {}\nservice api {}\ndatabase items {}\nweb -> edge\nedge -> api { for: view, timeout: 1s }\napi -> items { for: view, timeout: 3s }\n';
/** Only both calls together take too long. */
const together = `flow rest { from: web, of: buy, op: write }\nservice prices {}\n${change(byFlow, ['{ for: view, timeout: 1s }', '{ for: [view, buy], timeout: 3s }'], ['items { for: view, timeout: 3s }', 'items { for: view, timeout: 2s }'])}api -> prices { for: view, timeout: 2s }\n`;
const fallThrough =
  'service api {}\ncache hot { pattern: read-through }\ndatabase items {}\napi -> hot { timeout: 50ms }\nhot -> items { timeout: 500ms }\n';
const waiting =
  'service orders {}\nservice stock {}\nservice prices {}\norders -> stock { timeout: 1s }\nstock -> prices { timeout: 3s }\n';
const tight = change(inverted, ['timeout: 3s', 'timeout: 900ms']);

const [phases] = wrong('phase-timeouts-exceed-request-timeout');
const [deep, behindGateway] = wrong('deadline-not-propagated');
const [late, promised] = wrong('retry-budget-exceeds-deadline');

/** How long somebody waits. */
export const timeouts: Readonly<Record<string, Held>> = {
  'missing-timeout': {
    silences: {
      'A `timeout` or a `deadline` holds for the call: on the link or its chain, in `defaults` of the caller, a group or the system, or on a mesh that covers both ends. A `read-timeout` bounds the wait too.':
        [
          muted(untimed, '{ op: write }', '{ op: write, timeout: 1s }'),
          muted(untimed, '{ op: write }', '{ op: write, deadline: 1s }'),
          muted(untimed, '{ op: write }', '{ op: write, deadline: propagate }'),
          muted(untimed, '{ op: write }', '{ op: write, read-timeout: 1s }'),
          muted(
            change(untimed, ['{ op: write }', '-> bank'], ['', 'external bank {}\n']),
            '-> bank',
            '-> bank { timeout: 1s }',
          ),
          muted(untimed, 'service orders {}', 'service orders { defaults { timeout: 1s } }'),
          muted(untimed, 'service orders {}', 'group shop { defaults { timeout: 1s }, service orders {} }'),
          mutedBy(untimed, 'system { defaults { timeout: 1s } }'),
          mutedBy(untimed, 'mesh inner { defaults { timeout: 1s } }'),
          {
            fires: `mesh inner { covers: orders, defaults { timeout: 1s } }\n${untimed}`,
            silent: `mesh inner { covers: [orders, payments], defaults { timeout: 1s } }\n${untimed}`,
          },
        ],
      'Both ends are modules of one deployable (`part-of`), or the target is a `local` cache: nothing leaves the process.':
        [
          muted(untimed, 'payments {}', 'payments { part-of: orders }'),
          muted('service api {}\ncache near { scope: shared }\napi -> near\n', 'shared', 'local'),
        ],
      'The caller is a client that is not `trusted`: what the public runs is not ours to configure.': muted(
        staff,
        '{ trusted: yes }',
        '{}',
      ),
      'The target is a managed broker, whose client libraries bound the sending themselves, below `maturity: production`.':
        [
          muted(sending, 'jobs {}', 'jobs { managed: yes }'),
          muted(
            change(
              sending,
              ['queue', 'topic'],
              ['jobs {}', 'jobs { managed: yes }'],
              ['', 'system { maturity: production }\n'],
            ),
            'production',
            'design',
          ),
        ],
      'The protocol is `udp`, or one of the ends is only drawn (`future: yes`). The design is a sketch.': [
        muted(untimed, 'op: write', 'op: write, protocol: udp'),
        ...drawn(untimed, 'service orders', 'service payments'),
        sketched(untimed),
      ],
    },
    options: {
      suggested: { code: untimed, value: 7, writes: 'timeout: 7s' },
      shortest: { code: prices, value: 0.2, writes: 'timeout: 200ms' },
      latencyFactor: { code: change(prices, ['10ms', '400ms']), value: 5, writes: 'timeout: 2s' },
    },
  },
  'timeout-inversion': {
    silences: {
      'One of the two timeouts is not known.': [
        muted(inverted, '{ timeout: 1s }', ''),
        muted(inverted, '{ timeout: 3s }', ''),
      ],
      'The inner call has `deadline: propagate`: it ends when its caller does.': muted(
        inverted,
        'timeout: 3s',
        'timeout: 3s, deadline: propagate',
      ),
      'Both calls are hops of one chain, whose timeout is one budget for all of it.': {
        fires: inverted,
        silent: change(inverted, [
          'edge -> api { timeout: 1s }\napi -> items { timeout: 3s }',
          'edge -> api -> items { timeout: 3s }',
        ]),
      },
      'The two calls are not taken by the same flow.': [
        muted(byFlow, 'items { for: view', 'items { for: buy'),
        muted(together, 'prices { for: view', 'prices { for: buy'),
        muted(change(together, ['prices { for: view, ', 'prices { ']), 'items { for: view', 'items { for: rest'),
      ],
      'All three wait for each other in a circle, in which no order of timeouts is right: `circular-dependency` says so.':
        { fires: waiting, silent: `${waiting}prices -> orders { timeout: 9s }\n` },
      'The inner link leaves a cache-aside cache: that call is made by the caller of the cache, and compared with its callers.':
        muted(fallThrough, 'read-through', 'cache-aside'),
      'One of the three is only drawn (`future: yes`).': drawn(
        inverted,
        'gateway edge',
        'service api',
        'database items',
      ),
    },
    options: {
      networkOverhead: { code: tight, fires: 0.1, silent: 0.0999 },
      networkOverheadBetweenRegions: {
        code: change(
          tight,
          ['gateway edge {}', 'region east {}\nregion west {}\ngateway edge { regions: east }'],
          ['service api {}', 'service api { regions: west }'],
        ),
        fires: 0.1,
        silent: 0.0999,
      },
    },
  },
  'phase-timeouts-exceed-request-timeout': {
    silences: {
      'Fewer than two of `connect-timeout`, `write-timeout` and `read-timeout` are known, or there is no `timeout`.': [
        muted(phases, ', read-timeout: 5s', ''),
        muted(phases, 'timeout: 5s, ', ''),
      ],
      'They add up to the timeout or less.': muted(change(phases, ['timeout: 5s', 'timeout: 6.999s']), '6.999s', '7s'),
      'One end of the link is only drawn (`future: yes`).': drawn(phases, 'service api', 'service rates'),
    },
  },
  'deadline-not-propagated': {
    silences: {
      'One of the calls on the way passes the deadline on (`deadline: propagate`), by itself or by `defaults`; or it has a `deadline` and speaks gRPC, which sends along what is left of it.':
        [
          muted(deep, 'timeout: 3s', 'timeout: 3s, deadline: propagate'),
          muted(deep, 'orders {}', 'orders { defaults { deadline: propagate } }'),
          muted(deep, 'orders {}', 'orders { defaults { deadline: 3s, protocol: grpc } }'),
          muted(change(deep, ['timeout: 3s', 'deadline: 3s']), 'deadline: 3s', 'deadline: 3s, protocol: grpc'),
          muted(
            change(deep, ['timeout: 3s', 'timeout: 3s, protocol: grpc']),
            'protocol: grpc',
            'protocol: grpc, deadline: 3s',
          ),
        ],
      'Fewer than three calls from service to service in a row; hops over gateways and the like, stores and modules of one deployable do not count.':
        [
          muted(deep, 'prices -> taxes { timeout: 1s }', ''),
          muted(deep, 'service prices', 'gateway prices'),
          muted(deep, 'service prices', 'lb prices'),
          muted(deep, 'service taxes', 'database taxes'),
          muted(behindGateway, 'function taxes {}', 'function taxes { part-of: prices }'),
        ],
      'Nothing limits how long the first service may take.': muted(deep, '{ timeout: 10s }', ''),
      'The design is a sketch, or a service is only drawn (`future: yes`).': [
        sketched(deep),
        ...drawn(deep, 'service shop', 'service orders', 'service prices', 'service taxes'),
      ],
    },
    options: { depth: { code: deep, fires: 3, silent: 4 } },
  },
  'retry-budget-exceeds-deadline': {
    silences: {
      'The `timeout`, the `retries` or the `backoff` of the link is not known, or it is a hop of a chain with one budget.':
        [
          muted(late, 'timeout: 2s, ', ''),
          muted(late, 'retries: 3, ', ''),
          muted(late, 'backoff: exponential(200ms, 1s), ', ''),
          muted(change(late, ['', 'lb front {}\n']), 'api -> rates', 'api -> front -> rates'),
        ],
      'There is no `deadline` over all attempts, or it leaves time for all of them.': [
        muted(late, 'deadline: 6s, ', ''),
        // 4 × 2 s, and 200, 400 and 800 ms between them.
        muted(change(late, ['deadline: 6s', 'deadline: 9.399s']), '9.399s', '9.4s'),
      ],
      // 3 × 200 ms, and 50 and 100 ms between them.
      'The caller’s own caller gives up first: then `timeout-inversion` speaks.': muted(
        change(promised, ['timeout: 5s', 'timeout: 751ms']),
        '751ms',
        '750ms',
      ),
      'Only an info where nothing but the 99th percentile of an objective is exceeded; nothing where one attempt alone exceeds it.':
        [
          muted(change(promised, ['timeout: 200ms', 'timeout: 200ms, deadline: 400ms']), ', deadline: 400ms', '', [
            'info',
          ]),
          muted(change(promised, ['timeout: 200ms', 'timeout: 300ms']), '300ms, retries', '301ms, retries'),
        ],
      'One end of the link is only drawn (`future: yes`).': drawn(late, 'service api', 'service rates'),
    },
  },
};
