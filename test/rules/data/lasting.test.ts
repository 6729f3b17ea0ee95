import { describe, expect, it } from 'vitest';
import { blobInDatabase } from '../../../language-server/src/rules/data/blob-in-database.js';
import { cacheAsSystemOfRecord } from '../../../language-server/src/rules/data/cache-as-system-of-record.js';
import { cqrsReadModelNotDerived } from '../../../language-server/src/rules/data/cqrs-read-model-not-derived.js';
import { eventStoreNotDurable } from '../../../language-server/src/rules/data/event-store-not-durable.js';
import { eventStoreWithoutSnapshots } from '../../../language-server/src/rules/data/event-store-without-snapshots.js';
import { financialWithoutAuditTrail } from '../../../language-server/src/rules/data/financial-without-audit-trail.js';
import { missingRetention } from '../../../language-server/src/rules/data/missing-retention.js';
import { searchAsPrimaryStore } from '../../../language-server/src/rules/data/search-as-primary-store.js';
import { writeHeavyWithoutBuffering } from '../../../language-server/src/rules/data/write-heavy-without-buffering.js';
import { applied, check, messages, pointedAt, said } from './checking.js';

type Case = readonly [title: string, code: string, severities: readonly string[]];

function cases(rule: Parameters<typeof messages>[1], list: readonly Case[]): void {
  it.each(list)('%s', (_, code, severities) => {
    expect(said(code, [rule])).toEqual(severities.map((severity) => `${rule.name} ${severity}`));
  });
}

describe('blob-in-database', () => {
  const table = (row: string, store = '') => `database db { ${store}\n  table x { ${row} }\n}\n`;
  const flow = (more: string, store: string, link = 's -> db') =>
    `client w {}\nflow f { from: w, op: write, ${more} }\nservice s {}\n${store}\nw -> s\n${link}\n`;
  cases(blobInDatabase, [
    ['a row of 1 MB', table('row: 1MB'), []],
    ['and one byte', table('row: 1_000_001B'), ['warning']],
    ['more than the engine takes', table('row: 401KB', 'engine: dynamodb'), ['warning']],
    ['as much as it takes', table('row: 400KB', 'engine: dynamodb'), []],
    ['a field', table('fields { id: id, picture: blob(2MB), scan: blob(3MB) }'), ['warning']],
    ['the row is said to be small', table('row: 2KB, fields { id: id, picture: blob(2MB) }'), []],
    ['unknown', table(''), []],
    ['vectors', table('row: 2MB', 'data-model: vector'), []],
    ['an object store', 'storage db { object-size: 2MB }\n', []],
    ['entries of a cache', 'cache db { object-size: 2MB }\n', ['warning']],
    ['of a cache that speaks HTTP', 'cache db { engine: varnish, object-size: 2MB }\n', []],
    ['messages', 'queue db { message-size: 2MB }\n', ['warning']],
    ['a payload', flow('request: 2MB', 'database db {}'), ['warning']],
    ['a small image', flow('request: 50KB, content: image', 'database db {}'), []],
    ['an image of any size', flow('content: image', 'database db {}'), ['warning']],
    ['JSON of any size', flow('content: json', 'database db {}'), []],
    ['the row says what is kept', flow('request: 2MB', 'database db { table x { row: 2KB } }'), []],
    ['the bytes go elsewhere', flow('request: 2MB', 'database db {}\nstorage o {}', 's -> db\ns -> o'), []],
    [
      'the link says what it sends',
      flow('request: 2MB', 'database db {}\nstorage o {}', 's -> db { request: 2MB }\ns -> o'),
      ['warning'],
    ],
    ['a delete sends nothing', flow('request: 2MB', 'database db {}', 's -> db { op: delete }'), []],
    [
      'a read',
      'client w {}\nflow f { from: w, op: read, response: 2MB }\nservice s {}\ndatabase db {}\nw -> s\ns -> db\n',
      [],
    ],
    ['drawn', table('row: 2MB', 'future: yes'), []],
  ]);

  it('puts an object store beside it', () => {
    const code =
      'service s {}\ndatabase db { table x { fields { id: id, picture: blob(2MB), scan: text(3MB) } } }\ns -> db { op: write }\n';
    const [finding] = check(code, [blobInDatabase]);
    expect(pointedAt(code, finding)).toBe('picture: blob(2MB)');
    expect(finding.message).toBe(
      'Values of `x.picture` of 2MB lie in `db`: keep the bytes in an object store, and a key to them here.',
    );
    expect(applied(code, finding.fixes[0])).toBe(
      'service s {}\ndatabase db { table x { fields { id: id, picture: text(100B), scan: text(100B) } } }\nstorage media { object-size: 2MB }\ns -> db { op: write }\ns -> media { op: write, request: 2MB }\n',
    );
    expect(messages(table('row: 500KB', 'engine: dynamodb'), blobInDatabase)[0]).toContain(
      '`db`, which takes at most 400KB',
    );
    expect(said(table('row: 200KB'), [blobInDatabase], { size: 199_999 })).toHaveLength(1);
    expect(said(table('row: 200KB'), [blobInDatabase], { size: 200_000 })).toEqual([]);
    expect(applied(table('row: 2MB'), check(table('row: 2MB'), [blobInDatabase], { small: 64 })[0].fixes[0])).toContain(
      'row: 64B',
    );
  });
});

describe('missing-retention', () => {
  const design = (store: string, op = 'write', system = '') =>
    `${system}service s {}\n${store}\ns -> db { op: ${op} }\n`;
  cases(missingRetention, [
    ['measurements', design('database db { data-model: time-series }'), ['warning']],
    [
      'in a sketch',
      design('database db { data-model: time-series }', 'write', 'system "S" { maturity: sketch }\n'),
      [],
    ],
    ['with an end', design('database db { data-model: time-series, retention: 30d }'), []],
    ['for ever', design('database db { data-model: time-series, retention: forever }'), ['info']],
    ['the engine has one', design('database db { engine: prometheus }'), []],
    ['coarser with age', design('database db { data-model: time-series, table t { downsampling: keep(1h, 1y) } }'), []],
    ['90 days at full resolution', design('database db { data-model: time-series, retention: 90d }'), []],
    ['91 days', design('database db { data-model: time-series, retention: 91d }'), ['info']],
    ['91 days of sums', design('database db { data-model: time-series, retention: 91d }', 'upsert'), []],
    ['only read', design('database db { data-model: time-series }', 'read'), []],
    ['users', design('database db { data-model: relational, holds: pii }'), []],
    ['logs', design('storage db { holds: telemetry }'), ['warning']],
    ['events', design('database db { event-store: yes }'), ['warning']],
    ['events for ever', design('database db { event-store: yes, retention: forever }'), []],
    ['a stream', design('topic db { partitions: 4 }'), ['warning']],
    ['a topic that may keep nothing', design('topic db {}'), []],
    [
      'a flow that never comes',
      'client w {}\nflow f { from: w, rate: 0/s, op: write }\ndatabase db { data-model: time-series }\nw -> db\n',
      [],
    ],
    ['drawn', design('database db { data-model: time-series, future: yes }'), []],
  ]);

  it('tells how fast it grows, and ends it', () => {
    const code =
      'client w {}\nflow f { from: w, rate: 1k/s, op: write }\ndatabase db { data-model: time-series\n  table t { row: 100B }\n}\nw -> db\n';
    const [finding] = check(code, [missingRetention]);
    expect(finding.message).toBe(
      '`t` keeps measurements and grows by 8.64GB a day without bound: nothing says how long they are kept.',
    );
    expect(applied(code, finding.fixes[0])).toContain(
      'row: 100B, retention: 1y, downsampling: [keep(1min, 30d), keep(1h, 1y)] }',
    );
    const events = design('database db { event-store: yes }');
    expect(applied(events, check(events, [missingRetention])[0].fixes[0])).toContain(
      'event-store: yes, retention: forever',
    );
    const raw = design('database db { data-model: time-series, retention: 30d }');
    expect(said(raw, [missingRetention], { rawDays: 29 })).toEqual(['missing-retention info']);
  });
});

describe('search-as-primary-store', () => {
  const design = (store: string, more = '') =>
    `service s {}\ndatabase db { data-model: search, ${store} }\n${more}s -> db { op: write }\n`;
  cases(searchAsPrimaryStore, [
    ['the only store', design('replicas: 2'), ['error']],
    ['derived', design('derived-from: x', 'database x {}\n'), []],
    ['may be lost', design('durability: best-effort'), []],
    ['telemetry', design('holds: telemetry'), []],
    ['telemetry and more', design('holds: [telemetry, pii]'), ['error']],
    ['drawn', design('future: yes'), []],
    ['the writer keeps it too', design('replicas: 2', 'database x {}\ns -> x { op: write }\n'), []],
    ['the writer reads it somewhere', design('replicas: 2', 'storage x {}\ns -> x { op: read }\n'), []],
    ['far behind a source', design('replicas: 2', 'database x {}\ntopic t {}\nx ~> t { capture: cdc }\nt ~> s\n'), []],
    ['events that are kept', design('replicas: 2', 'topic t { event-store: yes }\nt ~> s\n'), []],
    ['events that are not', design('replicas: 2', 'topic t {}\nt ~> s\n'), ['error']],
    ['only a cache', design('replicas: 2', 'cache c {}\ns -> c { op: write }\n'), ['error']],
    ['only read', 'service s {}\ndatabase db { data-model: search }\ns -> db { op: read }\n', []],
    [
      'the flow may be lost',
      'client w {}\nflow f { from: w, op: write, durability: best-effort }\ndatabase db { data-model: search }\nw -> db\n',
      [],
    ],
  ]);

  it('puts a database in front', () => {
    const code = design('replicas: 2');
    const [finding] = check(code, [searchAsPrimaryStore]);
    expect(finding.message).toContain('`db`, a search engine, is the only store of what `s` writes');
    expect(applied(code, finding.fixes[0])).toBe(
      'service s {}\ndatabase db { data-model: search, replicas: 2 }\ndatabase db-source {}\ndb-source ~> db { capture: cdc }\ns -> db-source { op: write }\n',
    );
  });
});

describe('cqrs-read-model-not-derived', () => {
  const head = 'service s {}\nworker p {}\ndatabase x {}\ndatabase v { derived-from: x }\ns -> x { op: write }\n';
  cases(cqrsReadModelNotDerived, [
    ['both by one', `${head}s -> v { op: write }\n`, ['warning']],
    ['by somebody who never hears of it', `${head}p -> v { op: write }\n`, ['warning']],
    ['captured', `${head}x ~> v { capture: cdc }\n`, []],
    ['published by its writer', `${head}topic t {}\ns ~> t\nt ~> p\np -> v { op: write }\n`, []],
    ['read from the source', `${head}p -> x { op: read }\np -> v { op: write }\n`, []],
    [
      'through another service',
      `${head}topic t {}\nservice q {}\nx ~> t { capture: outbox }\nt ~> q\nq -> p\np -> v { op: write }\n`,
      [],
    ],
    ['nothing writes it', head, []],
    [
      'nothing says what from',
      'service s {}\ndatabase x {}\ndatabase v {}\ns -> x { op: write }\ns -> v { op: write }\n',
      [],
    ],
    [
      'a table of the same database',
      'service s {}\ndatabase x { derived-from: t, table t {} }\ns -> x { op: write }\n',
      [],
    ],
    ['drawn', `${head}s -> v { op: write }\n`.replace('derived-from: x', 'derived-from: x, future: yes'), []],
  ]);

  it('feeds it from the changes', () => {
    const code = `${head}s -> v { op: write, timeout: 1s }\n`;
    const [finding] = check(code, [cqrsReadModelNotDerived]);
    expect(finding.message).toBe(
      '`s` writes `x` and the read model `v` itself: where one of the two writes fails, they tell different stories from then on.',
    );
    expect(applied(code, finding.fixes[0])).toBe(`${head}x ~> v { capture: cdc }\n`);
    expect(check(`${head}s -> v { op: write }\ns -> v { op: read }\n`, [cqrsReadModelNotDerived])).toHaveLength(1);
  });
});

describe('event stores', () => {
  const store = (more: string) => `topic e { event-store: yes, ${more} }\n`;
  cases(eventStoreWithoutSnapshots, [
    ['1,000 events', store('events-per-key: 1000, retention: forever'), []],
    ['1,001', store('events-per-key: 1001'), ['info']],
    ['unknown, for ever', store('retention: forever'), ['info']],
    ['unknown, with an end', store('retention: 1y'), []],
    ['unknown', store('partitions: 4'), []],
    ['a snapshot', store('retention: forever, snapshot { every: 10 }'), []],
    ['a snapshot of its consumer', `service p { snapshot { every: 10 } }\n${store('retention: forever')}e ~> p\n`, []],
    ['no event store', 'topic e { events-per-key: 5000 }\n', []],
    ['in a sketch', `system "S" { maturity: sketch }\n${store('retention: forever')}`, []],
    ['drawn', store('retention: forever, future: yes'), []],
  ]);

  it('writes a snapshot', () => {
    const code = store('events-per-key: 20k');
    const [finding] = check(code, [eventStoreWithoutSnapshots], { every: 250 });
    expect(finding.message).toBe(
      'Loading from `e` replays all 20k events of an aggregate: there is no snapshot to start from.',
    );
    expect(applied(code, finding.fixes[0])).toBe(
      'topic e { event-store: yes, events-per-key: 20k, snapshot { every: 250 } }\n',
    );
    expect(said(code, [eventStoreWithoutSnapshots], { events: 20_000 })).toEqual([]);
    expect(said(code, [eventStoreWithoutSnapshots], { events: 19_999 })).toHaveLength(1);
  });

  const changing = (op: string) => `service s {}\ndatabase e { event-store: yes }\ns -> e { op: ${op} }\n`;
  cases(eventStoreNotDurable, [
    ['a week', store('retention: 7d'), ['error']],
    ['for ever', store('retention: forever'), []],
    ['the engine’s', store('engine: kafka'), []],
    ['archived', `storage a {}\n${store('retention: 7d, archive: a')}`, []],
    ['with snapshots', store('retention: 7d, snapshot { every: 10 }'), []],
    ['appends', changing('write'), []],
    ['deletes', changing('delete'), ['error']],
    ['perhaps overwrites', changing('upsert'), ['info']],
    [
      'one link deletes and overwrites',
      'client w {}\nflow a { from: w, op: upsert }\nflow b { from: w, op: delete }\ndatabase e { event-store: yes }\nw -> e\n',
      ['error'],
    ],
    ['no event store', 'topic e { retention: 7d }\n', []],
    ['drawn', store('retention: 7d, future: yes'), []],
  ]);

  it('keeps them for ever', () => {
    const code = store('retention: 7d');
    const [finding] = check(code, [eventStoreNotDurable]);
    expect(finding.message).toBe(
      '`e` is an event store, but drops its events after 7d: state older than that cannot be replayed.',
    );
    expect(applied(code, finding.fixes[0])).toBe(store('retention: forever'));
  });
});

describe('write-heavy-without-buffering', () => {
  const design = (rate: string, store = 'replicas: 1, capacity: 1k/s', link = '', more = '') =>
    `client w {}\nflow f { from: w, rate: ${rate}, peak: 1x, op: write }\n${more}service s {}\ndatabase db { ${store} }\nw -> s\ns -> db { ${link} }\n`;
  const reads = (rate: string) => `flow r { from: w, rate: ${rate}, peak: 1x, op: read }\n`;
  cases(writeHeavyWithoutBuffering, [
    ['70%', design('700/s'), []],
    ['71%', design('710/s'), ['info']],
    ['in batches', design('900/s', 'replicas: 1, capacity: 1k/s', 'batch: 10').replace('900/s', '9k/s'), []],
    ['capacity unknown', design('900/s', 'replicas: 1, storage: 1TB'), []],
    ['replicas unknown', design('900/s', 'capacity: 1k/s'), []],
    ['one read for ten writes', design('900/s', 'replicas: 1, capacity: 1k/s', '', reads('90/s')), ['info']],
    ['a little more', design('900/s', 'replicas: 1, capacity: 1k/s', '', reads('91/s')), []],
    ['made for it', design('900/s', 'replicas: 1, capacity: 1k/s, data-model: wide-column'), []],
    ['made for it, and too much', design('1100/s', 'replicas: 1, capacity: 1k/s, data-model: wide-column'), ['info']],
    [
      'through a stream',
      'client w {}\nflow f { from: w, rate: 900/s, peak: 1x, op: write }\ntopic t {}\nservice s {}\ndatabase db { replicas: 1, capacity: 1k/s }\nw ~> t\nt ~> s\ns -> db\n',
      [],
    ],
    ['drawn', design('900/s', 'replicas: 1, capacity: 1k/s, future: yes'), []],
  ]);

  it('puts a stream in front', () => {
    const code = design('900/s');
    const [finding] = check(code, [writeHeavyWithoutBuffering]);
    expect(finding.message).toBe(
      '900/s of writes at peak go one by one from `s` to `db`, 90% of what it can take, and no reads: a stream and a writer with batches would smooth them.',
    );
    const plain = code.replace(' {  }', '');
    expect(applied(plain, check(plain, [writeHeavyWithoutBuffering], { batch: 50 })[0].fixes[0])).toContain(
      'topic ingest {}\nworker db-writer {}\ningest ~> db-writer\ndb-writer -> db { batch: 50 }\nw -> s\ns ~> ingest\n',
    );
    expect(said(code, [writeHeavyWithoutBuffering], { load: 0.9 })).toEqual([]);
    expect(said(code, [writeHeavyWithoutBuffering], { load: 0.89 })).toHaveLength(1);
    expect(
      said(design('900/s', 'replicas: 1, capacity: 1k/s', '', reads('90/s')), [writeHeavyWithoutBuffering], {
        ratio: 11,
      }),
    ).toEqual([]);
  });
});

describe('financial-without-audit-trail', () => {
  cases(financialWithoutAuditTrail, [
    ['money', 'database db { holds: financial }\n', ['warning']],
    ['health in an object store', 'storage db { holds: [pii, health] }\n', ['warning']],
    ['neither', 'database db { holds: pii }\n', []],
    ['in a sketch', 'system "S" { maturity: sketch }\ndatabase db { holds: financial }\n', []],
    ['audited', 'topic a {}\ndatabase db { holds: financial, audit: a }\n', []],
    ['the audit itself', 'database a { holds: financial }\ndatabase db { holds: financial, audit: a }\n', []],
    [
      'the table of the audit',
      'database a { holds: financial, table t {} }\ndatabase db { holds: financial, audit: t }\n',
      [],
    ],
    ['captured', 'topic t {}\ndatabase db { holds: financial }\ndb ~> t { capture: cdc }\n', []],
    [
      'the writer records it',
      'service s {}\nservice a { role: audit }\ndatabase db { holds: financial }\ns -> db { op: write }\ns ~> a\n',
      [],
    ],
    [
      'only the reader does',
      'service s {}\nservice a { role: audit }\ndatabase db { holds: financial }\ns -> db { op: read }\ns ~> a\n',
      ['warning'],
    ],
    ['an index of it', 'database x {}\ndatabase db { holds: financial, derived-from: x }\n', []],
    ['drawn', 'database db { holds: financial, future: yes }\n', []],
  ]);

  it('adds a record under a free name', () => {
    const code = 'queue audit-log {}\ndatabase db { holds: [financial, health] }\n';
    const [finding] = check(code, [financialWithoutAuditTrail]);
    expect(finding.message).toBe(
      '`db` holds `financial` and `health` data, but nothing records who changed it, and when.',
    );
    expect(pointedAt(code, finding)).toBe('holds: [financial, health]');
    expect(applied(code, finding.fixes[0])).toBe(
      'queue audit-log {}\ndatabase db { holds: [financial, health], audit: audit-log-2 }\ndatabase audit-log-2 { role: audit, retention: 7y }\n',
    );
  });
});

describe('cache-as-system-of-record', () => {
  const design = (cache: string, more = '', op = 'write') =>
    `service s {}\ncache c { ${cache} }\n${more}s -> c { op: ${op} }\n`;
  cases(cacheAsSystemOfRecord, [
    ['orders', design('holds: order'), ['error']],
    ['a table of bookings', design('table t { holds: booking }'), ['error']],
    ['nothing says that it must last', design('ttl: 1h'), []],
    ['it must', design('durability: required'), ['error']],
    ['it may be lost', design('holds: order, durability: best-effort'), []],
    ['sessions', design('holds: [session, pii]'), []],
    ['counters', design('holds: counter'), []],
    ['only read', design('holds: order', '', 'read'), []],
    ['entries are dropped', design('holds: order', '', 'invalidate'), []],
    ['filled from a store', design('holds: order', 'database d {}\nc -> d\n'), []],
    ['missed into a store', design('holds: order', 'database d {}\ns -> d { op: read, on-miss: c }\n'), []],
    ['derived', design('holds: order, derived-from: d', 'database d {}\n'), []],
    ['written elsewhere too', design('holds: order', 'database d {}\ns -> d { op: write }\n'), []],
    ['only read elsewhere', design('holds: order', 'database d {}\ns -> d { op: read }\n'), ['error']],
    ['handed over too', design('holds: order', 'queue q {}\ns ~> q\n'), []],
    ['survives, on two', design('holds: order, persistence: snapshot, replicas: 2'), []],
    ['survives, on one', design('holds: order, persistence: snapshot, replicas: 1'), ['error']],
    ['two that do not survive', design('holds: order, persistence: none, replicas: 2'), ['error']],
    ['a managed one that survives', design('holds: order, engine: memorydb'), []],
    [
      'a database in memory',
      'service s {}\ndatabase c { engine: hazelcast, holds: order }\ns -> c { op: write }\n',
      ['warning'],
    ],
    ['a database on disk', 'service s {}\ndatabase c { engine: postgres, holds: order }\ns -> c { op: write }\n', []],
    [
      'the flow keeps it on its way',
      'client w {}\nflow f { from: w, op: write, carries: order }\nservice s {}\ncache c {}\ndatabase d {}\nw -> s\ns -> c\ns -> d\n',
      [],
    ],
    [
      'another flow does',
      'client w {}\nflow f { from: w, op: write, carries: order }\nflow g { from: w, op: write }\nservice s {}\ncache c {}\ndatabase d {}\nw -> s\ns -> c { for: f }\ns -> d { for: g }\n',
      ['error'],
    ],
    ['drawn', design('holds: order, future: yes'), []],
  ]);

  it('writes a log, on two replicas', () => {
    const code = design('holds: order, replicas: 1');
    const [finding] = check(code, [cacheAsSystemOfRecord]);
    expect(finding.message).toBe('`order` data is only in `c`, a cache: an eviction or a restart deletes it.');
    expect(applied(code, finding.fixes[0])).toBe(design('holds: order, replicas: 2, persistence: append-log'));
    expect(
      said(design('holds: order, persistence: snapshot, replicas: 2'), [cacheAsSystemOfRecord], { replicas: 3 }),
    ).toHaveLength(1);
  });
});
