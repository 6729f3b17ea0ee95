import { expect, it } from 'vitest';
import { cases, message } from '../reliability/cases.js';

/** `reads` and `writes` of each of 8.64 M users a day: hundreds a second. */
const copies = (reads: string, writes: string, link: string, flow = '', settings = 'replicas: 3'): string =>
  `client c { users: 8.64M }\nflow r { from: c, rate: ${reads}/user/day, op: read${flow} }\nflow w { from: c, rate: ${writes}/user/day, op: write }\nservice s {}\ndatabase d { ${settings} }\nc -> s\ns -> d { for: r, ${link} }\ns -> d { for: w }`;
const led = 'read-from: leader';

cases('reads-all-on-primary', [
  ['ten reads for each write', copies('10', '1', led), ['info']],
  ['just below', copies('4.99', '1', led), []],
  ['at the limit', copies('5', '1', led), ['info']],
  ['above', copies('5.01', '1', led), ['info']],
  ['at another limit', copies('5', '1', led), [], { ratio: 6 }],
  ['nobody says which copy', copies('10', '1', 'timeout: 1s'), []],
  ['followers', copies('10', '1', 'read-from: followers'), []],
  [
    'one of two reads is led',
    `${copies('10', '1', led)}\nflow q { from: c, rate: 1/user/day, op: read }\ns -> d { for: q, read-from: any }`,
    [],
  ],
  ['has to be right', copies('10', '1', led, ', consistency: linearizable'), []],
  ['a moment old is fine', copies('10', '1', led, ', consistency: eventual'), ['info']],
  ['the store keeps one order', copies('10', '1', led, '', 'replicas: 3, consistency: linearizable'), []],
  [
    'the store keeps one order, this read need not',
    copies('10', '1', led, ', consistency: eventual', 'replicas: 3, consistency: linearizable'),
    ['info'],
  ],
  ['the store is eventual', copies('10', '1', led, '', 'replicas: 3, consistency: eventual'), ['info']],
  ['follows a write', copies('10', '1', led, ', after: w'), []],
  ['for a while', copies('10', '1', `${led}, pin-after-write: 1s`), []],
  ['decides on a debit', copies('10', '1', led, ', purpose: debit'), []],
  ['decides on a seat', copies('10', '1', led, ', purpose: reserve'), []],
  ['writes there as well', `${copies('10', '1', led)}\ns -> d { for: r, op: write }`, []],
  ['only the leader', copies('10', '1', led, '', 'replicas: 1'), []],
  ['all are leaders of shards', copies('10', '1', led, '', 'replicas: 3, shards: 3'), []],
  [
    'every node takes writes',
    copies('10', '1', led, '', 'replicas: 3, replication { topology: multi-leader, conflict-resolution: crdt }'),
    [],
  ],
  ['nobody leads', copies('10', '1', led, '', 'replicas: 3, replication { topology: leaderless }'), []],
  ['not known how many', 'service s {}\ndatabase d { replicas: 3 }\ns -> d { op: read, read-from: leader }', []],
  ['only drawn', copies('10', '1', led, '', 'replicas: 3, future: yes'), []],
]);

it('says how many followers wait', () => {
  expect(message('reads-all-on-primary', copies('10', '1', led))).toBe(
    '`d` has 2 followers, but all its reads go to the leader, 10 for each write.',
  );
});

const far = (
  flow: string,
  store = 'holds: counter, regions: [us, eu], consistency: linearizable',
  service = '',
  system = '',
): string =>
  `${system}region us {}\nregion eu {}\nclient c {}\nflow f { from: c, op: read${flow} }\nservice s { ${service} }\ndatabase d { ${store} }\nc -> s -> d`;
const fast = ', consistency: linearizable, slo { latency.p99: 80ms }';

cases('over-strong-consistency', [
  ['a counter', far(fast), ['hint']],
  ['measurements', far(fast, 'holds: telemetry, regions: [us, eu]'), ['hint']],
  ['presence', far(fast, 'holds: presence, regions: [us, eu]'), ['hint']],
  ['money', far(fast, 'holds: financial, regions: [us, eu]'), []],
  ['counters and money', far(fast, 'holds: [counter, financial], regions: [us, eu]'), []],
  ['a table of counters', far(fast, 'regions: [us, eu], table t { holds: counter }'), ['hint']],
  ['nobody says what it holds', far(fast, 'regions: [us, eu]'), []],
  ['an analysis', far(fast, 'regions: [us, eu]', 'role: analytics'), ['hint']],
  ['recommendations', far(fast, 'regions: [us, eu]', 'role: recommendation'), ['hint']],
  ['another role', far(fast, 'regions: [us, eu]', 'role: payment'), []],
  ['an analysis of money', far(fast, 'holds: financial, regions: [us, eu]', 'role: analytics'), []],
  ['one region', far(fast, 'holds: counter, regions: [us]'), []],
  ['nobody says where', far(fast, 'holds: counter'), []],
  ['eventual', far(', consistency: eventual, slo { latency.p99: 80ms }'), []],
  ['causal', far(', consistency: causal, slo { latency.p99: 80ms }'), []],
  ['sequential', far(', consistency: sequential, slo { latency.p99: 80ms }'), ['hint']],
  ['nothing asked for', far(', slo { latency.p99: 80ms }'), []],
  ['just below', far(', consistency: linearizable, slo { latency.p99: 99ms }'), ['hint']],
  ['at the limit', far(', consistency: linearizable, slo { latency.p99: 100ms }'), []],
  ['above', far(', consistency: linearizable, slo { latency.p99: 101ms }'), []],
  ['another limit', far(', consistency: linearizable, slo { latency.p99: 100ms }'), ['hint'], { latency: 0.2 }],
  ['the mean', far(', consistency: linearizable, slo { latency.mean: 50ms, latency.p99: 1s }'), ['hint']],
  ['no promise', far(', consistency: linearizable'), []],
  [
    'the system promises',
    far(', consistency: linearizable', undefined, '', 'system { slo { latency.p95: 50ms } }\n'),
    ['hint'],
  ],
  ['only drawn', far(fast, 'holds: counter, regions: [us, eu], future: yes'), []],
  ['a file of objects', far(fast).replace('database', 'storage'), []],
]);

const ranges = (table: string, store = 'shards: 4', fields = 'name: text(40B), n: int', system = ''): string =>
  `${system}database d { ${store}\n  table t {\n    fields { ${fields} }\n    ${table}\n  }\n}`;

cases('range-shard-skew', [
  ['names', ranges('shard-key: name, sharding: range'), ['info']],
  ['the store says so', ranges('shard-key: name', 'shards: 4, sharding: range'), ['info']],
  ['by hand', ranges('shard-key: name, sharding: range, rebalance: manual'), ['info']],
  ['by themselves', ranges('shard-key: name, sharding: range, rebalance: auto'), []],
  ['the store moves them', ranges('shard-key: name, sharding: range', 'shards: 4, rebalance: auto'), []],
  ['the engine splits', ranges('shard-key: name', 'shards: 4, engine: cockroachdb, sharding: range'), []],
  ['hashes', ranges('shard-key: name, sharding: hash'), []],
  ['one shard', ranges('shard-key: name, sharding: range', 'shards: 1'), []],
  ['nobody says how many', ranges('shard-key: name, sharding: range', 'replicas: 4'), ['info']],
  ['numbers', ranges('shard-key: n, sharding: range'), []],
  ['a number first', ranges('shard-key: [n, name], sharding: range'), []],
  ['no key', ranges('sharding: range'), []],
  ['a sketch', ranges('shard-key: name, sharding: range', undefined, undefined, 'system { maturity: sketch }\n'), []],
  ['only drawn', ranges('shard-key: name, sharding: range', 'shards: 4, future: yes'), []],
]);

const log = (
  table: string,
  store = 'data-model: relational',
  op = 'write',
  fields = 'at: timestamp, line: text(90B)',
): string =>
  `service s {}\ndatabase d { ${store}\n  table t { fields { ${fields} }\n    ${table}\n  }\n}\ns -> d { op: ${op} }`;

cases('log-table-not-time-partitioned', [
  ['a log', log('retention: 30d, holds: telemetry'), ['hint']],
  ['rows that are only added', log('retention: 30d'), ['hint']],
  ['the store says how long', log('holds: telemetry', 'data-model: search, retention: 30d'), ['hint']],
  ['cut by day', log('retention: 30d, partition-by: day(at)'), []],
  ['moved elsewhere', `${log('retention: 30d, tiering { after: 7d, to: archive }')}\nstorage archive {}`, []],
  ['a store for measurements', log('retention: 30d', 'data-model: time-series'), []],
  ['documents', log('retention: 30d', 'data-model: document'), []],
  ['for ever', log('retention: forever'), []],
  ['not said how long', log('holds: telemetry'), []],
  ['no time', log('retention: 30d', undefined, undefined, 'line: text(90B)'), []],
  ['changed later', log('retention: 30d, holds: telemetry', undefined, 'upsert'), []],
  ['deleted by users', log('retention: 30d', undefined, 'delete'), []],
  ['only read', log('retention: 30d', undefined, 'read'), []],
  ['a log that nobody is drawn to write', log('retention: 30d, holds: telemetry', undefined, 'read'), ['hint']],
  ['orders that nobody is drawn to write', log('retention: 30d, holds: order', undefined, 'read'), []],
  [
    'another table is changed',
    'service s {}\ndatabase d { data-model: relational\n  table t { fields { at: timestamp }, retention: 30d }\n  table u {}\n}\ns -> d { stores: t }\ns -> d { stores: u, op: upsert }',
    ['hint'],
  ],
  ['only drawn', log('retention: 30d', 'data-model: relational, future: yes'), []],
]);

it('counts what expires', () => {
  const code = `client c { users: 8.64M }\nflow f { from: c, rate: 1/user/day, op: write }\n${log('retention: 30d')}\nc -> s`;
  expect(message('log-table-not-time-partitioned', code.replace('{ op: write }', '{ timeout: 1s }'))).toContain(
    'expire after 30d, and are deleted one by one, 8.64M a day',
  );
});

const indexed = (
  indexes: string,
  key = 'key: id',
  fields = 'id: id, a: id, b: id { unique: yes }',
  store = '',
): string => `database d { ${store}\n  table t {\n    fields { ${fields} }\n    ${key}\n    ${indexes}\n  }\n}`;
const six = ['a', 'b', 'c', 'd', 'e', 'f'];
const many = (count: number, reads: string, writes: string): string =>
  `client c { users: 8.64M }\nflow r { from: c, rate: ${reads}/user/day, op: read }\nflow w { from: c, rate: ${writes}/user/day, op: write }\nservice s {}\ndatabase db {\n  table t {\n    fields { id: id, ${six.map((each) => `${each}: id`).join(', ')} }\n    key: id\n${six
    .slice(0, count)
    .map((each) => `    index on ${each}\n`)
    .join('')}  }\n}\nc -> s -> db`;

cases('over-indexed-write-heavy', [
  ['a unique field', indexed('index on b'), ['info']],
  ['a unique field and more', indexed('index on [b, a]'), []],
  ['the key', indexed('index on id'), ['info']],
  ['the beginning of the key', indexed('index on id', 'key: [id, a]'), ['info']],
  ['the key with its order', indexed('index on [id, a]', 'key: id, sort-key: a'), ['info']],
  ['more than the key', indexed('index on [id, a]'), []],
  ['the end of the key', indexed('index on a', 'key: [id, a]'), []],
  ['the beginning of another', indexed('index on a\n    index on [a, id]'), ['info']],
  ['the end of another', indexed('index on id\n    index on [a, id]', 'key: a'), []],
  ['the same twice', indexed('index on a\n    index on a'), ['info']],
  ['one of them is unique', indexed('index on a\n    index on a { unique: yes }'), ['info']],
  ['a unique one within another', indexed('index on a { unique: yes }\n    index on [a, id]'), []],
  ['both unique', indexed('index on a { unique: yes }\n    index on a { unique: yes }'), ['info']],
  ['another method', indexed('index on a { method: hash }\n    index on [a, id]'), []],
  ['the other has another method', indexed('index on a\n    index on [a, id] { method: inverted }'), []],
  ['over all shards', indexed('index on a { global: yes }\n    index on [a, id]'), []],
  ['only drawn', indexed('index on b', undefined, undefined, 'future: yes'), []],
  ['six, mostly written', many(6, '1', '2'), ['info']],
  ['five', many(5, '1', '2'), []],
  ['four for a limit of three', many(4, '1', '2'), ['info'], { indexes: 3 }],
  ['four for a limit of four', many(4, '1', '2'), [], { indexes: 4 }],
  ['as many reads', many(6, '1', '1'), ['info']],
  ['more reads', many(6, '1.01', '1'), []],
  [
    'nobody knows',
    indexed(
      six.map((each) => `index on ${each}`).join('\n    '),
      'key: id',
      `id: id, ${six.map((each) => `${each}: id`).join(', ')}`,
    ),
    [],
  ],
]);

const facts = (table: string, reads: string, writes: string, link = 'reads: [t, u, v]', store = ''): string =>
  `client c { users: 8.64M }\nflow r { from: c, rate: ${reads}/user/day, op: read }\nflow w { from: c, rate: ${writes}/user/day, op: write }\nservice s {}\ndatabase d { ${store}\n  table t { ${table} }\n  table u {}\n  table v {}\n}\nc -> s\ns -> d { for: r, ${link} }\ns -> d { for: w, stores: t }`;

cases('denormalization-mismatch', [
  ['mostly written', facts('normalized: no', '1', '2'), ['warning']],
  ['as many reads', facts('normalized: no', '1', '1'), ['warning']],
  ['more reads', facts('normalized: no', '1.01', '1'), []],
  ['nobody knows', 'database d { table t { normalized: no } }', []],
  ['money', 'database d { table t { normalized: no, holds: financial } }', ['warning']],
  ['a read model', facts('normalized: no', '1', '2', undefined, 'derived-from: d'), []],
  ['not said', facts('row: 1KB', '1', '2'), []],
  ['joined for a hundred reads', facts('normalized: yes', '100', '1'), ['hint']],
  ['just below', facts('normalized: yes', '99.9', '1'), []],
  ['above', facts('normalized: yes', '101', '1'), ['hint']],
  ['at another limit', facts('normalized: yes', '10', '1'), ['hint'], { ratio: 10 }],
  ['two tables', facts('normalized: yes', '100', '1', 'reads: [t, u]'), []],
  ['two are enough', facts('normalized: yes', '100', '1', 'reads: [t, u]'), ['hint'], { tables: 2 }],
  ['three are not enough', facts('normalized: yes', '100', '1'), [], { tables: 4 }],
  ['other tables', facts('normalized: yes', '100', '1', 'reads: [u, v]'), []],
  ['only drawn', facts('normalized: no', '1', '2', undefined, 'future: yes'), []],
]);
