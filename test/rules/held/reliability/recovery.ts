import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [ledger, items] = wrong('missing-backup');
const files = change(ledger, ['database', 'storage']);

const [unpromoted, byHand] = wrong('missing-failover');
const [hourly, lagging, game] = wrong('rpo-violated');
const oneRegion =
  'system { rpo: 1min, survives: region }\nregion us {}\nregion eu {}\ndatabase items { replicas: 2, regions: us, backup { interval: 1h } }\n';
const flushed =
  'system { rpo: 1s }\nservice api {}\ncache likes { pattern: write-behind, flush-interval: 5s }\ndatabase counts {}\napi -> likes { op: write, timeout: 50ms }\nlikes ~> counts\n';

const [restored, names] = wrong('rto-violated');
const slowFailover =
  'database items { replicas: 2, rto: 10min, replication { topology: multi-leader, failover: manual } }\n';
const failover = 'database items { replicas: 2, rto: 1min, replication { topology: single-leader, failover: auto } }\n';

const [endless, oneRedis, stateful] = wrong('session-store-not-redundant');
const behindGateway = change(
  oneRedis,
  ['service api', 'gateway front {}\nservice api'],
  ['web -> api', 'web -> front -> api'],
);

const [arena, forms] = wrong('stateful-service-no-recovery');
const players = `client phones {}\n${arena}phones -> arena { protocol: websocket, reconnect { backoff: exponential(1s, 30s), jitter: full } }\n`;

const [sums, joiner] = wrong('stream-processor-without-checkpoint');
const [untested, withinFive] = wrong('untested-failover');
const byPeople = change(withinFive, ['failover: auto', 'failover: manual']);
const today = '2026-07-01';

/** Data and service come back. */
export const recovery: Readonly<Record<string, Held>> = {
  'missing-backup': {
    silences: {
      '`backup` is written, or the store is `immutable`.': [
        muted(ledger, 'holds: financial', 'holds: financial, backup { interval: 1d }'),
        muted(files, 'holds: financial', 'holds: financial, immutable: yes'),
      ],
      'The store can be built anew (`derived-from`), or its data may be lost (`durability: best-effort`). Caches, queues and topics are not meant.':
        [
          muted(
            change(ledger, ['', 'database books { backup { interval: 1d } }\n']),
            'holds: financial',
            'holds: financial, derived-from: books',
          ),
          muted(ledger, 'holds: financial', 'holds: financial, durability: best-effort'),
          ...['cache', 'queue', 'topic'].map((kind) => muted(ledger, 'database', kind)),
        ],
      'Below `maturity: production`, unless it holds financial, personal or health data.': [
        muted(items, 'production', 'design'),
        ...['financial', 'pii', 'health'].map((held) =>
          muted(change(ledger, ['financial', held]), `holds: ${held}`, 'holds: order'),
        ),
        muted(change(ledger, [', holds: financial', ', table entries { holds: pii }']), 'holds: pii', 'holds: public'),
      ],
      'It is only drawn (`future: yes`), or the design is a sketch.': [
        ...drawn(ledger, 'database ledger'),
        sketched(ledger),
      ],
    },
    options: {
      interval: { code: ledger, value: 7 * 3600, writes: 'interval: 7h' },
      retention: { code: ledger, value: 7 * 86_400, writes: 'retention: 7d' },
    },
  },
  'missing-failover': {
    silences: {
      '`failover: auto` is written or comes with the engine, or the store is `managed`.': [
        muted(byHand, 'failover: manual', 'failover: auto'),
        muted(unpromoted, 'replication { topology: single-leader }', 'engine: mongodb'),
        muted(unpromoted, 'replicas: 2', 'replicas: 2, managed: yes'),
      ],
      'It has no second copy to fail over to, as far as is known: then `single-point-of-failure` speaks.': [
        muted(byHand, 'replicas: 3', 'replicas: 1'),
        muted(byHand, 'replicas: 3, ', ''),
      ],
      'It does not have a single leader, or can be built anew (`derived-from`).': [
        muted(unpromoted, 'single-leader', 'multi-leader'),
        muted(unpromoted, 'single-leader', 'leaderless'),
        muted(
          change(byHand, ['', 'database books { backup { interval: 1d } }\n']),
          'replicas: 3',
          'replicas: 3, derived-from: books',
        ),
      ],
      'It is not needed for an availability of 99.9% or more, and no `rto` of an hour or less holds for it.': [
        muted(change(unpromoted, ['99.95%', '99.9%']), '99.9%', '99.89%'),
        muted(unpromoted, 'timeout: 1s', 'timeout: 1s, fallback: stale'),
        muted(change(byHand, ['rto: 15min', 'rto: 1h']), 'rto: 1h', 'rto: 3601s'),
        muted(byHand, 'rto: 15min, ', ''),
      ],
      'It is only drawn (`future: yes`), or the design is a sketch.': [
        ...drawn(byHand, 'database items'),
        sketched(byHand),
      ],
    },
    options: {
      availability: { code: unpromoted, fires: 0.9995, silent: 0.9996 },
      manualFailover: { code: byHand, fires: 900, silent: 899 },
    },
  },
  'rpo-violated': {
    silences: {
      'No `rpo` holds, or the interval in question is not written.': [
        muted(hourly, 'rpo: 1min', 'rto: 1d'),
        muted(hourly, 'interval: 1h', 'retention: 7d'),
        muted(lagging, ', lag: 30s', ''),
        muted(game, 'interval: 5s', 'every: 100'),
        muted(change(hourly, ['rpo: 1min', 'rpo: 3599s']), '3599s', '1h'),
      ],
      'The store can be built anew (`derived-from`), or its data may be lost (`durability: best-effort`).': [
        muted(
          change(hourly, ['database items', 'database books {}\ndatabase items']),
          'items {',
          'items { derived-from: books,',
        ),
        muted(hourly, 'items {', 'items { durability: best-effort,'),
      ],
      'A backup counts only where no second copy is known that survives, or where the system `survives: region` and the store is in one; with `point-in-time: yes` its interval does not count.':
        [
          muted(hourly, 'items {', 'items { replicas: 2,'),
          muted(oneRegion, 'survives: region', 'survives: zone'),
          muted(oneRegion, 'regions: us', 'regions: [us, eu]'),
          muted(hourly, 'interval: 1h', 'interval: 1h, point-in-time: yes'),
          muted(oneRegion, 'interval: 1h', 'interval: 1h, point-in-time: yes'),
        ],
      'Copying counts only where it is `mode: async` and writes are confirmed by one node (`acks`, `write-quorum`).': [
        muted(lagging, 'mode: async', 'mode: semi-sync'),
        muted(lagging, 'mode: async', 'mode: sync'),
        muted(lagging, 'mode: async, ', ''),
        muted(lagging, 'mode: async', 'mode: async, acks: quorum'),
        muted(lagging, 'mode: async', 'mode: async, acks: all'),
        muted(lagging, 'mode: async', 'mode: async, write-quorum: 2'),
        muted(
          change(lagging, ['mode: async', 'mode: async, acks: leader, write-quorum: 1']),
          'write-quorum: 1',
          'write-quorum: 2',
        ),
      ],
      'A write-behind with a durable log (`persistence: append-log`) loses nothing in a restart.': muted(
        flushed,
        'flush-interval: 5s',
        'flush-interval: 5s, persistence: append-log',
      ),
      'It is only drawn (`future: yes`).': [
        ...drawn(hourly, 'database items'),
        ...drawn(game, 'service arena'),
        ...drawn(flushed, 'cache likes'),
      ],
    },
  },
  'rto-violated': {
    silences: {
      'No `rto` holds, or the sum of what is known does not exceed it.': [
        muted(restored, 'rto: 5min', 'rpo: 1d'),
        muted(change(restored, ['rto: 5min', 'rto: 17_999s']), '17_999s', '5h'),
        muted(change(names, ['rto: 10min', 'rto: 3599s']), '3599s', '1h'),
      ],
      'The store is `managed`, can be built anew (`derived-from`), or has neither a second copy nor a backup (then `single-point-of-failure` or `missing-backup` speaks).':
        [
          muted(restored, 'replicas: 1', 'replicas: 1, managed: yes'),
          muted(
            change(restored, ['database items', 'database books {}\ndatabase items']),
            'replicas: 1',
            'replicas: 1, derived-from: books',
          ),
          muted(restored, ', backup { interval: 1d }', ''),
        ],
      'A single leader without automatic failover: then `missing-failover` speaks.': muted(
        slowFailover,
        'multi-leader',
        'single-leader',
      ),
      'Only an info where a backup has to be restored and nobody knows how much data there is, and nothing in a sketch; parts that are not written count as nothing.':
        [
          muted(restored, ', storage: 18TB', '', ['info']),
          muted(
            change(restored, [', storage: 18TB', ''], ['rto: 5min', 'rto: 5min, maturity: design']),
            'design',
            'sketch',
          ),
          muted(change(restored, ['rto: 5min', 'rto: 5h'], ['storage', 'warm-up: 1s, storage']), 'warm-up: 1s, ', ''),
          muted(
            change(
              restored,
              ['rto: 5min', 'rto: 5h'],
              ['storage', 'health-check { interval: 1s, unhealthy: 3 }, storage'],
            ),
            'interval: 1s, ',
            '',
          ),
        ],
      'It is only drawn (`future: yes`).': [...drawn(restored, 'database items'), ...drawn(names, 'dns entry')],
    },
    options: {
      automaticFailover: { code: failover, fires: 61, silent: 60 },
      manualFailover: { code: slowFailover, fires: 601, silent: 600 },
      restoreRate: { code: restored, fires: 5.99e10, silent: 6e10 },
    },
  },
  'session-store-not-redundant': {
    silences: {
      'The cache does not hold the data class `session`, and no service with `auth { method: session }` keeps its state there.':
        [
          muted(oneRedis, 'holds: session', 'holds: counter'),
          muted(stateful, 'method: session', 'method: api-key'),
          muted(stateful, 'external(memory)', 'none'),
        ],
      'It has at least two replicas or copies, is `managed`, or how many there are is not written.': [
        muted(oneRedis, 'replicas: 1', 'replicas: 2'),
        muted(oneRedis, 'replicas: 1', 'replicas: 1, replication-factor: 2'),
        muted(oneRedis, 'replicas: 1', 'replicas: 1, managed: yes'),
        muted(oneRedis, 'replicas: 1, ', ''),
      ],
      'Callers prove who they are by tokens (`auth { method: jwt }`), so sessions are not in the cache alone.': [
        muted(oneRedis, 'service api { replicas: 3 }', 'service api { replicas: 3, auth { method: jwt } }'),
        muted(behindGateway, 'front {}', 'front { auth { method: jwt } }'),
        muted(oneRedis, 'users: 2M', 'users: 2M, auth { method: jwt }'),
      ],
      'Sessions end: the cache has a `ttl`, or a service that keeps them says how long a `session` lives.': [
        muted(endless, 'holds: session', 'holds: session, ttl: 1h'),
        muted(endless, 'replicas: 3', 'replicas: 3, session: 30min'),
        muted(change(endless, ['replicas: 2', 'replicas: 1']), 'replicas: 1', 'replicas: 2', ['warning']),
      ],
      'It is only drawn (`future: yes`).': [...drawn(endless, 'cache sessions'), ...drawn(oneRedis, 'cache sessions')],
    },
    options: { ttl: { code: endless, value: '77min', writes: 'ttl: 77min' } },
  },
  'stateful-service-no-recovery': {
    silences: {
      '`state` is not written, or is `none` or `external(…)`.': [
        muted(arena, 'state: in-memory, ', ''),
        muted(arena, 'in-memory', 'none'),
        muted(change(arena, ['', 'cache store {}\n']), 'in-memory', 'external(store)'),
      ],
      'The state is short-lived: no `session` of more than a minute, and no role such as game, live or chat.': [
        muted(change(forms, ['session: 30min', 'session: 61s']), '61s', '1min'),
        muted(forms, ', session: 30min', ''),
        ...['game', 'live', 'chat'].map((role) => muted(change(arena, ['game', role]), `role: ${role}`, 'role: audit')),
      ],
      'A `snapshot` is taken, or clients reconnect with `resume: yes`.': [
        muted(arena, 'role: game', 'role: game, snapshot { interval: 5s }'),
        muted(players, 'jitter: full', 'jitter: full, resume: yes'),
      ],
      'It is only drawn (`future: yes`).': drawn(arena, 'service arena'),
    },
    options: {
      session: { code: forms, fires: 1799, silent: 1800 },
      interval: { code: arena, value: 7, writes: 'interval: 7s' },
    },
  },
  'stream-processor-without-checkpoint': {
    silences: {
      'It saves its state (`snapshot`), or keeps it elsewhere (`state: external(store)`).': [
        muted(sums, 'in-memory', 'in-memory, snapshot { interval: 1min }'),
        muted(change(sums, ['', 'cache store {}\n']), 'in-memory', 'external(store)'),
      ],
      'It keeps no state, or nothing says that it does.': [
        muted(sums, 'in-memory', 'none'),
        muted(sums, '{ state: in-memory }', '{}'),
      ],
      'It is not fed by a topic: messages of a queue are done one by one.': muted(
        sums,
        'topic sales { partitions: 8 }',
        'queue sales {}',
      ),
      'It keeps sessions of users: then `stateful-service-no-recovery` asks.': [
        muted(joiner, 'replicas: 4', 'replicas: 4, session: 1h'),
        ...['game', 'live', 'chat'].map((role) => muted(joiner, 'replicas: 4', `replicas: 4, role: ${role}`)),
      ],
      'The design is a sketch, or the processor is only drawn (`future: yes`).': [
        sketched(sums),
        ...drawn(sums, 'worker sums'),
      ],
    },
    options: { interval: { code: sums, value: '77s', writes: 'interval: 77s' } },
  },
  'untested-failover': {
    silences: {
      'The design is not in production (`maturity: production`).': muted(untested, 'production', 'design'),
      'Nobody promises a failover: it is not `auto`, and where people do it (`manual`) no `rto` says how long that may take.':
        [
          muted(untested, ', failover: auto', ''),
          muted(untested, 'failover: auto', 'failover: none'),
          muted(byPeople, ', rto: 5min', ''),
        ],
      'Its provider does it (`managed: yes`), or the engine by its own nature.': [
        muted(untested, 'replicas: 3', 'replicas: 3, managed: yes'),
        muted(untested, 'replication { topology: single-leader, mode: sync, failover: auto }', 'engine: mongodb'),
      ],
      'A `drill` is written, and the `last` one, where a day is given, is no longer ago than the limit.': [
        muted(untested, 'replicas: 3', 'replicas: 3, drill { every: 90d }'),
        {
          ...muted(
            change(untested, ['replicas: 3', 'replicas: 3, drill { every: 90d, last: 2026-01-01 }']),
            '2026-01-01',
            '2026-01-02',
          ),
          today,
        },
        {
          ...muted(
            change(untested, ['replicas: 3', 'replicas: 3, drill { last: 2026-01-01 }']),
            'last: 2026-01-01',
            'every: 1y',
          ),
          today,
        },
      ],
      'The store is only drawn (`future: yes`).': drawn(untested, 'database db'),
    },
    options: {
      age: {
        code: change(untested, ['replicas: 3', 'replicas: 3, drill { last: 2026-06-01 }']),
        fires: 29,
        silent: 30,
        today,
      },
      every: { code: untested, value: '77d', writes: 'drill { every: 77d }' },
    },
  },
};
