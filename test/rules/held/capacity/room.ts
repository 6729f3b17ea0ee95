import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [year, copies] = wrong('storage-exceeds-capacity');
const [users, everybody] = wrong('sliding-log-memory');
const [counted, random] = wrong('id-space-exhaustion');

const [celebrity, unread] = wrong('fan-out-write-amplification');
/** 694 a second. */
const full = change(celebrity, [', max: 100M', ''], ['timelines {}', 'timelines { replicas: 1, capacity: 694/s }']);
const delivered = change(
  celebrity,
  ['database timelines {}', 'worker timelines {}'],
  ['api -> timelines', 'api ~> timelines'],
  [', timeout: 1s }\n', ' }\n'],
);

const [shards, shorten] = wrong('central-id-generator');

/** What fills up. */
export const room: Readonly<Record<string, Held>> = {
  'storage-exceeds-capacity': {
    silences: {
      'The size of a row, the retention, the writes or the disk is unknown: the figure names what is missing.': [
        muted(year, 'row: 500B, ', ''),
        muted(year, ', retention: 1y', ''),
        muted(year, 'rate: 1/user/day, ', ''),
        muted(year, ', storage: 10TB', ''),
      ],
      'The number of replicas is not written: the size of all disks together is then unknown.': [
        muted(year, 'replicas: 1, ', ''),
        muted(copies, 'replicas: 6, ', ''),
      ],
      'The provider grows the disks (`managed: yes` without `storage`), or the store is only drawn (`future: yes`).': [
        muted(year, 'storage: 10TB', 'managed: yes'),
        ...drawn(year, 'database links'),
      ],
    },
    options: {
      fill: [
        // 18.25 of 25 TB.
        { code: change(year, ['10TB', '25TB']), fires: 0.7299, silent: 0.7301 },
        { code: change(copies, ['4TB', '10TB']), fires: 0.9124, silent: 0.9126 },
      ],
    },
  },
  'sliding-log-memory': {
    silences: {
      'It counts in another way than by a `sliding-window-log`.': [
        'sliding-window-counter',
        'token-bucket',
        'leaky-bucket',
        'fixed-window',
      ].map((algorithm) => muted(users, 'sliding-window-log', algorithm)),
      'Its store is not a cache of known memory, or the log needs no more of it than the limit.': [
        muted(users, ', store: counters', ''),
        muted(users, 'memory: 16GB, ', ''),
        muted(change(everybody, ['100MB', '159MB']), '159MB', '160MB'),
        muted(change(users, ['16GB', '1599GB']), '1599GB', '1600GB'),
      ],
      'The rate is not written with its period (`100/min`), or how many callers there are is not known: it counts `per` api-key, tenant or host, or the clients do not say how many users they have.':
        [
          muted(users, 'rate: 1k/h, ', ''),
          ...['api-key', 'tenant'].map((per) => muted(users, 'per: user', `per: ${per}`)),
          muted(change(users, ['per: user', 'per: ip']), 'per: ip', 'per: host'),
          muted(users, '{ users: 10M }', '{}'),
          { fires: users, silent: `client app {}\n${users}app -> front { timeout: 2s }\n` },
        ],
      'What counts, or its store, is only drawn (`future: yes`).': drawn(users, 'gateway front', 'cache counters'),
    },
    options: {
      entry: [
        { code: change(users, ['16GB', '1600GB']), fires: 16.01, silent: 16 },
        { code: everybody, fires: 10.01, silent: 10 },
      ],
      share: [
        { code: users, fires: 9.99, silent: 10 },
        { code: everybody, fires: 0.1599, silent: 0.16 },
      ],
    },
  },
  'id-space-exhaustion': {
    silences: {
      'The `alphabet`, the `length` or the rate of new rows is not known.': [
        muted(counted, 'alphabet: 62, ', ''),
        muted(counted, 'length: 7, ', ''),
        muted(counted, 'rate: 1M/s, ', ''),
        muted(counted, ', op: write', ''),
      ],
      'Ids last for as long as the rows are kept, or for the horizon of the system where rows are kept for ever.': [
        // 62^7 at a million a second: 40.76 days.
        muted(`system { horizon: 40.8d }\n${counted}`, '40.8d', '40.7d'),
        muted(change(counted, ['    fields', '    retention: 40.8d\n    fields']), '40.8d', '40.7d'),
        muted(
          `system { horizon: 40.7d }\n${change(counted, ['    fields', '    retention: 1y\n    fields'])}`,
          'retention: 1y',
          'retention: forever',
        ),
      ],
      'Random ids whose uniqueness is checked (`unique: yes`), as long as there are enough of them.': [
        muted(random, 'generated: random', 'generated: random, unique: yes'),
        muted(change(random, ['random', 'hash']), 'generated: hash', 'generated: hash, unique: yes'),
        muted(random, 'generated: random', 'generated: counter'),
        muted(
          change(random, ['generated: random', 'generated: random, unique: yes'], ['10/s', '10M/s']),
          '10M/s',
          '1M/s',
        ),
      ],
      'The store is only drawn (`future: yes`).': [
        muted(counted, 'database links {', 'database links { future: yes'),
        muted(random, 'database links {', 'database links { future: yes'),
      ],
    },
    options: {
      horizon: { code: counted, fires: 0.112, silent: 0.111 },
      // 315 million of 218 trillion.
      collisions: { code: random, fires: 227.7, silent: 227.8 },
    },
  },
  'fan-out-write-amplification': {
    silences: {
      'The fan-out is not known, or its mode is `hybrid` or `pull`.': [
        muted(celebrity, 'fan-out { mode: push, average: 200, max: 100M }, ', ''),
        muted(unread, ', average: 1000', ''),
        muted(celebrity, 'push', 'hybrid'),
        muted(celebrity, 'push', 'pull'),
      ],
      'Nothing is written: a read that asks many shards is no amplified write.': [
        muted(celebrity, 'op: write', 'op: read'),
        muted(change(celebrity, ['mode: push, ', '']), 'op: write', 'op: list'),
      ],
      'What is delivered to clients, brokers or workers without `mode: push`: only stores keep a copy for each receiver.':
        [
          muted(delivered, 'mode: push, ', ''),
          muted(change(delivered, ['worker', 'topic']), 'mode: push, ', ''),
          muted(change(delivered, ['worker', 'client']), 'mode: push, ', ''),
          muted(change(celebrity, ['mode: push, ', '']), 'database timelines', 'service timelines'),
        ],
      'The reads, or the capacity and replicas of the store, are not known: that part says nothing.': [
        muted(unread, 'rate: 10/user/day, ', ''),
        muted(full, ', capacity: 694/s', ''),
        muted(full, 'replicas: 1, ', ''),
        muted(full, '694/s', '695/s'),
        // 11,574 writes a second.
        muted(change(unread, ['rate: 10/user', 'rate: 999/user']), 'rate: 999/user', 'rate: 1000/user'),
      ],
      'The store or its caller is only drawn (`future: yes`).': drawn(celebrity, 'service api', 'database timelines'),
    },
    options: { maxReceivers: { code: celebrity, fires: 99_999_999, silent: 100_000_000 } },
  },
  'central-id-generator': {
    silences: {
      'Nothing says who makes the ids (`generated`), or they need no common counter: `snowflake`, `uuid`, `random`, `hash`, `range-allocated`.':
        [
          muted(shards, ' { generated: auto-increment }', ''),
          ...['snowflake', 'uuid', 'random', 'hash', 'range-allocated'].flatMap((way) => [
            muted(shards, 'auto-increment', way),
            muted(shorten, 'counter', way),
          ]),
        ],
      'The table is in one piece with one leader, and fewer rows a second are written at peak than the limit, or how many is not known.':
        [
          muted(shards, 'shards: 8', ''),
          muted(change(shards, ['shards: 8', 'shards: 2']), 'shards: 2', 'shards: 1'),
          ...['multi-leader', 'leaderless'].map((topology) =>
            muted(change(shards, ['shards: 8', `replication { topology: ${topology} }`]), topology, 'single-leader'),
          ),
          muted(change(shorten, ['rate: 10/user', 'rate: 3.34/user']), 'rate: 3.34/user', 'rate: 3.33/user'),
          muted(shorten, 'rate: 10/user/day, ', ''),
        ],
      'The store is only drawn (`future: yes`).': [
        muted(shards, 'shards: 8', 'shards: 8, future: yes'),
        muted(shorten, 'database links {', 'database links { future: yes'),
      ],
    },
    options: { rate: { code: shorten, fires: 29_999, silent: 30_000 } },
  },
};
