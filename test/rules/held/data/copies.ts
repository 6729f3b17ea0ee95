import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [three, followers, majorities] = wrong('ca-system-claim');
const [settled, payments] = wrong('multi-leader-without-conflict-resolution');
const [likes, hints] = wrong('over-strong-consistency');
const [allCopies, two, missing] = wrong('quorum-no-fault-tolerance');
const [apart, halves] = wrong('quorum-not-overlapping');
const [unrepaired, cassandra] = wrong('read-repair-disabled');
const [waits, late] = wrong('replication-ack-contradiction');

/** What the copies of data agree on. */
export const copies: Readonly<Record<string, Held>> = {
  'ca-system-claim': {
    silences: {
      'The data is on one node: then the theorem says nothing.': [
        muted(three, 'replicas: 3', 'replicas: 1'),
        muted(three, ', replicas: 3', ''),
        muted(change(three, ['replicas: 3', 'replication-factor: 2']), 'factor: 2', 'factor: 1'),
        muted(change(three, ['replicas: 3', 'shards: 2']), 'shards: 2', 'shards: 1'),
        muted(`region a {}\nregion b {}\n${change(three, ['replicas: 3', 'regions: [a, b]'])}`, '[a, b]', 'a'),
        muted(change(three, ['replicas: 3', 'autoscale { min: 2, max: 3 }']), 'min: 2', 'min: 1'),
      ],
      '`cap` is not written, or is only the engine’s.': [
        muted(three, 'cap: CA, ', ''),
        muted(followers, 'cap: CP, ', ''),
        muted(majorities, 'cap: AP, ', ''),
        muted(majorities, 'cap: AP, ', 'engine: cassandra, '),
        muted(followers, 'cap: CP, ', 'engine: mongodb, '),
      ],
      'The store, or what reads its followers, is only drawn (`future: yes`).': [
        ...drawn(three, 'database orders'),
        ...drawn(followers, 'service api', 'database orders'),
      ],
    },
  },
  'multi-leader-without-conflict-resolution': {
    silences: {
      'How conflicts are settled is written, or the engine does it in its own way.': [
        ...['application', 'crdt', 'last-write-wins', 'version-vector'].map((way) =>
          muted(
            change(settled, ['mode: async', 'mode: async, conflict-resolution: none']),
            'resolution: none',
            `resolution: ${way}`,
          ),
        ),
        muted(change(settled, ['replicas: 6', 'engine: postgres, replicas: 6']), 'postgres', 'couchdb'),
      ],
      'Every table names the one region that may write a row (`home-region`).': muted(
        change(settled, ['replicas: 6', 'table rows { fields { id: id, home: text(9B) } }, replicas: 6']),
        'home: text(9B) }',
        'home: text(9B) }, home-region: home',
      ),
      'A consensus or one leader orders all writes: Spanner and CockroachDB take writes everywhere, but are not multi-leader in this sense, whatever the design calls them.':
        [
          ...['consensus', 'single-leader', 'leaderless'].map((topology) => muted(settled, 'multi-leader', topology)),
          muted(settled, 'replicas: 6', 'engine: spanner, replicas: 6'),
          ...['spanner', 'cockroachdb'].map((engine) => ({
            fires: settled,
            silent: change(settled, [
              'replicas: 6, replication { topology: multi-leader, mode: async }',
              `engine: ${engine}`,
            ]),
          })),
        ],
      '`last-write-wins` is only warned of for financial, inventory, booking and order data.': [
        ...['financial', 'inventory', 'booking', 'order'].flatMap((held) => [
          muted(change(payments, ['financial', held]), held, 'public'),
          muted(
            change(payments, ['financial', held], ['last-write-wins', 'none']),
            'resolution: none',
            'resolution: last-write-wins',
            ['warning'],
          ),
        ]),
        muted(payments, 'holds: [financial], ', ''),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(settled, 'database carts'),
        ...drawn(payments, 'database wallets'),
      ],
    },
  },
  'over-strong-consistency': {
    silences: {
      'The data is of another sort than measurements, counters and presence (`holds`), and the caller has no role of that sort (`analytics`, `recommendation`, `presence`).':
        [
          ...['counter', 'telemetry', 'presence'].flatMap((held) => [
            muted(change(likes, ['counter', held]), held, 'order'),
            muted(change(likes, ['counter', held]), held, `[${held}, order]`),
          ]),
          ...['analytics', 'recommendation', 'presence'].map((role) =>
            muted(change(hints, ['role: recommendation', `role: ${role}`]), `role: ${role}`, 'role: payment'),
          ),
          muted(hints, ', role: recommendation', ''),
          muted(hints, 'scores { ', 'scores { holds: order, '),
        ],
      'The store is in a single region, or where it is is not written.': [
        muted(likes, 'counts { regions: [us, eu]', 'counts { regions: us'),
        muted(likes, 'counts { regions: [us, eu], ', 'counts { '),
        muted(hints, 'scores { regions: [us, eu]', 'scores { regions: eu'),
      ],
      'Less than `linearizable` or `sequential` is asked for.': [
        ...['causal', 'session', 'eventual'].flatMap((level) => [
          muted(likes, 'op: read, consistency: linearizable', `op: read, consistency: ${level}`),
          muted(hints, 'sequential', level),
        ]),
        muted(likes, 'op: read, consistency: linearizable', 'op: read'),
      ],
      'No latency below the limit is promised, by the flow or the system.': [
        muted(likes, ', slo { latency.p99: 80ms }', ''),
        muted(change(likes, ['80ms', '99ms']), '99ms', '100ms'),
        muted(hints, 'system { slo { latency.p95: 50ms } }', ''),
      ],
      'The store or its caller is only drawn (`future: yes`).': drawn(likes, 'database counts', 'service api'),
    },
    options: {
      latency: { code: likes, fires: 0.081, silent: 0.08 },
      staleness: { code: likes, value: '5s', writes: 'max-staleness: 5s' },
    },
  },
  'quorum-no-fault-tolerance': {
    silences: {
      'The quorums or the number of copies are unknown, or are the engine’s own and not written.': [
        muted(allCopies, 'write-quorum: 3, ', ''),
        muted(allCopies, ', replication-factor: 3', ''),
        muted(allCopies, 'write-quorum: 3', 'write-quorum: 2'),
        muted(two, 'replicas: 2, ', ''),
        muted(missing, ', replication-factor: 3', ''),
        muted(missing, 'replicas: 2, ', ''),
        {
          fires: `engine ours { kinds: database }\n${change(missing, ['replicas', 'engine: ours, replicas'])}`,
          silent: `engine ours { kinds: database, replication-factor: 3 }\n${change(missing, ['replicas', 'engine: ours, replicas'], [', replication-factor: 3', ''])}`,
        },
      ],
      'There is one copy: nothing is gained or lost by a quorum.': {
        fires: change(
          allCopies,
          ['write-quorum: 3, read-quorum: 1', 'write-quorum: 2, read-quorum: 1'],
          ['factor: 3', 'factor: 2'],
        ),
        silent: change(
          allCopies,
          ['write-quorum: 3, read-quorum: 1', 'write-quorum: 1, read-quorum: 1'],
          ['factor: 3', 'factor: 1'],
        ),
      },
      'The store is only drawn (`future: yes`).': [
        ...drawn(allCopies, 'database carts'),
        ...drawn(two, 'database locks'),
        ...drawn(missing, 'database carts'),
      ],
    },
  },
  'quorum-not-overlapping': {
    silences: {
      'One of the three numbers is unknown, or the quorums are the engine’s own and not written.': [
        muted(apart, 'write-quorum: 1, ', ''),
        muted(apart, ', read-quorum: 1', ''),
        muted(apart, 'replication-factor: 3, ', ''),
        {
          fires: `engine ours { kinds: database }\n${change(apart, ['replicas', 'engine: ours, replicas'])}`,
          silent: `engine ours { kinds: database, replication { topology: leaderless, write-quorum: 1, read-quorum: 1 } }\n${change(apart, ['replicas', 'engine: ours, replicas'], ['replication { topology: leaderless, write-quorum: 1, read-quorum: 1 }', ''])}`,
        },
      ],
      'The store is written to be `consistency: eventual` and nothing asks more of it.': [
        muted(apart, 'consistency: session', 'consistency: eventual'),
        muted(halves, 'op: read, consistency: session', 'op: read, consistency: eventual'),
        muted(
          change(halves, ['factor: 4', 'factor: 4, consistency: eventual']),
          'op: read, consistency: session',
          'op: read',
        ),
      ],
      'One leader or a consensus decides on the order of writes: then quorums of reads do not matter.': [
        muted(apart, 'leaderless', 'single-leader'),
        muted(apart, 'leaderless', 'consensus'),
      ],
      'Only an info where no consistency is asked for.': [
        muted(apart, ', consistency: session', '', ['info']),
        muted(halves, ', consistency: session', '', ['info']),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(apart, 'database carts'),
        ...drawn(halves, 'database carts'),
      ],
    },
  },
  'read-repair-disabled': {
    silences: {
      'Whether reads mend copies is not written.': [
        muted(unrepaired, ', read-repair: no', ''),
        muted(unrepaired, 'read-repair: no', 'read-repair: yes'),
        muted(cassandra, ', replication { topology: leaderless, read-repair: no }', ''),
      ],
      'The store has a leader, whose copies follow its log.': ['single-leader', 'multi-leader', 'consensus'].map(
        (topology) => muted(unrepaired, 'leaderless', topology),
      ),
      'The store is only drawn (`future: yes`).': drawn(unrepaired, 'database store'),
    },
  },
  'replication-ack-contradiction': {
    silences: {
      'The mode, or both `acks` and `lag`, are not written.': [
        muted(waits, 'mode: async, ', ''),
        muted(waits, ', acks: all', ''),
        muted(late, 'mode: sync, ', ''),
        muted(late, ', lag: 2s', ''),
        muted(waits, 'acks: all', 'acks: leader'),
      ],
      'The store has no leader, or agrees by `consensus`: quorums are written differently there.': [
        muted(waits, 'single-leader', 'leaderless'),
        muted(waits, 'single-leader', 'consensus'),
        muted(late, 'single-leader', 'leaderless'),
      ],
      'Semi-synchronous replication waits for one copy, and the others may lag.': [
        muted(waits, 'async', 'semi-sync'),
        muted(late, 'sync', 'semi-sync'),
      ],
      'The store is only drawn (`future: yes`).': [...drawn(waits, 'database shop'), ...drawn(late, 'database shop')],
    },
  },
};
