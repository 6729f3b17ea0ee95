import { change, drawn, muted, sketched, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [transfer, place] = wrong('cross-shard-transaction');
const [profile, counter] = wrong('hot-key');
const [created, , hashedTime] = wrong('hot-shard-key');
const [status, country] = wrong('low-cardinality-shard-key');
const [elastic, moving] = wrong('modulo-resharding');
const [numbers, ring] = wrong('range-query-on-hash-shards');
const composite = change(numbers, ['shard-key: number', 'shard-key: [customer, number]']);
const [names, byHand] = wrong('range-shard-skew');
const [onePoint, fourPoints] = wrong('ring-without-vnodes');
const [email, half] = wrong('shard-key-query-mismatch');

/** How data is cut. */
export const sharding: Readonly<Record<string, Held>> = {
  'cross-shard-transaction': {
    silences: {
      'The tables have the same shard key, or one is sharded by its own key and the other by a reference to it, and the transaction is not said to run `across-keys`.':
        [
          muted(
            place,
            'stock { fields { warehouse: id, item: id }, shard-key: warehouse',
            'stock { fields { customer: id, item: id }, shard-key: customer',
          ),
          muted(
            change(
              place,
              [
                'stock { fields { warehouse: id, item: id }, shard-key: warehouse',
                'customers { fields { id: id, item: id }, shard-key: item',
              ],
              ['orders, stock', 'orders, customers'],
            ),
            'shard-key: item',
            'shard-key: id',
          ),
          muted(transfer, ', across-keys: yes', ''),
          muted(transfer, 'across-keys: yes', 'across-keys: no'),
        ],
      'The tables are not sharded; tables of different stores are left to `atomic-group-spans-stores`.': [
        muted(place, 'shards: 8', 'shards: 1'),
        muted(place, ', shard-key: warehouse', ''),
        muted(transfer, 'shard-key: user, sharding: hash, ', ''),
        {
          fires: place,
          silent: change(place, ['  table stock', '}\ndatabase goods { shards: 8, sharding: hash\n  table stock']),
        },
      ],
      'Only an info where the engine has distributed transactions: they work, and cost round trips.': [
        muted(change(transfer, ['shards: 8', 'engine: postgres, shards: 8']), 'postgres', 'cockroachdb', ['info']),
        muted(place, 'shards: 8', 'engine: spanner, shards: 8', ['info']),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(transfer, 'database bank'),
        ...drawn(place, 'database shop'),
      ],
    },
  },
  'hot-key': {
    silences: {
      'The `skew`, the load or the capacity of a node is unknown.': [
        muted(profile, 'skew: 5%, ', ''),
        muted(counter, ', skew: 80%', ''),
        muted(profile, 'rate: 10/user/day, ', ''),
        muted(profile, ', capacity: 1k/s', ''),
      ],
      'Something is done about hot keys (`hot-keys`), or a cache lets only one of many callers through (`coalescing`).':
        [
          ...['salt(10)', 'copies(10)', 'local-cache'].flatMap((way) => [
            muted(profile, 'skew: 5%', `skew: 5%, hot-keys: ${way}`),
            muted(counter, 'table counts { ', `table counts { hot-keys: ${way}, `),
          ]),
          muted(
            change(counter, ['database counters', 'cache counters']),
            'skew: 80%',
            'skew: 80%, stampede-protection: coalescing',
          ),
        ],
      'The copies of the key can serve it together.': [
        muted(profile, 'shards: 16', 'shards: 16, replication-factor: 2'),
        muted(change(profile, ['replicas: 16, shards: 16', 'replicas: 1']), 'replicas: 1', 'replicas: 2'),
        // 1736 a second.
        muted(change(profile, ['1k/s', '1736/s']), '1736/s', '1737/s'),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(profile, 'database people'),
        ...drawn(counter, 'database counters'),
      ],
    },
    options: {
      salt: { code: counter, value: 7, writes: 'hot-keys: salt(7)' },
      copies: { code: profile, value: 7, writes: 'hot-keys: copies(7)' },
    },
  },
  'hot-shard-key': {
    silences: {
      'The first part of a composite key does not grow: `[tenant, created]`.': [
        muted(created, 'shard-key: created', 'shard-key: [customer, created]'),
        muted(
          change(created, ['shard-key: created', 'shard-key: [created, customer]']),
          '[created, customer]',
          '[customer, created]',
        ),
      ],
      'A time-series store with a second part beside the time: the time bucket is its unit of deletion.': [
        muted(change(created, ['relational', 'time-series']), 'shard-key: created', 'shard-key: [created, customer]'),
        muted(change(created, ['shard-key: created', 'shard-key: [created, customer]']), 'relational', 'time-series'),
      ],
      'The table is not sharded, or stands in a store with one shard.': [
        muted(created, 'shard-key: created, sharding: range', ''),
        muted(created, 'shards: 8', 'shards: 1'),
        muted(created, 'shard-key: created', 'shards: 1, shard-key: created'),
      ],
      'The field is declared `monotonic: no`, or its ids are random, hashed or UUIDs.': [
        muted(change(created, ['timestamp', 'int { monotonic: yes }']), 'monotonic: yes', 'monotonic: no'),
        ...['random', 'hash', 'uuid'].map((way) =>
          muted(change(created, ['timestamp', 'id { generated: snowflake }']), 'snowflake', way),
        ),
        muted(hashedTime, 'shard-key: created', 'shard-key: sensor'),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(created, 'database store'),
        ...drawn(hashedTime, 'database store'),
      ],
    },
  },
  'low-cardinality-shard-key': {
    silences: {
      'The key is composite and another part of it has many values, or is not known to have few.': [
        muted(status, 'shard-key: status', 'shard-key: [status, customer]'),
        muted(country, 'shard-key: country', 'shard-key: [country, user]'),
        muted(
          change(
            status,
            ['customer: id', 'customer: id { cardinality: 53 }'],
            ['shard-key: status', 'shard-key: [status, customer]'],
          ),
          'cardinality: 53',
          'cardinality: 54',
        ),
      ],
      'Sharding is by `geo`, or by a `directory`: few values are the point.': [
        muted(country, 'sharding: hash', 'sharding: geo'),
        muted(country, 'sharding: hash', 'sharding: directory'),
        muted(status, 'sharding: hash', 'sharding: directory'),
      ],
      'The cardinality is not declared and the name does not tell.': [
        muted(
          change(status, ['status: int', 'rank: int'], ['shard-key: status', 'shard-key: rank']),
          ' { cardinality: 3 }',
          '',
        ),
        muted(
          country,
          'country: text(2B), user: id }\n    shard-key: country',
          'nick: text(2B), user: id }\n    shard-key: nick',
        ),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(status, 'database store'),
        ...drawn(country, 'database store'),
      ],
    },
    options: {
      valuesPerShard: { code: change(status, ['cardinality: 3', 'cardinality: 160']), fires: 10.01, silent: 10 },
      names: { code: country, fires: ['state', 'country'], silent: ['state'] },
    },
  },
  'modulo-resharding': {
    silences: {
      'The number of shards is fixed: no `autoscale`, and nothing moves shards by itself (`rebalance: auto`).': [
        muted(elastic, ', autoscale { min: 4, max: 12, metric: cpu }', ''),
        muted(elastic, 'max: 12', 'max: 4'),
        muted(moving, ', rebalance: auto', ''),
        muted(moving, 'rebalance: auto', 'rebalance: manual'),
      ],
      'Keys are mapped to many fixed `slots` and slots to nodes.': [
        muted(change(elastic, ['shards: 4', 'shards: 4, slots: 119']), '119', '120'),
        muted(change(moving, ['shards: 10', 'shards: 10, slots: 99']), '99', '100'),
      ],
      'A cache is left to `cache-cluster-without-consistent-hashing`: there the keys are not copied but missed.': [
        muted(elastic, 'database', 'cache'),
        muted(moving, 'database', 'cache'),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(elastic, 'database sessions'),
        ...drawn(moving, 'database users'),
      ],
    },
    options: {
      slotsPerNode: { code: change(elastic, ['shards: 4', 'shards: 4, slots: 120']), fires: 10.01, silent: 10 },
      virtualNodes: { code: elastic, value: 64, writes: 'virtual-nodes: 64' },
      slots: { code: elastic, value: 2048, writes: 'slots: 2048' },
    },
  },
  'range-query-on-hash-shards': {
    silences: {
      'The range is over a field that orders rows inside a shard (`sort-key`), or over any other that does not pick the shard.':
        [
          muted(numbers, 'shard-key: number', 'shard-key: customer, sort-key: number'),
          muted(numbers, 'shard-key: number', 'shard-key: customer'),
          muted(numbers, 'range: number', 'range: customer'),
          muted(numbers, ' { range: number }', ''),
        ],
      'The other fields of a composite key are fixed: then a range of the last one is a few shards, asked one by one.':
        muted(composite, 'query by number', 'query by [customer, number]'),
      'Shards are ranges, or nothing says how they are cut.': [
        ...['range', 'directory'].map((way) => muted(numbers, 'sharding: hash', `sharding: ${way}`)),
        muted(numbers, ', sharding: hash', ''),
        muted(ring, ', sharding: consistent-hash', ''),
        muted(change(numbers, ['sharding: hash', 'sharding: modulo']), 'modulo', 'range'),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(numbers, 'database orders-db'),
        ...drawn(ring, 'database names-db'),
      ],
    },
  },
  'range-shard-skew': {
    silences: {
      'Shards are split and moved by themselves (`rebalance: auto`), as the design or the engine says.': [
        muted(names, 'shards: 4', 'shards: 4, rebalance: auto'),
        muted(byHand, 'manual', 'auto'),
        muted(change(names, ['shards: 4', 'engine: postgres, shards: 4']), 'postgres', 'cockroachdb'),
      ],
      'The shards are no ranges, or there is only one.': [
        muted(names, 'sharding: range, ranges: ["a-g", "h-n", "o-t", "u-z"]', 'sharding: hash'),
        muted(byHand, 'sharding: range, ', ''),
        muted(byHand, 'shards: 8', 'shards: 1'),
      ],
      'The key does not begin with text: numbers and times have faults of their own, see `hot-shard-key`.': [
        muted(names, 'shard-key: name', 'shard-key: born'),
        muted(names, 'shard-key: name', 'shard-key: [born, name]'),
        ...['int', 'timestamp', 'id', 'uuid'].map((type) => muted(byHand, 'city: text(30B)', `city: ${type}`)),
      ],
      'The design is a sketch, or the store is only drawn (`future: yes`).': [
        sketched(names),
        muted(names, 'shards: 4', 'shards: 4, future: yes'),
        ...drawn(byHand, 'database places'),
      ],
    },
  },
  'ring-without-vnodes': {
    silences: {
      'The number of `virtual-nodes` is not written by the author.': [
        muted(onePoint, ', virtual-nodes: 1', ''),
        muted(fourPoints, ', virtual-nodes: 4', ''),
        {
          fires: `engine ours { kinds: cache }\n${change(onePoint, ['replicas', 'engine: ours, replicas'])}`,
          silent: `engine ours { kinds: cache, virtual-nodes: 1 }\n${change(onePoint, ['replicas', 'engine: ours, replicas'], [', virtual-nodes: 1', ''])}`,
        },
      ],
      'Keys are not placed by `consistent-hash`.': [
        ...['hash', 'modulo', 'range'].map((way) => muted(onePoint, 'consistent-hash', way)),
        muted(onePoint, 'sharding: consistent-hash, ', ''),
      ],
      'There is a single node, or how many there are is not known.': [
        muted(onePoint, 'replicas: 4', 'replicas: 1'),
        muted(onePoint, 'replicas: 4', 'replicas: 4, shards: 1'),
        muted(onePoint, 'replicas: 4, ', ''),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(onePoint, 'cache hot'),
        muted(fourPoints, 'replicas: 6', 'replicas: 6, future: yes'),
      ],
    },
    options: {
      least: [
        { code: fourPoints, fires: 5, silent: 4 },
        { code: onePoint, fires: 2, silent: 1 },
      ],
      points: { code: onePoint, value: 64, writes: 'virtual-nodes: 64' },
    },
  },
  'shard-key-query-mismatch': {
    silences: {
      'No queries are declared, or the table has one shard.': [
        muted(email, 'query by email 40%', ''),
        muted(half, 'query by room', ''),
        muted(email, 'shards: 16', 'shards: 1'),
        muted(email, ' 40%', ' 0%'),
      ],
      'A global index, or a lookup table with the same key, leads from what is asked by to the shard.': [
        muted(
          change(email, ['query by', 'index on email\n    query by']),
          'index on email',
          'index on email { global: yes }',
        ),
        muted(
          change(email, [
            '  table profiles',
            '  table emails { fields { email: text(60B), id: uuid }, key: id, shard-key: id }\n  table profiles',
          ]),
          'key: id, shard-key: id }',
          'key: email, shard-key: email }',
        ),
      ],
      'Only an info for queries that are at most 10% of the reads.': [
        muted(change(email, ['40%', '10.1%']), '10.1%', '10%', ['info']),
      ],
      'The store is only drawn (`future: yes`).': [...drawn(email, 'database users'), ...drawn(half, 'database chat')],
    },
    options: { share: { code: email, fires: 0.399, silent: 0.4, says: ['info'] } },
  },
};
