import { describe, expect, it } from 'vitest';
import { everything, linted } from '../linting.js';
import { cases, message } from '../reliability/cases.js';

const titles = (rule: string, code: string): string[] =>
  linted(code)
    .of(rule)
    .flatMap(({ fixes }) => fixes.map(({ title }) => title));

/** Tables of a store with four shards, and a transaction over them. */
const shared = (tables: string, transaction = 'writes: [users, orders]', store = 'shards: 4'): string =>
  `database d { ${store}\n${tables} }\ntransaction x { ${transaction} }`;
const users = 'table users { fields { id: id }, key: id, shard-key: id }\n';
const orders = (key: string): string =>
  `table orders { fields { id: id, user: id, day: int, region: text(9B) }, shard-key: ${key} }\n`;

cases('cross-shard-transaction', [
  ['orders of a user', shared(users + orders('user')), []],
  ['in the other order', shared(users + orders('user'), 'writes: [orders, users]'), []],
  ['orders by region', shared(users + orders('region')), ['warning']],
  ['orders by region, first', shared(users + orders('region'), 'writes: [orders, users]'), ['warning']],
  [
    'users by region',
    shared(`table users { fields { id: id, region: text(9B) }, key: id, shard-key: region }\n${orders('user')}`),
    ['warning'],
  ],
  [
    'users by two fields',
    shared(`table users { fields { id: id, region: text(9B) }, shard-key: [id, region] }\n${orders('user')}`),
    ['warning'],
  ],
  ['orders of a user and a day', shared(users + orders('[user, day]')), ['warning']],
  ['users by id, without a key', shared(`table users { fields { id: id }, shard-key: id }\n${orders('user')}`), []],
  [
    'users by a key of another name',
    shared(`table users { fields { uid: id }, key: uid, shard-key: uid }\n${orders('user')}`),
    [],
  ],
  [
    'users by another field than the key',
    shared(`table users { fields { uid: id, name: text(9B) }, key: uid, shard-key: name }\n${orders('user')}`),
    ['warning'],
  ],
  [
    'a table whose name says nothing',
    shared(
      'table s { fields { uid: id }, key: uid, shard-key: uid }\ntable orders { fields { id: id }, shard-key: id }',
      'writes: [s, orders]',
    ),
    ['warning'],
  ],
  [
    'as many shards of another number',
    shared(
      'table users { fields { a: id }, shard-key: a, shards: 4 }\ntable orders { fields { a: id }, shard-key: a, shards: 8 }',
    ),
    ['warning'],
  ],
  ['a whole store of one table', shared(users, 'writes: d, across-keys: yes'), ['warning']],
  ['a whole store of two tables', shared(users + orders('user'), 'writes: d, across-keys: yes'), []],
  ['said not to run across', shared(users + orders('region'), 'writes: [users, orders], across-keys: no'), []],
  ['only drawn', shared(users + orders('region'), undefined, 'shards: 4, future: yes'), []],
  ['a queue is no table', `${shared(users, 'writes: [users, q]')}\nqueue q {}`, []],
]);

it('says that rows of one table lie apart', () => {
  const code = shared(users + orders('region'), 'writes: [users, orders], across-keys: yes');
  expect(message('cross-shard-transaction', code)).toContain('its rows of `users` have different values of `id`');
});

const joined = (tables: string, store = 'shards: 4'): string => `database d { ${store}\n${tables} }`;
const joining = (name: string, key: string, access = 'access: join'): string =>
  `table ${name} { fields { id: id, user: id, region: text(9B) }, key: id, shard-key: ${key}, ${access} }\n`;

cases('cross-shard-transaction', [
  ['a join with nobody', joined(joining('orders', 'region') + joining('users', 'id', 'row: 1KB')), ['warning']],
  ['a join of the only table', joined(joining('orders', 'region')), []],
  [
    'a table that may be copied everywhere',
    joined(`${joining('orders', 'region')}table users { fields { id: id }, shards: 1, shard-key: id }\n`),
    [],
  ],
  ['joined to its user', joined(joining('orders', 'user') + joining('users', 'id', 'row: 1KB')), []],
  ['a user joined to what refers to it', joined(joining('users', 'id') + joining('orders', 'user', 'row: 1KB')), []],
  [
    'a user that nobody refers to',
    joined(joining('users', 'id') + joining('orders', 'region', 'row: 1KB')),
    ['warning'],
  ],
  ['by the same key', joined(joining('orders', 'region') + joining('shops', 'region', 'row: 1KB')), []],
  [
    'only drawn',
    joined(joining('orders', 'region') + joining('users', 'id', 'row: 1KB'), 'shards: 4, future: yes'),
    [],
  ],
  [
    'a store that can do it',
    `engine e { kinds: [database], supports: [join, distributed-transactions] }\n${joined(joining('orders', 'region') + joining('users', 'id', 'row: 1KB'), 'engine: e, shards: 4')}`,
    ['info'],
  ],
]);

const table = (fields: string, settings: string, store = 'shards: 8'): string =>
  `database d { ${store}\n  table t { ${fields && `fields { ${fields} }, `}${settings} }\n}`;

cases('hot-shard-key', [
  [
    'a time and a sensor in a time-series store',
    table(
      'created: timestamp, sensor: id',
      'shard-key: [created, sensor], sharding: range',
      'shards: 8, data-model: time-series',
    ),
    [],
  ],
  [
    'a time alone in a time-series store',
    table('created: timestamp', 'shard-key: created, sharding: range', 'shards: 8, data-model: time-series'),
    ['error'],
  ],
  [
    'a time and a sensor elsewhere',
    table('created: timestamp, sensor: id', 'shard-key: [created, sensor], sharding: range'),
    ['error'],
  ],
  [
    'a time and a sensor, hashed',
    table('created: timestamp, sensor: id', 'shard-key: [created, sensor], sharding: hash'),
    [],
  ],
  ['a time on a ring', table('created: timestamp', 'shard-key: created, sharding: consistent-hash'), ['info']],
  ['a time by remainders', table('created: timestamp', 'shard-key: created, sharding: modulo'), ['info']],
  ['in a directory', table('created: timestamp', 'shard-key: created, sharding: directory'), []],
  ['a name without fields', table('', 'shard-key: created, sharding: range'), ['error']],
  ['another name without fields', table('', 'shard-key: owner, sharding: range'), []],
  ['a number that is called so', table('day: int', 'shard-key: day, sharding: range'), ['error']],
  ['an id that is called so', table('serial: id', 'shard-key: serial, sharding: range'), ['error']],
  ['a text that is called so', table('created: text(9B)', 'shard-key: created, sharding: range'), []],
  ['a time of another name', table('x: timestamp', 'shard-key: x, sharding: range'), ['error']],
  ['a time without fields, hashed', table('', 'shard-key: created, sharding: hash'), ['info']],
  ['a sequence without fields, hashed', table('', 'shard-key: sequence, sharding: hash'), []],
  ['a number that is called so, hashed', table('day: int', 'shard-key: day, sharding: hash'), []],
  ['no shard key', table('created: timestamp', 'sharding: range'), []],
]);

cases('low-cardinality-shard-key', [
  ['not cut at all', table('status: int', 'shard-key: status', 'replicas: 3'), []],
  ['one shard', table('status: int', 'shard-key: status', 'shards: 1'), []],
  ['in a directory', table('status: int', 'shard-key: status, sharding: directory'), []],
  ['yes and no', table('paid: bool', 'shard-key: paid, sharding: hash'), ['warning']],
  ['no two alike', table('status: id { unique: yes }', 'shard-key: status, sharding: hash'), []],
  [
    'a telling name beside few values',
    table('status: int, a: id { cardinality: 20 }', 'shard-key: [status, a], sharding: hash'),
    [],
  ],
  [
    'two parts of few values',
    table('a: id { cardinality: 7 }, b: id { cardinality: 11 }', 'shard-key: [a, b], sharding: hash'),
    ['warning'],
  ],
  ['other telling names', table('shop: int', 'shard-key: shop, sharding: hash'), ['warning'], { names: ['shop'] }],
]);

it('says how few values there are', () => {
  expect(message('low-cardinality-shard-key', table('paid: bool', 'shard-key: paid'))).toContain(
    'has 2 values for 8 shards',
  );
  expect(message('low-cardinality-shard-key', table('status: int', 'shard-key: status'))).toContain(
    'usually has a handful of values',
  );
});

const queried = (rest: string, fields = 'a: id, b: int, c: int, t: timestamp'): string =>
  `database d { data-model: relational, table t { fields { ${fields} }, ${rest.replaceAll(/, (?=index|query)/g, '\n')} } }`;

cases('missing-index', [
  ['questions nobody foresaw', queried('index on b, query by a { access: ad-hoc }'), []],
  ['sums over all', queried('index on b, query by a { access: aggregation }'), []],
  ['a range', queried('index on b, query by a { access: range }'), ['warning']],
  ['words in another field', queried('index on b { method: inverted }, query by a'), ['warning']],
  ['words in that field', queried('index on a { method: inverted }, query by a'), []],
  ['the shard is known, the rest is not', queried('shards: 4, shard-key: a, query by [a, b]'), ['info']],
  ['the shard is not known', queried('shards: 4, shard-key: a, query by b'), []],
  ['the range comes first in the index', queried('index on [t, a], query by [a, t] { range: t }'), ['warning']],
  ['the range comes last in the index', queried('index on [a, t], query by [a, t] { range: t }'), []],
  ['sorted by what it is found by', queried('index on a, query by a { sort: a }'), []],
  ['only a range', queried('index on t, query by t { range: t }'), []],
  ['only a range, and a hash', queried('index on t { method: hash }, query by t { range: t }'), ['warning']],
  ['only a range, and another index', queried('index on b, query by t { range: t }'), ['warning']],
  ['nothing behind what it is found by', queried('index on a, query by a { sort: t }'), ['info']],
  ['another field behind it', queried('index on [a, b], query by a { sort: t }'), ['info']],
  [
    'only drawn',
    'database d { future: yes, data-model: relational, table t { fields { a: id, b: int }, index on b\n query by a } }',
    [],
  ],
  [
    'another model',
    'database d { data-model: search, table t { fields { a: id, b: int }, index on b\n query by a } }',
    [],
  ],
]);

it('says what an index lacks', () => {
  const said = (rest: string): string => message('missing-index', queried(rest));
  expect(said('index on [a, b], index on b, query by [a, b] { sort: c }')).toContain(
    'No index gives the query by `a` and `b` its order',
  );
  expect(said('index on b, query by [a, b]')).toContain('serves only a part');
});

cases('shard-key-query-mismatch', [
  [
    'a global index on another field',
    table(
      'user: id, email: text(9B), name: text(9B)',
      'shard-key: user, index on name { global: yes }, query by email',
    ),
    ['warning'],
  ],
  [
    'a global index',
    table('user: id, email: text(9B)', 'shard-key: user, index on email { global: yes }, query by email'),
    [],
  ],
  ['its own key', table('user: id, email: text(9B)', 'key: email, shard-key: user, query by email'), ['warning']],
  [
    'a table that finds it',
    'database d { shards: 8\n table t { fields { user: id, email: text(9B) }, shard-key: user, query by email }\n table u { fields { email: text(9B) }, key: email } }',
    [],
  ],
  ['never asked', table('user: id, email: text(9B)', 'shard-key: user, query by email 0%'), []],
  ['at the limit', table('user: id, email: text(9B)', 'shard-key: user, query by email 10%'), ['info']],
  ['above it', table('user: id, email: text(9B)', 'shard-key: user, query by email 10.1%'), ['warning']],
  [
    'another limit',
    table('user: id, email: text(9B)', 'shard-key: user, query by email 10%'),
    ['warning'],
    { share: 0.09 },
  ],
]);

cases('range-query-on-hash-shards', [
  ['by remainders', table('a: id', 'shard-key: a, sharding: modulo, query by a { range: a }'), ['warning']],
  ['of another field', table('a: id, b: int, c: int', 'shard-key: a, sharding: hash, query by b { range: c }'), []],
  ['only drawn', table('a: id', 'shard-key: a, sharding: hash, query by a { range: a }', 'shards: 8, future: yes'), []],
  [
    'nobody knows how many',
    table('a: id', 'shard-key: a, sharding: hash, query by a { range: a }', 'replicas: 8'),
    ['warning'],
  ],
]);

it('counts shards where they are known', () => {
  const said = (store: string): string =>
    message(
      'range-query-on-hash-shards',
      table('a: id', 'shard-key: a, sharding: hash, query by a { range: a }', store),
    );
  expect(said('shards: 8')).toContain('on all 8 shards');
  expect(said('replicas: 8')).toContain('on all shards');
});

cases('modulo-resharding', [
  ['of a table', 'database d { autoscale { min: 2, max: 9 }, table t { sharding: modulo } }', ['warning']],
  [
    'of the engine',
    'engine e { kinds: [database], sharding: modulo }\ndatabase d { engine: e, autoscale { min: 2, max: 9 } }',
    [],
  ],
  ['slots for each node', 'database d { sharding: modulo, autoscale { min: 2, max: 9 }, slots: 90 }', []],
  ['too few slots', 'database d { sharding: modulo, autoscale { min: 2, max: 9 }, slots: 89 }', ['warning']],
  [
    'another number of slots',
    'database d { sharding: modulo, autoscale { min: 2, max: 9 }, slots: 89 }',
    [],
    { slotsPerNode: 9 },
  ],
]);

const indexed = (indexes: string, flow = 'rate: 1/s, '): string =>
  `client c {}\nflow w { from: c, ${flow}op: write }\nservice s {}\ndatabase d { table t { fields { a: id, b: int, e: int, f: int, g: int, h: int }, ${indexes.replaceAll(', index', '\n index')} } }\nc -> s -> d`;
const six = ['a', 'b', 'e', 'f', 'g', 'h'].map((name) => `index on ${name}`).join(', ');

cases('over-indexed-write-heavy', [
  ['six', indexed(six), ['info']],
  ['nobody knows how much is written', indexed(six, ''), []],
  ['nobody knows how much is read', `${indexed(six)}\nflow r { from: c, op: read }`, []],
  ['unique, and a longer unique one', indexed('index on a { unique: yes }, index on [a, b] { unique: yes }'), []],
  ['a longer one', indexed('index on a, index on [a, b]'), ['info']],
]);

const repeated = (normalized: string, flows: string, more = ''): string =>
  `client c {}\n${flows}\nservice s {}\ndatabase d { table t { normalized: ${normalized}, row: 1KB }\n table u {}\n table v {}\n table w {} }\nc -> s\n${more}`;

cases('denormalization-mismatch', [
  [
    'nobody knows how much is read',
    repeated(
      'no',
      'flow r { from: c, op: read }\nflow x { from: c, rate: 1/s, op: write }',
      's -> d { for: r, reads: t }\ns -> d { for: x, stores: t }',
    ),
    [],
  ],
  [
    'nobody knows how much is written',
    repeated(
      'no',
      'flow r { from: c, rate: 1/s, op: read }\nflow x { from: c, op: write }',
      's -> d { for: r, reads: t }\ns -> d { for: x, stores: t }',
    ),
    [],
  ],
  [
    'joined nobody knows how often',
    repeated('yes', 'flow r { from: c, op: read }', 's -> d { for: r, reads: [t, u, v] }'),
    [],
  ],
  [
    'joined',
    repeated('yes', 'flow r { from: c, rate: 1/s, op: read }', 's -> d { for: r, reads: [t, u, v] }'),
    ['hint'],
  ],
  [
    'others are joined',
    repeated(
      'yes',
      'flow r { from: c, rate: 1/s, op: read }',
      's -> d { for: r, reads: [u, v, w] }\ns -> d { for: r, reads: t }',
    ),
    [],
  ],
]);

const cut = (holder: string, more = ''): string => `${more}database d { ${holder} }`;

cases('ring-without-vnodes', [
  ['nine points', cut('sharding: consistent-hash, shards: 4, virtual-nodes: 9'), ['info']],
  ['ten points', cut('sharding: consistent-hash, shards: 4, virtual-nodes: 10'), []],
  ['another limit', cut('sharding: consistent-hash, shards: 4, virtual-nodes: 10'), ['info'], { least: 11 }],
  ['said once for its tables', cut('sharding: consistent-hash, shards: 4, virtual-nodes: 9, table t {}'), ['info']],
  [
    'the points of the engine',
    cut('engine: e, sharding: consistent-hash, shards: 4', 'engine e { kinds: [database], virtual-nodes: 1 }\n'),
    [],
  ],
]);

cases('log-table-not-time-partitioned', [
  [
    'only drawn',
    'database d { data-model: relational, future: yes, table t { fields { at: timestamp }, holds: telemetry, retention: 30d } }',
    [],
  ],
  [
    'measurements',
    'database d { data-model: relational, table t { fields { at: timestamp }, holds: telemetry, retention: 30d } }',
    ['hint'],
  ],
]);

describe('log-table-not-time-partitioned', () => {
  it('cuts by the period that is set', () => {
    const code =
      'database d { data-model: relational, table t { fields { at: timestamp }, holds: telemetry, retention: 30d } }';
    expect(titles('log-table-not-time-partitioned', code)).toEqual(['Set `partition-by: day(at)`']);
  });
});

it('writes what the configuration suggests', () => {
  const first = (rule: string, code: string, options: Readonly<Record<string, unknown>>): string =>
    linted(code, everything({ [rule]: ['warning', options] })).of(rule)[0].fixes[0].title;
  const ring = cut('sharding: consistent-hash, shards: 4, virtual-nodes: 9');
  expect(first('ring-without-vnodes', ring, { points: 256 })).toBe('Set `virtual-nodes: 256`');
  const log =
    'database d { data-model: relational, table t { fields { at: timestamp }, holds: telemetry, retention: 30d } }';
  expect(first('log-table-not-time-partitioned', log, { period: 'week' })).toBe('Set `partition-by: week(at)`');
});
