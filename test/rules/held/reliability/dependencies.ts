import { change, drawn, muted, mutedBy, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [, shared] = wrong('missing-circuit-breaker');
const breaker = 'circuit-breaker { failures: 5, open: 60s, half-open: 1 }';
const bank = 'service shop {}\nexternal bank {}\nshop -> bank { timeout: 2s }\n';
const pooled = (store: string): string =>
  `service shop {}\n${store} { criticality: critical }\nshop -> items { timeout: 2s, pool: 20 }\n`;

const [coughing, hasty] = wrong('circuit-breaker-misconfigured');
const [partner, reports] = wrong('missing-bulkhead');
const [home, order] = wrong('missing-fallback');
const [five, four] = wrong('deep-sync-chain');

const [loneApi, allNeeded] = wrong('single-point-of-failure');
const choosing =
  'system { slo { availability: 99.9% } }\nclient web {}\nlb front { managed: yes }\nservice blue { replicas: 1 }\nweb -> front { timeout: 3s }\nfront -> blue { timeout: 2s }\n';
const nightly =
  'job nightly { every: 1d }\nflow count { from: nightly, rate: 1/s, criticality: critical }\nservice api { replicas: 1 }\nnightly -> api { timeout: 1s }\n';
const cached =
  'system { slo { availability: 99.9% } }\nclient web {}\nservice api { replicas: 2 }\ncache hot { replicas: 1, pattern: read-through }\nweb -> api { timeout: 3s }\napi -> hot { timeout: 1s }\n';

const [overpromised] = wrong('availability-target-unreachable');
/** Only the store is worse than what is promised. */
const weakStore = change(overpromised, ['availability: 99.9%', 'availability: 99.999%']);
const halfKnown = change(overpromised, [', availability: 99.95%', '']);

const [restarted, ready] = wrong('liveness-checks-dependencies');

/** What happens to a component where another one fails. */
export const dependencies: Readonly<Record<string, Held>> = {
  'missing-circuit-breaker': {
    silences: {
      'A `circuit-breaker` holds for the call, or for another link between the same two: on the link, in `defaults` of the caller, a group or the system, or of a mesh that covers both.':
        [
          muted(bank, 'timeout: 2s', `timeout: 2s, ${breaker}`),
          { fires: bank, silent: `${bank}shop -> bank { timeout: 1s, ${breaker} }\n` },
          {
            fires: `${bank}shop -> bank { timeout: 1s }\n`,
            silent: `${change(bank, ['timeout: 2s', `timeout: 2s, ${breaker}`])}shop -> bank { timeout: 1s }\n`,
          },
          muted(bank, 'shop {}', `shop { defaults { ${breaker} } }`),
          muted(bank, 'service shop {}', `group ours { defaults { ${breaker} }, service shop {} }`),
          mutedBy(bank, `system { defaults { ${breaker} } }`),
          mutedBy(bank, `mesh all { covers: [shop, bank], defaults { ${breaker} } }`),
        ],
      'The target is neither an `external`, nor a service with at least two callers, nor `criticality: critical`.': [
        muted(bank, 'external', 'service'),
        muted(shared, 'returns -> prices { timeout: 1s }', ''),
        muted(change(bank, ['external bank {}', 'service bank { criticality: critical }']), 'critical }', 'normal }'),
      ],
      'Only a hint where the target is a database, storage or cache and the link has a `pool` and a `timeout`.': [
        'database items',
        'storage items',
        'cache items',
      ].flatMap((store) => [
        muted(change(pooled(store), [', pool: 20', '']), 'timeout: 2s', 'timeout: 2s, pool: 20', ['hint']),
        muted(change(pooled(store), ['timeout: 2s, ', '']), 'pool: 20', 'timeout: 2s, pool: 20', ['hint']),
      ]),
      'Both are modules of one deployable; within an `architecture: monolith` only calls to an `external` count.': [
        muted(
          change(bank, ['external bank {}', 'service bank { criticality: critical }']),
          '{ criticality',
          '{ part-of: shop, criticality',
        ),
        mutedBy(shared, 'system { architecture: monolith }'),
        {
          fires: `system { architecture: monolith }\n${bank}`,
          silent: `system { architecture: monolith }\n${change(bank, ['external bank {}', 'service bank { criticality: critical }'])}`,
        },
      ],
      'The caller is a client, balancer or cdn, or one of the two is only drawn (`future: yes`).': [
        muted(bank, 'service shop', 'client shop'),
        muted(bank, 'service shop', 'lb shop'),
        muted(bank, 'service shop', 'cdn shop'),
        ...drawn(bank, 'service shop', 'external bank'),
        ...drawn(shared, 'service orders', 'service returns'),
      ],
      'The design is a sketch.': sketched(bank),
    },
    options: {
      callers: { code: shared, fires: 2, silent: 3 },
      failures: { code: bank, value: 7, writes: 'failures: 7' },
      open: { code: bank, value: 77, writes: 'open: 77s' },
      halfOpen: { code: bank, value: 2, writes: 'half-open: 2' },
    },
  },
  'circuit-breaker-misconfigured': {
    silences: {
      'The link has no breaker, or the figure in question is not written.': [
        muted(coughing, ', circuit-breaker { failures: 1, open: 60s, half-open: 1 }', ''),
        muted(coughing, 'failures: 1, ', ''),
        muted(hasty, 'open: 100ms, ', ''),
      ],
      'It takes two failures or more to open.': muted(coughing, 'failures: 1', 'failures: 2'),
      'It stays open at least as long as a call may take, and no longer than the `rto` of the system.': [
        muted(change(hasty, ['open: 100ms', 'open: 2.999s']), '2.999s', '3s'),
        muted(change(hasty, ['open: 100ms', 'open: 60s'], ['', 'system { rto: 59.9s }\n']), '59.9s', '60s'),
      ],
      'An end is only drawn (`future: yes`).': drawn(coughing, 'service shop', 'external bank'),
    },
    options: {
      failures: { code: coughing, fires: 2, silent: 1 },
      safeFailures: { code: coughing, value: 7, writes: 'failures: 7' },
      safeOpen: { code: hasty, value: '77s', writes: 'open: 77s' },
    },
  },
  'missing-bulkhead': {
    silences: {
      'The `concurrency` of the service is not written, or it calls fewer than two others.': [
        muted(partner, '{ concurrency: 50 }', '{}'),
        muted(partner, 'api -> stock { timeout: 500ms }', ''),
      ],
      'None of them is an `external`, or has a written 99th percentile five times that of the fastest.': [
        muted(partner, 'external partner', 'service partner'),
        muted(change(reports, ['p99: 400ms', 'p99: 100ms']), 'p99: 100ms', 'p99: 99.9ms'),
        muted(reports, ', latency.p99: 400ms', ''),
        muted(reports, ', latency.p99: 20ms', ''),
      ],
      'The slow one has a `bulkhead`; or a `pool`, unless the service is said to wait with `io: blocking`.': [
        muted(partner, 'timeout: 5s', 'timeout: 5s, bulkhead: 10'),
        muted(partner, 'timeout: 5s', 'timeout: 5s, pool: 10'),
        muted(
          change(partner, ['timeout: 5s', 'timeout: 5s, pool: 10'], ['50', '50, io: blocking']),
          ', io: blocking',
          '',
        ),
        muted(
          change(partner, ['timeout: 5s', 'timeout: 5s, pool: 10'], ['50', '50, io: blocking']),
          'io: blocking',
          'io: non-blocking',
        ),
      ],
      'Modules of one deployable, and what is only drawn, do not count.': [
        muted(partner, 'stock {}', 'stock { part-of: api }'),
        ...drawn(partner, 'service api', 'service stock', 'external partner'),
      ],
      'The design is a sketch.': sketched(partner),
    },
    options: {
      ratio: { code: reports, fires: 20, silent: 20.01 },
      suggested: { code: partner, value: 7, writes: 'bulkhead: 7' },
    },
  },
  'missing-fallback': {
    silences: {
      'The link, or another one between the same two, has a `fallback`; `fallback: reject` is a choice too.': [
        muted(home, 'timeout: 300ms', 'timeout: 300ms, fallback: stale'),
        { fires: home, silent: `${home}home -> recs { timeout: 200ms, fallback: ignore }\n` },
        muted(home, 'timeout: 300ms', 'timeout: 300ms, fallback: reject'),
        muted(order, 'timeout: 3s', 'timeout: 3s, fallback: reject'),
      ],
      'Nothing is said about the `criticality` of the target; of payment providers, neither of it nor of the flow.': [
        muted(home, ', criticality: optional', ''),
        muted(home, 'criticality: optional', 'criticality: normal'),
        muted(order, 'criticality: critical', 'slo { availability: 99.9% }'),
        muted(
          change(
            order,
            ['criticality: critical', 'slo { availability: 99.9% }'],
            ['payment }', 'payment, criticality: critical }'],
          ),
          ', criticality: critical',
          '',
        ),
      ],
      'The call is on the way of no flow that is critical or has an objective, or the caller is not a service: then the target is all that is asked for.':
        [
          muted(home, ', criticality: critical', ''),
          muted(
            change(home, ['criticality: critical', 'slo { availability: 99.9% }']),
            ', slo { availability: 99.9% }',
            '',
          ),
          muted(home, 'service home', 'gateway home'),
        ],
      'Both are modules of one deployable, or one of the two is only drawn (`future: yes`). The design is a sketch.': [
        muted(home, 'criticality: optional', 'criticality: optional, part-of: home'),
        ...drawn(home, 'service home', 'service recs'),
        sketched(home),
      ],
    },
  },
  'deep-sync-chain': {
    silences: {
      'Fewer than three calls from service to service in a row; three are only an info.': [
        muted(four, 'prices -> taxes { timeout: 1s }', ''),
        muted(five, 'taxes -> rates { timeout: 1s }', '', ['info']),
        muted(four, 'prices -> taxes', 'prices ~> taxes'),
      ],
      'Calls to databases, caches and third parties, and hops over balancers, gateways and the like, do not count.': [
        ...['database', 'cache', 'external'].map((kind) => muted(four, 'service taxes', `${kind} taxes`)),
        ...['lb', 'gateway', 'waf', 'cdn'].map((kind) => muted(four, 'service prices', `${kind} prices`)),
      ],
      'Modules of one deployable call each other in-process; what is only drawn (`future: yes`) does not count.': [
        muted(four, 'taxes {}', 'taxes { part-of: prices }'),
        ...drawn(four, 'service shop', 'service orders', 'service prices', 'service taxes'),
      ],
    },
    options: {
      warning: { code: five, fires: 4, silent: 5, says: ['info'] },
      info: { code: four, fires: 3, silent: 4 },
    },
  },
  'single-point-of-failure': {
    silences: {
      'The component is `managed`, a `function` or an `external`, or at least two of its instances can be lost one at a time.':
        [
          muted(loneApi, 'replicas: 1', 'replicas: 1, managed: yes'),
          muted(loneApi, 'service api', 'function api'),
          muted(change(loneApi, ['{ replicas: 1 }', '{}']), 'service api', 'external api'),
          muted(loneApi, 'replicas: 1', 'replicas: 2'),
          muted(change(loneApi, ['replicas: 1', 'autoscale { min: 1, max: 9 }']), 'min: 1', 'min: 2'),
          muted(allNeeded, 'quorum: 3', 'quorum: 2'),
        ],
      'Only a hint, and nothing in a sketch, where the number of `replicas` is not written.': [
        muted(loneApi, '{ replicas: 1 }', '{}', ['hint']),
        muted(
          change(loneApi, ['{ replicas: 1 }', '{}'], ['system "Shop" {', 'system "Shop" { maturity: design,']),
          'design',
          'sketch',
        ),
      ],
      'A call on the way has a `fallback`, the component is `criticality: optional`, or the way to it is asynchronous.':
        [
          muted(allNeeded, 'timeout: 1s', 'timeout: 1s, fallback: stale'),
          muted(allNeeded, 'quorum: 3', 'quorum: 3, criticality: optional'),
          muted(allNeeded, 'api -> ledger', 'api ~> ledger'),
        ],
      'A balancer can send the same flow to another target; a cache-aside cache is gone around.': [
        {
          fires: choosing,
          silent: `${choosing}service green { replicas: 1 }\nfront -> green { timeout: 2s }\n`,
        },
        muted(cached, 'read-through', 'cache-aside'),
      ],
      'No objective of 99.9% or more and no `criticality: critical` applies to the journey.': [
        muted(loneApi, 'availability: 99.9%', 'availability: 99.89%'),
        muted(allNeeded, ', criticality: critical', ''),
        // What a flow promises itself holds in place of the system's.
        muted(
          change(loneApi, ['lb front', 'flow buy { from: web, rate: 1/s, slo { availability: 99.9% } }\nlb front']),
          '{ availability: 99.9% } }\nlb',
          '{ availability: 99% } }\nlb',
        ),
      ],
      'Only an info below 100,000 daily users before `maturity: production`.': [
        muted(change(loneApi, ['users: 2M', 'users: 100k']), 'users: 100k', 'users: 99_999', ['info']),
        muted(
          change(loneApi, ['users: 2M', 'users: 99_999'], ['system "Shop" {', 'system "Shop" { maturity: production,']),
          'production',
          'design',
          ['info'],
        ),
        muted(nightly, 'job nightly { every: 1d }', 'client nightly { users: 10 }', ['info']),
      ],
      'It, or something on the way to it, is only drawn (`future: yes`).': drawn(loneApi, 'lb front', 'service api'),
    },
    options: {
      availability: { code: loneApi, fires: 0.999, silent: 0.9991 },
      fewUsers: { code: loneApi, fires: 2_000_000, silent: 2_000_001, says: ['info'] },
    },
  },
  'availability-target-unreachable': {
    silences: {
      'No objective of availability applies.': [
        muted(overpromised, ', slo { availability: 99.99% }', ''),
        muted(overpromised, 'slo { availability: 99.99% }', 'slo { latency.p99: 1s }'),
      ],
      'The component is only drawn (`future: yes`).': drawn(
        'service next { replicas: 1, availability: 99%, slo { availability: 99.9% } }',
        'service next',
      ),
      'Only an info, with what is missing, where the availability of some components that are needed is known and of others not; nothing where none is known, or in a sketch.':
        [
          muted(overpromised, ', availability: 99.95%', '', ['info']),
          muted(halfKnown, ', availability: 99.9%', ''),
          sketched(halfKnown),
        ],
      'What is reached by a hand-over, or has a `fallback` such as `ignore`, `stale` or `default`, does not count. To say that something is optional is not enough: as long as nothing says what is answered without it, its failure fails the request.':
        [
          muted(weakStore, 'api -> items', 'api ~> items'),
          ...['ignore', 'stale', 'default'].map((answer) =>
            muted(weakStore, 'timeout: 1s', `timeout: 1s, fallback: ${answer}`),
          ),
          muted(
            change(
              weakStore,
              ['99.95%', '99.95%, criticality: optional'],
              ['timeout: 1s', 'timeout: 1s, fallback: reject'],
            ),
            'fallback: reject',
            'fallback: ignore',
          ),
        ],
    },
  },
  'liveness-checks-dependencies': {
    silences: {
      '`liveness` has no `checks`, or only the component itself.': [
        muted(restarted, ', checks: [items]', ''),
        muted(restarted, '[items]', '[api]'),
      ],
      'A `readiness` probe may check what the component needs; only a hint where all replicas check something for which there is a `fallback`, and so all leave at once without need.':
        [
          muted(restarted, 'liveness { path: "/live"', 'readiness { path: "/ready"'),
          muted(change(ready, ['readiness {', 'liveness {']), 'liveness {', 'readiness {', ['hint']),
          muted(ready, ', fallback: ignore', ''),
          muted(ready, 'fallback: ignore', 'fallback: reject'),
          muted(ready, 'replicas: 3', 'replicas: 1'),
        ],
      'The component is only drawn (`future: yes`).': [
        ...drawn(restarted, 'service api'),
        ...drawn(ready, 'service api'),
      ],
    },
  },
};
