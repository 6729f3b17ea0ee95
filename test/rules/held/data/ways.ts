import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [shop, people, drivers] = wrong('access-pattern-mismatch');
const searched =
  'database shop { data-model: relational\n  table goods { rows: 1_000_001, access: full-text, fields { name: text(40B) } }\n}\n';
const near =
  'database vectors { data-model: relational\n  table faces { fields { id: id, place: text(1KB) }, key: id\n    query by place { access: vector }\n    index on place\n  }\n}\n';
const fed = (store: string, rate: string): string =>
  `client agents {}\nflow feed { from: agents, rate: ${rate}, peak: 1x, op: write }\nservice api {}\ndatabase store { ${store} }\n\nagents -> api { timeout: 2s }\napi -> store { timeout: 1s }\n`;
const points = fed('data-model: relational, table points { holds: telemetry }', '10_000/s');
const graph = fed('data-model: graph, table friends { access: traversal }', '5_000/s');

const [blog, other] = wrong('missing-index');
const [hundred, cart] = wrong('n-plus-one-calls');
const [unique, prefix, six] = wrong('over-indexed-write-heavy');
const [lines, shared] = wrong('write-heavy-without-buffering');

/** How data is asked for, and written. */
export const ways: Readonly<Record<string, Held>> = {
  'access-pattern-mismatch': {
    silences: {
      'No `access` is declared, or the data model is unknown.': [
        muted(shop, ', access: [join, transaction]', ''),
        muted(people, ' { access: traversal }', ''),
        muted(shop, ' data-model: key-value', ''),
        muted(people, ' data-model: document', ''),
      ],
      'The engine is known to support it (`supports`), as one with several models.': [
        muted(
          change(
            shop,
            ['[join, transaction]', 'transaction'],
            ['data-model: key-value', 'engine: memcached, data-model: key-value'],
          ),
          'engine: memcached, data-model: key-value',
          'engine: dynamodb',
        ),
        muted(change(near, ['data-model: relational', 'engine: mysql']), 'mysql', 'firestore'),
      ],
      'An index of the right `method` serves it: `inverted`, `geo` or `vector`.': [
        muted(drivers, 'index on place', 'index on place { method: geo }'),
        muted(near, 'index on place', 'index on place { method: vector }'),
        muted(searched, 'fields { name: text(40B) }', 'fields { name: text(40B) }, index on name { method: inverted }'),
        muted(change(drivers, ['index on place', 'index on id { method: geo }']), 'index on id', 'index on place'),
      ],
      'Only a hint for traversals in a relational store, and for full-text search over fewer than a million rows.': [
        muted(people, 'document', 'relational', ['hint']),
        muted(searched, '1_000_001', '1_000_000', ['hint']),
        muted(change(searched, ['relational', 'key-value']), '1_000_001', '1_000_000', ['hint']),
      ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(shop, 'database shop'),
        ...drawn(people, 'database people'),
        ...drawn(fed('data-model: graph, table friends { access: traversal }', '6k/s'), 'database store'),
      ],
    },
    options: {
      smallText: {
        code: change(searched, ['1_000_001', '1M']),
        fires: 999_999,
        silent: 1_000_000,
        says: ['hint'],
      },
      pointsPerSecond: { code: points, fires: 9_999, silent: 10_000 },
      graphWrites: { code: graph, fires: 4_999, silent: 5_000 },
    },
  },
  'missing-index': {
    silences: {
      'The fields asked by are the primary key, the shard key with the sort key, a `unique` field, or the first ones of an index.':
        [
          muted(other, 'query by slug', 'query by id'),
          muted(other, 'slug: text(60B)', 'slug: text(60B) { unique: yes }'),
          muted(other, '[author, slug]', '[slug, author]'),
          muted(other, 'query by slug', 'query by author'),
          muted(
            change(
              other,
              ['key: id', 'key: id, shard-key: author'],
              ['query by slug 30%', 'query by [author, id] 30%'],
            ),
            'shard-key: author',
            'shard-key: author, sort-key: id',
          ),
          muted(blog, 'key: id', 'key: id\n    index on [author, status, created]'),
        ],
      'The query aggregates over the table or is `ad-hoc`: reading it all is its purpose.': [
        'aggregation',
        'ad-hoc',
      ].map((way) => muted(change(other, ['30%', '30% { access: key }']), 'access: key', `access: ${way}`)),
      'The data model is unknown, or indexes everything: search, vector, graph, time-series and wide-column stores.': [
        muted(other, ' data-model: document', ''),
        ...['search', 'vector', 'graph', 'time-series', 'wide-column'].map((model) => muted(other, 'document', model)),
      ],
      'The query lacks the shard key of the table: `shard-key-query-mismatch` says that.': muted(
        change(
          other,
          ['key: id', 'key: id, shard-key: slug, sort-key: id'],
          ['query by slug 30%', 'query by [slug, author] 30%'],
          ['index on [author, slug]', ''],
        ),
        'shard-key: slug, sort-key: id',
        'shard-key: id',
      ),
      'Only an info where the table lists no index at all below `maturity: production`, and where an index finds the rows but not all of the filter or the order.':
        [
          muted(blog, 'production', 'design', ['info']),
          muted(blog, 'key: id', 'key: id\n    index on author', ['info']),
          muted(blog, 'key: id', 'key: id\n    index on [author, status]', ['info']),
        ],
      'The store is only drawn (`future: yes`).': [...drawn(blog, 'database blog'), ...drawn(other, 'database blog')],
    },
  },
  'n-plus-one-calls': {
    silences: {
      'Calls are batched (`batch`), or made at the same time (`parallel`).': [
        muted(change(hundred, ['calls: 100', 'calls: 100, batch: 1']), 'batch: 1', 'batch: 2'),
        muted(hundred, 'calls: 100', 'calls: 100, parallel: authors'),
      ],
      'Nobody waits for them: a hand-over, as of a fan-out over a broker.': [
        muted(hundred, 'feed -> users', 'feed ~> users'),
        muted(hundred, 'service users {}', 'topic users {}'),
      ],
      'The caller is a client or a job: a page has many pictures, and a job works off its rows.': [
        muted(cart, 'service cart', 'client cart'),
        muted(cart, 'service cart', 'job cart'),
      ],
      'Nothing leaves the process, or the number of calls is not written.': [
        muted(hundred, 'users {}', 'users { part-of: feed }'),
        muted(hundred, 'calls: 100, ', ''),
        ...drawn(hundred, 'service feed', 'service users'),
      ],
      'Caller or target is only drawn (`future: yes`).': [
        ...drawn(hundred, 'service feed', 'service users'),
        ...drawn(cart, 'database products'),
      ],
    },
    options: {
      calls: [
        { code: cart, fires: 24, silent: 25 },
        { code: hundred, fires: 99, silent: 100 },
      ],
    },
  },
  'over-indexed-write-heavy': {
    silences: {
      'The table has few indexes, and each leads to what no key and no other index does.': [
        muted(unique, ' { unique: yes }', ''),
        muted(prefix, 'index on [author, created]', 'index on [created, author]'),
        muted(six, 'index on f', ''),
        muted(change(prefix, ['index on author', 'index on id']), 'index on id', 'index on created'),
      ],
      'It is read more often than it is written, or how often is not known: then only what is there twice counts.': [
        muted(
          change(six, ['service api', 'flow look { from: web, rate: 10/user/day, op: read }\nservice api']),
          'look { from: web, rate: 10/user',
          'look { from: web, rate: 10.1/user',
        ),
        muted(six, 'rate: 10/user/day, ', ''),
        muted(six, ', op: write', ''),
      ],
      'Two indexes differ in more than their fields: in their `method`, or one is `unique` or `global` and the other is not.':
        [
          muted(prefix, 'index on author', 'index on author { method: hash }'),
          muted(prefix, 'index on author', 'index on author { unique: yes }'),
          muted(prefix, 'index on author', 'index on author { global: yes }'),
          muted(prefix, 'index on [author, created]', 'index on [author, created] { global: yes }'),
        ],
      'The store is only drawn (`future: yes`).': [
        muted(unique, 'data-model', 'future: yes, data-model'),
        muted(six, 'data-model', 'future: yes, data-model'),
      ],
    },
    options: { indexes: { code: six, fires: 5, silent: 6 } },
  },
  'write-heavy-without-buffering': {
    silences: {
      'Rates or capacity are unknown, or on how many replicas the store runs.': [
        muted(lines, 'replicas: 1, ', ''),
        muted(change(lines, ['replicas: 1', 'autoscale { min: 1, max: 1 }']), ', max: 1', ''),
        muted(lines, ', every: 1s', ''),
        muted(lines, ' concurrent: 5k ', ''),
        muted(lines, ', capacity: 15k/s', ''),
      ],
      'Writes come in batches, through a queue or stream, or from a cache that holds them back.': [
        muted(change(lines, ['logs { timeout', 'logs { batch: 1, timeout']), 'batch: 1', 'batch: 2'),
        {
          fires: lines,
          silent: change(
            lines,
            ['service api {}', 'service api {}\nqueue ingest {}\nworker writer {}'],
            ['api -> logs', 'api ~> ingest ~> writer\nwriter -> logs'],
          ),
        },
        {
          fires: lines,
          silent: change(
            lines,
            ['service api {}', 'service api {}\ntopic ingest {}\nservice writer {}'],
            ['api -> logs', 'api ~> ingest ~> writer\nwriter -> logs'],
          ),
        },
        {
          fires: lines,
          silent: change(
            lines,
            ['service api {}', 'service api {}\ncache held { pattern: write-behind }'],
            ['api -> logs { timeout: 1s }', 'api -> held { timeout: 1s }\nheld ~> logs'],
          ),
        },
      ],
      'Reads are more than a tenth of the writes, or writes stay below 70% of what the store can take.': [
        muted(
          change(lines, ['service api', 'flow look { from: agents, rate: 500/s, op: read }\nservice api']),
          'rate: 500/s',
          'rate: 501/s',
        ),
        // 15,000 a second at peak.
        muted(change(lines, ['15k/s', '21_428/s']), '21_428/s', '21_429/s'),
      ],
      'A wide-column or time-series store that can take them: it is built for that.': [
        ...['wide-column', 'time-series'].flatMap((model) => [
          muted(change(lines, ['15k/s', '15_001/s']), 'relational', model),
          muted(change(lines, ['relational', model]), '15k/s', '15_001/s'),
        ]),
      ],
      'The store, or what writes to it, is only drawn (`future: yes`).': [
        ...drawn(lines, 'service api', 'database logs'),
        ...drawn(shared, 'database logs'),
        // With one of two writers built, all comes through the other.
        {
          fires: shared,
          silent: change(
            shared,
            ['service a { ', 'service a { future: yes, '],
            ['service b { ', 'service b { future: yes, '],
          ),
        },
      ],
    },
    options: {
      ratio: {
        code: change(lines, ['service api', 'flow look { from: agents, rate: 500/s, op: read }\nservice api']),
        fires: 10,
        silent: 10.1,
      },
      load: [
        { code: lines, fires: 0.999, silent: 1 },
        { code: shared, fires: 0.833, silent: 0.834 },
      ],
      batch: { code: lines, value: 200, writes: 'batch: 200' },
    },
  },
};
