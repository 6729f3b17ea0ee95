import { change, drawn, muted, wrong } from '../designs.js';
import type { Held } from '../held.js';

const [photos, videos] = wrong('blob-in-database');
const [books, fleet, joined] = wrong('denormalization-mismatch');
/** A hundred reads for each write. */
const mixed = change(
  joined,
  ['service api', 'flow save { from: web, rate: 1/user/day, op: write }\nservice api'],
  ['catalog { reads', 'catalog { for: save, stores: goods, timeout: 500ms }\napi -> catalog { for: view, reads'],
);
const [logs, clicks] = wrong('log-table-not-time-partitioned');
const [metrics, entries] = wrong('missing-retention');
const points = change(metrics, ['time-series }', 'time-series, table points { fields { at: timestamp } } }']);
const [transactions, posts] = wrong('unbounded-document-growth');

/** What is kept, and for how long. */
export const rows: Readonly<Record<string, Held>> = {
  'blob-in-database': {
    silences: {
      'The size is unknown, and nothing says that it is an image, a video or a file.': [
        muted(photos, 'row: 2MB, ', ''),
        muted(videos, ', request: 20MB, content: video', ''),
        ...['image', 'video', 'file'].map((content) =>
          muted(
            change(videos, ['request: 20MB, content: video', `content: ${content}`]),
            `content: ${content}`,
            'content: json',
          ),
        ),
      ],
      'The bytes of the same flow go to a `storage`, and the size of the row or message is not written: it is a reference to them.':
        [
          {
            fires: `storage media {}\n${videos}`,
            silent: `storage media {}\n${videos}api -> media { timeout: 5min }\n`,
          },
          {
            fires: `storage media {}\n${change(videos, ['queue jobs {}', 'queue jobs { message-size: 20MB }'])}api -> media { timeout: 5min }\n`,
            silent: `storage media {}\n${videos}api -> media { timeout: 5min }\n`,
          },
        ],
      'The store is an object store, or a search, vector, graph or time-series database.': [
        muted(change(photos, [' data-model: relational', '']), 'database', 'storage'),
        ...['search', 'vector', 'graph', 'time-series'].map((model) => muted(photos, 'relational', model)),
      ],
      'A cache that answers HTTP by itself, as a CDN does.': [
        muted(
          'service api {}\ncache hot { engine: redis, object-size: 2MB }\n\napi -> hot { op: write, timeout: 1s }\n',
          'engine: redis',
          'engine: varnish',
        ),
        muted(change(photos, ['database', 'cache'], [' data-model: relational', '']), 'cache', 'storage'),
      ],
      'The store, or what writes to it, is only drawn (`future: yes`).': [
        ...drawn(photos, 'database photos'),
        ...drawn(videos, 'queue jobs', 'service api'),
      ],
    },
    options: {
      size: [
        { code: photos, fires: 1_999_999, silent: 2_000_000 },
        { code: videos, fires: 19_999_999, silent: 20_000_000 },
      ],
      small: { code: photos, value: 500, writes: 'row: 500B' },
    },
  },
  'denormalization-mismatch': {
    silences: {
      'Nothing says whether facts are repeated (`normalized`).': [
        muted(books, 'normalized: no, ', ''),
        muted(fleet, 'normalized: no, ', ''),
        muted(joined, 'normalized: yes', ''),
      ],
      'Repeated: reads outnumber writes, or how many there are is not known, and the table holds no `financial` data; or it is a read model (`derived-from`).':
        [
          muted(
            change(fleet, ['service api', 'flow look { from: web, rate: 10/user/day, op: read }\nservice api']),
            'look { from: web, rate: 10/user/day',
            'look { from: web, rate: 10.1/user/day',
          ),
          muted(fleet, 'rate: 10/user/day, ', ''),
          muted(books, ', holds: financial', ''),
          muted(`database source {}\n${books}`, 'audit: ledger', 'audit: ledger, derived-from: source'),
          muted(`database source {}\n${fleet}`, 'fleet { ', 'fleet { derived-from: source, '),
        ],
      'Kept once: fewer reads for each write than the limit, or no link reads so many of the tables (`reads`) at once.':
        [
          muted(mixed, 'rate: 1/user', 'rate: 1.01/user'),
          muted(joined, ', stock]', ']'),
          muted(joined, 'reads: [goods, prices, stock], ', ''),
        ],
      'The store is only drawn (`future: yes`).': [
        ...drawn(books, 'database books'),
        ...drawn(fleet, 'database fleet'),
        muted(joined, 'database catalog {', 'database catalog { future: yes'),
      ],
    },
    options: {
      ratio: { code: mixed, fires: 100, silent: 100.1 },
      tables: { code: joined, fires: 3, silent: 4 },
    },
  },
  'log-table-not-time-partitioned': {
    silences: {
      'The table is cut by time (`partition-by`), or old rows move elsewhere (`tiering`).': [
        muted(logs, 'retention: 30d', 'retention: 30d, partition-by: day(at)'),
        muted(`storage cold {}\n${logs}`, 'retention: 30d', 'retention: 30d, tiering { after: 7d, to: cold }'),
      ],
      'It is in a time-series store, which does this by itself, or in one that is neither relational nor a search index.':
        ['time-series', 'document', 'key-value', 'wide-column', 'graph'].flatMap((model) => [
          muted(logs, 'relational', model),
          muted(change(logs, ['relational', 'search']), 'search', model),
        ]),
      'Its rows do not expire (`retention`), or have no time in them.': [
        muted(logs, 'retention: 30d, ', ''),
        muted(logs, 'retention: 30d', 'retention: forever'),
        muted(clicks, ', retention: 90d', ''),
        muted(logs, 'at: timestamp', 'at: int'),
      ],
      'Rows are changed later, or nothing says that they are only added: no writes, and other data than `telemetry`.': [
        muted(logs, 'op: write', 'op: upsert'),
        { fires: logs, silent: `${logs}api -> logs { op: delete, timeout: 1s }\n` },
        muted(clicks, 'op: write', 'op: read'),
        muted(change(logs, ['api -> logs { op: write, timeout: 1s }', '']), ', holds: telemetry', ''),
      ],
      'The store is only drawn (`future: yes`).': [
        muted(logs, 'database logs {', 'database logs { future: yes,'),
        muted(clicks, 'database events {', 'database events { future: yes,'),
      ],
    },
    options: { period: { code: logs, value: 'week', writes: 'partition-by: week(at)' } },
  },
  'missing-retention': {
    silences: {
      'A `retention` is written on the table or its store, or the engine has one; `forever` is an answer too.': [
        muted(metrics, 'time-series', 'time-series, retention: 30d'),
        muted(entries, 'holds: telemetry', 'holds: telemetry, retention: 30d'),
        muted(entries, 'data-model: relational', 'data-model: relational, retention: 30d'),
        muted(entries, 'holds: telemetry', 'holds: telemetry, retention: forever'),
        {
          fires: `engine ours { kinds: database }\n${change(metrics, ['data-model', 'engine: ours, data-model'])}`,
          silent: `engine ours { kinds: database, retention: 15d }\n${change(metrics, ['data-model', 'engine: ours, data-model'])}`,
        },
      ],
      'Old values are made coarser: the age in `downsampling` ends them.': muted(
        points,
        'points { ',
        'points { downsampling: [keep(1min, 30d), keep(1h, 1y)], ',
      ),
      'Nothing is known to write there.': [
        muted(metrics, 'agents -> metrics { op: write, timeout: 1s }', ''),
        muted(metrics, 'op: write', 'op: read'),
        muted(entries, 'stores: entries, ', ''),
        muted(
          change(entries, ['  table entries', '  table users { fields { id: id } }\n  table entries']),
          'stores: entries',
          'stores: users',
        ),
      ],
      'Only an info for measurements that are appended one by one and kept longer than 90 days without `downsampling`.':
        [
          muted(points, 'points { ', 'points { retention: 91d, ', ['info']),
          muted(change(points, ['points { ', 'points { retention: 91d, ']), '91d', '90d'),
          muted(change(points, ['points { ', 'points { retention: 91d, ']), 'op: write', 'op: upsert'),
          muted(
            change(points, ['points { ', 'points { retention: 91d, ']),
            'retention: 91d',
            'retention: 91d, downsampling: keep(1h, 91d)',
          ),
          muted(metrics, 'time-series', 'time-series, retention: forever', ['info']),
        ],
      'The store, or what writes to it, is only drawn (`future: yes`).': [
        ...drawn(metrics, 'service agents', 'database metrics'),
        ...drawn(entries, 'worker collector', 'database logs'),
      ],
    },
    options: {
      rawDays: { code: change(points, ['points { ', 'points { retention: 365d, ']), fires: 364, silent: 365 },
    },
  },
  'unbounded-document-growth': {
    silences: {
      'The list has a `max`, or nothing is known to update the documents (`upsert`).': [
        muted(transactions, 'list(id) }', 'list(id) { max: 100 } }'),
        muted(posts, 'list(id) }', 'list(id) { max: 100 } }'),
        muted(transactions, 'op: upsert', 'op: write'),
        muted(posts, 'op: upsert', 'op: read'),
        muted(posts, 'api -> forum { op: upsert, timeout: 1s }', ''),
      ],
      'By the rate of the updates and the number of documents, the limit is not reached within the `horizon`, or rows are gone before that (`retention`).':
        [
          // 5 KB a day: 3200 days until 16 MB.
          muted(`system { horizon: 3201d }\n${transactions}`, '3201d', '3199d'),
          muted(change(transactions, ['rows: 2M', 'rows: 2M, retention: 3201d']), '3201d', '3199d'),
          muted(change(transactions, ['rows: 2M', 'rows: 2.27M']), '2.27M', '2.29M'),
        ],
      'Only an info where these are unknown.': [
        muted(transactions, 'rows: 2M, ', '', ['info']),
        muted(transactions, 'rate: 5/user/day, ', '', ['info']),
      ],
      'The store, or what updates it, is only drawn (`future: yes`).': [
        ...drawn(transactions, 'service api', 'database bank'),
        ...drawn(posts, 'service api', 'database forum'),
      ],
    },
    options: {
      limit: { code: transactions, fires: 18_249_000, silent: 18_251_000 },
      years: { code: transactions, fires: 8.77, silent: 8.76 },
      max: { code: transactions, value: 20, writes: 'max: 20' },
    },
  },
};
