import { describe, expect, it } from 'vitest';
import { linted } from '../linting.js';
import { cases, message } from '../reliability/cases.js';

/** One table of a store with a data model. */
const store = (model: string, table: string, more = ''): string =>
  `database d { data-model: ${model}, table t { ${table} } }${more}`;
/** A flow of so many requests a second through a service. */
const asked = (perSecond: string, op: string, rest: string, link = ''): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: ${perSecond}/s, op: ${op} }\nservice s {}\n${rest}\nc -> s\ns -> d { ${link} }`;

cases('access-pattern-mismatch', [
  ['a relational store deletes', asked('1', 'delete', store('relational', 'row: 1KB')), []],
  ['a time-series store deletes', asked('1', 'delete', store('time-series', 'row: 1KB')), ['warning']],
  ['a key-value store may take measurements', asked('20k', 'write', store('key-value', 'holds: telemetry')), []],
  ['a document store may not', asked('20k', 'write', store('document', 'holds: telemetry')), ['warning']],
  ['measurements, just as many as the limit', asked('10k', 'write', store('document', 'holds: telemetry')), []],
  [
    'measurements of nobody knows how many',
    `service s {}\n${store('document', 'holds: telemetry')}\ns -> d { op: write }`,
    [],
  ],
  [
    'another limit for measurements',
    asked('10k', 'write', store('document', 'holds: telemetry')),
    ['warning'],
    { pointsPerSecond: 9_999 },
  ],
  [
    'they go to another table',
    asked(
      '20k',
      'write',
      'database d { data-model: relational, table t { holds: telemetry }\n table u {} }',
      'stores: u',
    ),
    [],
  ],
  ['few rows to join', store('key-value', 'rows: 100, access: join'), ['warning']],
  ['few rows to search', store('key-value', 'rows: 100, access: full-text'), ['hint']],
  ['as many as the limit', store('key-value', 'rows: 1M, access: full-text'), ['hint']],
  ['many rows to search', store('key-value', 'rows: 1.001M, access: full-text'), ['warning']],
  ['another limit for texts', store('key-value', 'rows: 1M, access: full-text'), ['warning'], { smallText: 999_999 }],
  ['nobody knows how many rows to search', store('key-value', 'access: full-text'), ['warning']],
  ['an index does not join', store('key-value', 'fields { a: id }, access: join, index on a'), ['warning']],
  ['a graph without walks', store('graph', 'access: key'), ['warning']],
  [
    'a graph, and of one table nobody says',
    'database d { data-model: graph, table t { access: key }\n table u {} }',
    [],
  ],
  [
    'a graph, and a query does not say',
    'database d { data-model: graph, table t { access: key }\n table u { fields { a: id }, query by a } }',
    [],
  ],
  [
    'a graph whose tables are only found by key',
    'database d { data-model: graph, table t { access: key }\n table u { fields { a: id }, query by a { access: key } } }',
    ['warning'],
  ],
  ['a graph that takes many writes', asked('5001', 'write', store('graph', 'access: traversal')), ['warning']],
  ['a graph that takes as many as the limit', asked('5k', 'write', store('graph', 'access: traversal')), []],
  [
    'another limit for graphs',
    asked('5k', 'write', store('graph', 'access: traversal')),
    ['warning'],
    { graphWrites: 4999 },
  ],
  ['only drawn', 'database d { data-model: key-value, future: yes, table t { access: join } }', []],
]);

const sent = (target: string, flow = 'op: write, request: 2MB', link = '', arrow = '->'): string =>
  `client c {}\nflow f { from: c, ${flow} }\nservice s {}\n${target}\nc -> s\ns ${arrow} d { ${link} }`;

cases('blob-in-database', [
  ['into a topic', sent('topic d {}', undefined, '', '~>'), ['warning']],
  ['into a queue', sent('queue d {}', undefined, '', '~>'), ['warning']],
  ['small objects', 'cache d { object-size: 1MB }', []],
  ['objects', 'cache d { object-size: 1.1MB }', ['warning']],
  ['another limit', 'cache d { object-size: 1.1MB }', [], { size: 2_000_000 }],
  ['the objects of the engine', 'engine e { kinds: [cache], object-size: 2MB }\ncache d { engine: e }', []],
  ['a field that is just as large', 'database d { data-model: relational, table t { fields { a: text(1MB) } } }', []],
  [
    'a field that is larger',
    'database d { data-model: relational, table t { fields { a: text(1.1MB) } } }',
    ['warning'],
  ],
  ['messages that say how small they are', sent('queue d { message-size: 1KB }', undefined, '', '~>'), []],
  ['entries that say how small they are', sent('cache d { object-size: 1KB }'), []],
  [
    'captured changes',
    'client c {}\nflow f { from: c, op: write, request: 2MB }\nstorage s {}\ntopic d {}\nc -> s\ns ~> d { capture: event }',
    [],
  ],
  [
    'another table says its rows',
    sent('database d { data-model: relational, table t { row: 1KB }\n table u {} }', undefined, 'stores: u'),
    ['warning'],
  ],
  [
    'the table says its rows',
    sent('database d { data-model: relational, table t { row: 1KB }\n table u {} }', undefined, 'stores: t'),
    [],
  ],
  ['the table says its fields', sent('database d { data-model: relational, table t { fields { a: id } } }'), []],
  ['the table says nothing', sent('database d { data-model: relational, table t {} }'), ['warning']],
  ['no flow', 'service s {}\nqueue d {}\ns ~> d { op: write, request: 2MB }', ['warning']],
  ['deleted', sent('database d { data-model: relational }', 'op: delete, request: 2MB'), []],
  ['only drawn', 'cache d { object-size: 2MB, future: yes }', []],
]);

it('says what a product takes at most, where the size is known', () => {
  const engine = 'engine e { kinds: [queue], max-object: 256KB }\nqueue d { engine: e }';
  expect(message('blob-in-database', sent(engine, 'op: write, request: 2MB', '', '~>'))).toContain(
    'of 2MB go into `d`, which takes at most 256KB',
  );
  expect(message('blob-in-database', sent(engine, 'op: write, content: image', '', '~>'))).toBe(
    'Images of `f` go into `d`: keep the bytes in an object store, and a key to them here.',
  );
  expect(message('blob-in-database', 'service s {}\nqueue d {}\ns ~> d { op: write, request: 2MB }')).toContain(
    'Payloads of 2MB',
  );
});

const claims = (side: string, settings: string, link = '', caller = ''): string =>
  `service s {${caller}}\ndatabase d { cap: ${side}, ${settings} }\ns -> d { op: read, ${link} }`;
const async = 'replicas: 3, replication { mode: async }';

cases('ca-system-claim', [
  [
    'one copy answers and confirms',
    claims(
      'AP',
      'replication-factor: 1, replicas: 3, replication { topology: leaderless, write-quorum: 1, read-quorum: 1 }',
    ),
    [],
  ],
  ['followers answer', claims('CP', async, 'read-from: followers'), ['warning']],
  ['the leader answers', claims('CP', async, 'read-from: leader'), []],
  ['followers will answer', claims('CP', async, 'read-from: followers', ' future: yes '), []],
]);

const memory = 'engine e { kinds: [cache, database], persistence: none }\n';
const keeps = (rest: string, flow = 'op: write'): string =>
  `${memory}client c {}\nflow f { from: c, ${flow} }\nservice s {}\ncache k { holds: order }\n${rest}\nc -> s`;

cases('cache-as-system-of-record', [
  [
    'an engine that forgets',
    'service s {}\nengine e { kinds: [cache], persistence: none }\ncache k { engine: e, holds: order }\ns -> k { op: write }',
    ['error'],
  ],
  [
    'a database that forgets',
    `${memory}service s {}\ndatabase d { engine: e, holds: order }\ns -> d { op: write }`,
    ['warning'],
  ],
  [
    'a database that must not forget',
    `${memory}service s {}\ndatabase d { engine: e, holds: order, durability: required }\ns -> d { op: write }`,
    [],
  ],
  ['both forget', keeps('database d { engine: e, holds: order }\ns -> k\ns -> d'), ['error', 'warning']],
  ['a database is only read', keeps('database d {}\ns -> k\ns -> d { op: read }'), ['error']],
  ['objects are only read', keeps('storage d {}\ns -> k\ns -> d { op: read }'), ['error']],
  ['a queue has it as well', keeps('queue q {}\ns -> k { op: write }\ns ~> q', 'durability: required'), []],
  [
    'two caches, no flow',
    'service s {}\ncache k { holds: order }\ncache l { holds: order }\ns -> k { op: write }\ns -> l { op: write }',
    ['error', 'error'],
  ],
  [
    'more replicas are asked for',
    'service s {}\ncache k { holds: order, persistence: append-log, replicas: 2 }\ns -> k { op: write }',
    ['error'],
    { replicas: 3 },
  ],
]);

/** A flow that needs something of a store, over a service. */
const needs = (level: string, target: string, more = '', link = ''): string =>
  `client c {}\nflow f { from: c, op: read, consistency: ${level} }\nservice s {}\n${target}\nc -> s\ns -> d { ${link} }${more}`;
const weak = 'database d { consistency: eventual }';
const money = (rest = '', more = ''): string => `service s {}\ndatabase d { holds: financial, ${rest} }\n${more}`;

cases('consistency-mismatch', [
  ['objects', needs('linearizable', 'storage d { consistency: eventual }'), ['error']],
  ['as asked', needs('session', 'database d { consistency: session }'), []],
  [
    'asked on the link, and by its data: once',
    money('consistency: eventual', 's -> d { op: read, consistency: linearizable }'),
    ['error'],
  ],
  ['the engine says it', `engine e { kinds: [database], consistency: eventual }\n${money('engine: e')}`, ['error']],
  [
    'a reason beside what the engine says',
    `engine e { kinds: [database], consistency: eventual }\n${money('engine: e, because: "cheap"')}`,
    ['error'],
  ],
  ['a reason beside it', money('consistency: eventual, because: "summaries"'), []],
  ['each link says what it needs', money('consistency: eventual', 's -> d { op: write, consistency: eventual }'), []],
  [
    'one of two links says',
    money('consistency: eventual', 'service t {}\ns -> d { op: write, consistency: eventual }\nt -> d { op: write }'),
    ['error'],
  ],
  ['only drawn', money('consistency: eventual, future: yes'), []],
  [
    'the strongest need counts, first',
    `${needs('linearizable', 'database d { consistency: causal }')}\nflow g { from: c, op: read, consistency: session }`,
    ['error'],
  ],
  [
    'the strongest need counts, last',
    `${needs('session', 'database d { consistency: causal }')}\nflow g { from: c, op: read, consistency: linearizable }`,
    ['error'],
  ],
  [
    'asked of a hand-over',
    'service s {}\ndatabase d { consistency: eventual }\ns ~> d { op: write, consistency: linearizable }',
    [],
  ],
  [
    'asked of what is only drawn',
    'service s { future: yes }\ndatabase d { consistency: eventual }\ns -> d { op: read, consistency: linearizable }',
    [],
  ],
  [
    'behind a client that is told',
    needs('linearizable', `${weak}\nclient w {}`).replace('s -> d {  }', 's -> w\nw -> d'),
    [],
  ],
  ['on a link of another flow', needs('linearizable', weak, '\nflow g { from: c, op: read }', 'for: g'), []],
  ['on its own link', needs('linearizable', weak, '', 'for: f'), ['error']],
  ['a store that is only drawn', needs('linearizable', 'database d { consistency: eventual, future: yes }'), []],
  [
    'a read through a cache that writes through',
    needs('linearizable', 'cache d { pattern: write-through }'),
    ['error'],
  ],
  ['a write into it', needs('linearizable', 'cache d { pattern: write-through }', '', 'op: write'), []],
  ['sessions', needs('linearizable', 'database d { consistency: eventual, holds: session }'), []],
  ['orders', needs('linearizable', 'database d { consistency: eventual, holds: order }'), ['error']],
  [
    'orders and sessions',
    needs('linearizable', 'database d { consistency: eventual, holds: [session, order] }'),
    ['error'],
  ],
  [
    'strong by itself, with quorums besides',
    needs(
      'linearizable',
      'engine e { kinds: [database], consistency: linearizable, replication { topology: leaderless } }\ndatabase d { engine: e, replication-factor: 3, replication { write-quorum: 2, read-quorum: 2 } }',
    ),
    [],
  ],
  [
    'eventual by itself, and quorums that overlap',
    needs(
      'session',
      'engine e { kinds: [database], consistency: eventual, replication { topology: leaderless } }\ndatabase d { engine: e, replication-factor: 3, replication { write-quorum: 2, read-quorum: 2 } }',
    ),
    [],
  ],
]);

it('points at what the design itself says of the consistency', () => {
  const code = money('consistency: eventual');
  const [finding] = linted(code).of('consistency-mismatch');
  expect(code.slice(finding.at.offset, finding.at.end)).toBe('eventual');
  expect(message('consistency-mismatch', needs('linearizable', weak))).toMatch(/^`f` needs linearizable consistency/);
});

const views = (source: string, links: string, from = 'd'): string =>
  `service s {}\nservice p {}\n${source}\ndatabase v { derived-from: ${from} }\n${links}`;

cases('cqrs-read-model-not-derived', [
  ['the source feeds it itself', views('database d {}', 's -> d { op: write }\nd ~> v { capture: cdc }'), []],
  [
    'the source feeds it, as a flow writes',
    'client c {}\nflow f { from: c, op: write }\ndatabase d {}\ndatabase v { derived-from: d }\nc -> d\nd ~> v { capture: cdc }',
    [],
  ],
  [
    'written later by the one that writes the source',
    views('database d {}', 's -> d { op: write }\ns ~> v { op: write }'),
    ['warning'],
  ],
  ['from a table', views('database d { table t {} }', 's -> d { op: write }\ns -> v { op: write }', 't'), ['warning']],
  ['from objects', views('storage d {}', 's -> d { op: write }\ns -> v { op: write }'), ['warning']],
  ['from events', views('topic d {}', 's ~> d { op: write }\np -> v { op: write }'), ['warning']],
  ['from a cache', views('cache d { ttl: 1h }', 's -> d { op: write }\ns -> v { op: write }'), []],
  ['from what is only drawn', views('database d { future: yes }', 's -> v { op: write }'), []],
  [
    'objects that are derived',
    'service s {}\ndatabase d {}\nstorage v { derived-from: d }\ns -> d { op: write }\ns -> v { op: write }',
    [],
  ],
  [
    'the copy is only drawn',
    views('database d {}', 's -> d { op: write }\ns -> v { op: write }').replace(
      'derived-from: d',
      'derived-from: d, future: yes',
    ),
    [],
  ],
]);

it('shows where both are written', () => {
  const code = views('database d {}', 's -> d { op: write }\ns ~> v { op: write }');
  expect(message('cqrs-read-model-not-derived', code)).toContain('never hears of changes there');
});

cases('event-store-not-durable', [
  [
    'its changes are captured',
    'client c {}\nflow f { from: c, op: upsert }\ndatabase d {}\ntopic t { event-store: yes, retention: forever }\nc -> d\nd ~> t { capture: cdc }',
    [],
  ],
]);

const audited = (rest: string, links = 's -> d { op: write }'): string =>
  `service s {}\ndatabase d { holds: financial }\n${rest}\n${links}`;

cases('financial-without-audit-trail', [
  ['nothing records it', audited(''), ['warning']],
  [
    'its writer writes elsewhere, too',
    audited('database e {}', 's -> d { op: write }\ns -> e { op: write }'),
    ['warning'],
  ],
  [
    'its writer writes the record, too',
    audited('database e { role: audit }', 's -> d { op: write }\ns -> e { op: write }'),
    [],
  ],
  ['its writer writes events, too', audited('topic e { event-store: yes }', 's -> d { op: write }\ns ~> e'), []],
  ['it is copied, not captured', audited('database e {}', 's -> d { op: write }\nd ~> e'), ['warning']],
  ['it is the record', 'database d { holds: financial, role: audit }', []],
  ['a cache of it', 'cache d { holds: financial }', []],
  ['messages of it', 'queue d { holds: financial }', []],
  ['objects of it', 'storage d { holds: health }', ['warning']],
  ['only drawn', 'database d { holds: financial, future: yes }', []],
]);

it('points at the class that is written on the store', () => {
  const pointed = (code: string): string => {
    const [{ at }] = linted(code).of('financial-without-audit-trail');
    return code.slice(at.offset, at.end);
  };
  expect(pointed('database d { holds: [pii, financial] }')).toBe('holds: [pii, financial]');
  expect(pointed('database d { holds: pii, table t { holds: financial } }')).toMatch(/^database d/);
});

describe('search-as-primary-store', () => {
  it('counts those who write it', () => {
    const code =
      'service a {}\nservice b {}\ndatabase d { data-model: search }\na -> d { op: write }\nb -> d { op: write }';
    expect(message('search-as-primary-store', code)).toContain('`a` and `b` write:');
    expect(message('search-as-primary-store', code.replace('\nb -> d { op: write }', ''))).toContain('`a` writes:');
  });
});

cases('search-as-primary-store', [
  ['a relational store', 'service a {}\ndatabase d { data-model: relational }\na -> d { op: write }', []],
  ['only drawn', 'service a {}\ndatabase d { data-model: search, future: yes }\na -> d { op: write }', []],
  ['nobody writes it', 'service a {}\ndatabase d { data-model: search }\na -> d { op: read }', []],
]);

const loaded = (op: string, target: string, link = '', arrow = '->', caller = 'service s {}'): string =>
  `client c { peak: 1x }\nflow f { from: c, rate: 1k/s, op: ${op} }\n${caller}\n${target}\nc -> s\ns ${arrow} d { ${link} }`;
const full = 'database d { replicas: 1, capacity: 1100/s }';

cases('write-heavy-without-buffering', [
  ['one by one', loaded('write', full), ['info']],
  ['objects', loaded('write', full.replace('database', 'storage')), []],
  ['handed over', loaded('write', full, '', '~>'), []],
  ['by a worker', loaded('write', full, '', '->', 'worker s {}'), []],
  [
    'out of a queue',
    'client c { peak: 1x }\nflow f { from: c, rate: 1k/s, op: write }\nqueue q {}\nservice s {}\ndatabase d { replicas: 1, capacity: 1100/s }\nc ~> q ~> s\ns -> d',
    [],
  ],
  [
    'out of a topic',
    'client c { peak: 1x }\nflow f { from: c, rate: 1k/s, op: write }\ntopic q {}\nservice s {}\ndatabase d { replicas: 1, capacity: 1100/s }\nc ~> q ~> s\ns -> d',
    [],
  ],
  [
    'a time-series store that can take them',
    loaded('write', 'database d { data-model: time-series, replicas: 1, capacity: 1100/s }'),
    [],
  ],
  [
    'a time-series store that cannot',
    loaded('write', 'database d { data-model: time-series, replicas: 1, capacity: 900/s }'),
    ['info'],
  ],
  ['nobody knows how many', loaded('write', full).replace('rate: 1k/s, ', ''), []],
  ['nobody knows how much is read', `${loaded('write', full)}\nflow r { from: c, op: read }`, []],
  ['nobody knows what it can take', loaded('write', 'database d { replicas: 1 }'), []],
  [
    'one of the writers is not known',
    `${loaded('write', full)}\nservice t {}\nflow g { from: t, op: write }\nt -> d`,
    [],
  ],
  ['only drawn', loaded('write', full.replace('replicas', 'future: yes, replicas')), []],
  ['just 70%', loaded('write', 'database d { replicas: 1, capacity: 1430/s }'), []],
]);

const lists = (table: string, flow = 'rate: 1/s, op: upsert', rest = ''): string =>
  `client c {}\nflow f { from: c, ${flow} }\nservice s {}\ndatabase d { data-model: document, table t { fields { a: id, l: list(id) }, ${table} }${rest} }\nc -> s\ns -> d`;

cases('unbounded-document-growth', [
  ['grows out of its document', lists('rows: 1'), ['warning']],
  ['other tables are updated', `${lists('rows: 1', undefined, '\n table u {}')} { stores: u }`, []],
  ['no documents yet', lists('rows: 0'), ['info']],
  ['nobody knows how often', lists('rows: 1', 'op: upsert'), ['info']],
  [
    'no flow',
    'service s {}\ndatabase d { data-model: document, table t { fields { l: list(id) }, rows: 1 } }\ns -> d { op: upsert }',
    ['info'],
  ],
  ['nothing comes', lists('rows: 1', 'rate: 0/s, op: upsert'), []],
  ['gone before', lists('rows: 1, retention: 1d'), []],
  ['only drawn', lists('rows: 1').replace('data-model', 'future: yes, data-model'), []],
]);

it('grows by what is sent, else by one value', () => {
  const said = (code: string): string => message('unbounded-document-growth', code);
  expect(said(lists('rows: 1'))).toContain('grows by 691kB a day'.replace('kB', 'KB'));
  expect(said(lists('rows: 1').replace('list(id)', 'list(uuid)'))).toContain('grows by 1.38MB a day');
  expect(said(lists('rows: 1', 'rate: 1/s, op: upsert, request: 1KB'))).toContain('grows by 86.4MB a day');
  const two = `${lists('rows: 1', 'rate: 1/s, op: upsert, request: 1KB')} { for: f }\nflow g { from: c, rate: 1/s, op: upsert, request: 2KB }\ns -> d { for: g }`;
  expect(said(two)).toContain('grows by 259MB a day');
});
