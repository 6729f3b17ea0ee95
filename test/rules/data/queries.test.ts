import { describe, expect, it } from 'vitest';
import { accessPatternMismatch } from '../../../language-server/src/rules/data/access-pattern-mismatch.js';
import { crossShardTransaction } from '../../../language-server/src/rules/data/cross-shard-transaction.js';
import { hotKey } from '../../../language-server/src/rules/data/hot-key.js';
import { missingIndex } from '../../../language-server/src/rules/data/missing-index.js';
import { moduloResharding } from '../../../language-server/src/rules/data/modulo-resharding.js';
import { nPlusOneCalls } from '../../../language-server/src/rules/data/n-plus-one-calls.js';
import { rangeQueryOnHashShards } from '../../../language-server/src/rules/data/range-query-on-hash-shards.js';
import { shardKeyQueryMismatch } from '../../../language-server/src/rules/data/shard-key-query-mismatch.js';
import { unboundedDocumentGrowth } from '../../../language-server/src/rules/data/unbounded-document-growth.js';
import { applied, check, messages, pointedAt, said } from './checking.js';

type Case = readonly [title: string, code: string, severities: readonly string[]];

function cases(rule: Parameters<typeof messages>[1], list: readonly Case[]): void {
  it.each(list)('%s', (_, code, severities) => {
    expect(said(code, [rule])).toEqual(severities.map((severity) => `${rule.name} ${severity}`));
  });
}

const fields = 'fields { id: id, a: id, b: id, t: timestamp }';

describe('access-pattern-mismatch', () => {
  const table = (store: string, more: string) => `database db { ${store}\n  table x { ${fields}\n    ${more}\n  }\n}\n`;
  const load = (op: string, store: string, rate = '10k/s', more = '') =>
    `client w {}\nflow f { from: w, rate: ${rate}, peak: 1x, op: ${op} }\nservice s {}\ndatabase db { ${store} }\nw -> s\ns -> db { ${more} }\n`;
  cases(accessPatternMismatch, [
    ['joins in wide columns', table('data-model: wide-column', 'access: join'), ['warning']],
    ['joins in documents', table('data-model: document', 'access: join'), []],
    ['nothing is asked', table('data-model: key-value', ''), []],
    ['unknown model', table('replicas: 3', 'access: [join, traversal, vector]'), []],
    ['the engine can', table('engine: redis', 'access: transaction'), []],
    ['the engine cannot', table('engine: redis', 'access: [transaction, join]'), ['warning']],
    ['a graph in rows', table('data-model: relational', 'access: traversal'), ['hint']],
    ['a search over few rows', table('data-model: relational', 'rows: 1M, access: full-text'), ['hint']],
    ['a search over one more', table('data-model: relational', 'rows: 1_000_001, access: full-text'), ['warning']],
    [
      'a search with its index',
      table('data-model: relational', 'access: full-text\n    index on a { method: inverted }'),
      [],
    ],
    ['vectors in rows', table('engine: postgres', 'access: vector'), ['warning']],
    [
      'vectors with an index',
      table('engine: postgres', 'query by a { access: vector }\n    index on a { method: vector }'),
      [],
    ],
    [
      'an index of another field',
      table('engine: postgres', 'query by a { access: vector }\n    index on b { method: vector }'),
      ['warning'],
    ],
    ['ad-hoc in wide columns', table('data-model: wide-column', 'query by a { access: ad-hoc }'), ['warning']],
    ['only drawn', table('data-model: wide-column, future: yes', 'access: join'), []],
    ['points are deleted', load('delete', 'data-model: time-series'), ['warning']],
    ['points are sent again', load('upsert', 'data-model: time-series'), []],
    ['a relational engine for time series', load('delete', 'engine: timescaledb'), []],
    ['a graph nobody walks', table('data-model: graph', 'access: key'), ['warning']],
    ['a graph that is walked', table('data-model: graph', 'access: [key, traversal]'), []],
    ['a graph of which nothing is known', table('data-model: graph', ''), []],
    ['a graph with many writes', load('write', 'data-model: graph', '5001/s'), ['warning']],
    ['a graph with as many as it can', load('write', 'data-model: graph', '5k/s'), []],
    ['as many measurements as rows can', load('write', 'data-model: relational, table m { holds: telemetry }'), []],
    ['more than that', load('write', 'data-model: relational, table m { holds: telemetry }', '10001/s'), ['warning']],
    [
      'in batches',
      load('write', 'data-model: document, table m { holds: telemetry }', '200k/s', 'batch: 100'),
      ['warning'],
    ],
    ['that are no measurements', load('write', 'data-model: relational, table m {}', '20k/s'), []],
  ]);

  it('names what would do, once for each need', () => {
    const code = table('data-model: key-value', 'access: [join, key]\n    query by a { access: join }');
    const [finding, ...others] = check(code, [accessPatternMismatch]);
    expect(others).toEqual([]);
    expect(pointedAt(code, finding)).toBe('[join, key]');
    expect(finding.message).toBe(
      '`x` is asked for joins, which `db`, a key-value store, does not offer; a relational store does.',
    );
    expect(applied(code, finding.fixes[0])).toBe(
      table('data-model: relational', 'access: [join, key]\n    query by a { access: join }'),
    );
  });

  it('has thresholds', () => {
    const text = table('data-model: relational', 'rows: 200, access: full-text');
    expect(said(text, [accessPatternMismatch], { smallText: 199 })).toEqual(['access-pattern-mismatch warning']);
    const points = load('write', 'data-model: relational, table m { holds: telemetry }', '100/s');
    expect(said(points, [accessPatternMismatch], { pointsPerSecond: 99 })).toHaveLength(1);
    expect(
      said(load('write', 'data-model: graph', '100/s'), [accessPatternMismatch], { graphWrites: 99 }),
    ).toHaveLength(1);
  });
});

describe('shard-key-query-mismatch', () => {
  const table = (query: string, more = 'shards: 4') =>
    `database db { ${more}\n  table x { ${fields}, shard-key: a, sharding: hash\n    ${query}\n  }\n}\n`;
  cases(shardKeyQueryMismatch, [
    ['often', table('query by b 11%'), ['warning']],
    ['seldom', table('query by b 10%'), ['info']],
    ['how often is not said', table('query by b'), ['warning']],
    ['never', table('query by b 0%'), []],
    ['by the key', table('query by a'), []],
    ['by the key and more', table('query by [b, a]'), []],
    ['one shard', table('query by b', 'shards: 1'), []],
    ['shards not counted', table('query by b', 'replicas: 3'), ['warning']],
    ['a global index', table('query by b\n    index on [b, t] { global: yes }'), []],
    ['an index in each shard', table('query by b\n    index on b'), ['warning']],
    ['a lookup table', `${table('query by b')}database ids { table lookup { fields { b: id, a: id }, key: b } }\n`, []],
    ['no queries', table(''), []],
    ['not sharded', 'database db { table x { fields { a: id, b: id }, key: a\n query by b } }\n', []],
    ['drawn', table('query by b', 'shards: 4, future: yes'), []],
  ]);

  it('says how many shards, and adds an index over all', () => {
    const code = table('query by b 40%');
    const [finding] = check(code, [shardKeyQueryMismatch]);
    expect(finding.message).toBe(
      'The query by `b`, 40% of the reads of `x`, does not say which `a` it is about, so it asks all 4 shards of `x`.',
    );
    expect(applied(code, finding.fixes[0])).toContain('    index on b { global: yes }\n');
    expect(said(code, [shardKeyQueryMismatch], { share: 0.4 })).toEqual(['shard-key-query-mismatch info']);
    expect(said(code, [shardKeyQueryMismatch], { share: 0.39 })).toEqual(['shard-key-query-mismatch warning']);
  });
});

describe('range-query-on-hash-shards', () => {
  const table = (key: string, query: string, sharding = 'hash') =>
    `database db { shards: 4\n  table x { ${fields}, shard-key: ${key}, sort-key: t, sharding: ${sharding}\n    ${query}\n  }\n}\n`;
  cases(rangeQueryOnHashShards, [
    ['the hashed key', table('a', 'query by a { range: a }'), ['warning']],
    ['on a ring', table('a', 'query by a { range: a }', 'consistent-hash'), ['warning']],
    ['by range', table('a', 'query by a { range: a }', 'range'), []],
    ['inside a shard', table('a', 'query by a { range: t }'), []],
    ['the rest of the key is fixed', table('[a, b]', 'query by a { range: b }'), []],
    ['the rest of the key is not', table('[a, b]', 'query by t { range: b }'), ['warning']],
    ['never asked', table('a', 'query by a 0% { range: a }'), []],
    [
      'how is not said',
      'database db { shards: 4\n table x { fields { a: id }, shard-key: a\n query by a { range: a } } }\n',
      [],
    ],
    ['one shard', table('a', 'query by a { range: a }').replace('shards: 4', 'shards: 1'), []],
  ]);

  it('cuts by range, but not by time', () => {
    const [finding] = check(table('a', 'query by a { range: a }'), [rangeQueryOnHashShards]);
    expect(finding.message).toBe('A range of `a` lies on all 4 shards of `x`, because its hash picks the shard.');
    expect(applied(table('a', 'query by a { range: a }'), finding.fixes[0])).toBe(
      table('a', 'query by a { range: a }', 'range'),
    );
    expect(check(table('t', 'query by t { range: t }'), [rangeQueryOnHashShards])[0].fixes).toEqual([]);
  });
});

describe('missing-index', () => {
  const table = (more: string, store = 'data-model: relational', maturity = 'production') =>
    `system "S" { maturity: ${maturity} }\ndatabase db { ${store}\n  table x { ${fields}, key: id\n    ${more}\n  }\n}\n`;
  cases(missingIndex, [
    ['none', table('query by a'), ['warning']],
    ['none listed before production', table('query by a', 'data-model: relational', 'design'), ['info']],
    ['another one listed', table('query by a\n    index on b', 'data-model: relational', 'design'), ['warning']],
    ['the key', table('query by id'), []],
    ['a unique field', table('query by u').replace('t: timestamp }', 't: timestamp, u: id { unique: yes } }'), []],
    ['the first fields, in any order', table('query by [a, b]\n    index on [b, a, t]'), []],
    ['not the first', table('query by a\n    index on [b, a]'), ['warning']],
    ['a part of the filter', table('query by [a, b]\n    index on a'), ['info']],
    ['the order is missing', table('query by a { sort: t }\n    index on a'), ['info']],
    ['the order is there', table('query by a { sort: t }\n    index on [a, t]'), []],
    ['a hash has no order', table('query by a { range: t }\n    index on [a, t] { method: hash }'), ['info']],
    ['only a range', table('query by t { range: t }\n    index on t'), []],
    ['the shard and its order', table('query by a { range: t }').replace('key: id', 'shard-key: a, sort-key: t'), []],
    ['an index for texts', table('query by a { access: full-text }\n    index on [b, a] { method: inverted }'), []],
    ['it is an aggregation', table('query by a { access: aggregation }'), []],
    ['never asked', table('query by a 0%'), []],
    ['without the shard key it is another rule', table('query by a').replace('key: id', 'shard-key: b'), []],
    ['a model that indexes everything', table('query by a', 'data-model: search'), []],
    ['an unknown model', table('query by a', 'replicas: 2'), []],
    ['drawn', table('query by a', 'data-model: document, future: yes'), []],
  ]);

  it('says what is read, and adds the index', () => {
    const code = table('query by [a, b] { sort: t }');
    const [finding] = check(code, [missingIndex]);
    expect(finding.message).toBe('No index leads to the query by `a` and `b`: it reads all of `x`.');
    expect(applied(code, finding.fixes[0])).toContain('    index on [a, b, t]\n');
    expect(messages(table('query by a { sort: t }\n    index on a'), missingIndex)).toEqual([
      'No index gives the query by `a` its order: rows of `x` are found, then sorted by `t`.',
    ]);
  });
});

describe('modulo-resharding', () => {
  const store = (more: string) => `database db { sharding: modulo, ${more} }\n`;
  cases(moduloResharding, [
    ['grows', store('autoscale { min: 2, max: 4 }'), ['warning']],
    ['rebalances', store('rebalance: auto'), ['warning']],
    ['fixed', store('shards: 4'), []],
    ['cannot grow', store('autoscale { min: 4, max: 4 }'), []],
    ['enough slots', store('slots: 40, autoscale { min: 2, max: 4 }'), []],
    ['one slot short', store('slots: 39, autoscale { min: 2, max: 4 }'), ['warning']],
    ['once for store and table', store('autoscale { min: 2, max: 4 }, table t {}'), ['warning']],
    ['a ring', 'database db { sharding: consistent-hash, autoscale { min: 2, max: 4 } }\n', []],
    ['a cache is another rule', 'cache c { sharding: modulo, autoscale { min: 2, max: 4 } }\n', []],
    ['drawn', store('future: yes, rebalance: auto'), []],
  ]);

  it('knows how many keys move (80% from 4 to 5, 90.9% from 10 to 11)', () => {
    expect(messages(store('shards: 4, rebalance: auto'), moduloResharding)[0]).toContain(
      'moves 80% of the keys of `db` when it goes from 4 nodes to 5',
    );
    expect(messages(store('shards: 10, rebalance: auto'), moduloResharding)[0]).toContain('moves 90.9% of the keys');
  });

  it('offers a ring, or slots if they are enough', () => {
    const code = store('rebalance: auto, shards: 4');
    const [finding] = check(code, [moduloResharding]);
    expect(applied(code, finding.fixes[0])).toBe(
      'database db { sharding: consistent-hash, virtual-nodes: 100, rebalance: auto, shards: 4 }\n',
    );
    expect(applied(code, finding.fixes[1])).toContain('sharding: modulo, slots: 1024,');
    const [few] = check(code, [moduloResharding], { slots: 39, virtualNodes: 50 });
    expect(few.fixes.map((fix) => applied(code, fix))).toEqual([
      'database db { sharding: consistent-hash, virtual-nodes: 50, rebalance: auto, shards: 4 }\n',
    ]);
    expect(
      said(store('slots: 40, autoscale { min: 2, max: 4 }'), [moduloResharding], { slotsPerNode: 11 }),
    ).toHaveLength(1);
  });
});

describe('hot-key', () => {
  const design = (store: string, op = 'read', table = 'skew: 10%') =>
    `client w {}\nflow f { from: w, rate: 10k/s, peak: 1x, op: ${op} }\nservice s {}\ndatabase db { shards: 4, replicas: 8, ${store}\n  table x { ${fields}, ${table} }\n}\nw -> s\ns -> db\n`;
  cases(hotKey, [
    ['two copies serve 1,000 reads', design('capacity: 500/s'), []],
    ['but not one more', design('capacity: 499/s'), ['warning']],
    ['each copy takes all writes', design('capacity: 999/s', 'write'), ['warning']],
    ['a node that writes 1,000', design('capacity: 999/s, write-capacity: 1k/s', 'write'), []],
    ['capacity unknown', design('storage: 1TB'), []],
    ['skew unknown', design('capacity: 1/s', 'read', 'rows: 1'), []],
    ['something is done', design('capacity: 1/s', 'read', 'skew: 10%, hot-keys: salt(10)'), []],
    ['declared on the store', design('capacity: 100/s, skew: 10%', 'read', 'rows: 1'), ['warning']],
    ['on the store, and done on its table', design('capacity: 100/s, skew: 10%', 'read', 'hot-keys: local-cache'), []],
    ['drawn', design('capacity: 100/s, future: yes'), []],
  ]);

  it('shows both rates; reads are copied, writes salted', () => {
    const [read] = check(design('capacity: 400/s'), [hotKey]);
    expect(read.message).toBe(
      'The hottest key of `x` gets 1k/s at peak (10% of the load), but the nodes it lies on serve 800/s.',
    );
    expect(read.fixes.map(({ title }) => title)).toEqual([
      'Add `hot-keys: copies(10)`',
      'Add `hot-keys: salt(10)`',
      'Add `hot-keys: local-cache`',
    ]);
    const [write] = check(design('capacity: 400/s', 'write'), [hotKey], { salt: 4, copies: 5 });
    expect(write.fixes.map(({ title }) => title)).toEqual([
      'Add `hot-keys: salt(4)`',
      'Add `hot-keys: copies(5)`',
      'Add `hot-keys: local-cache`',
    ]);
  });
});

describe('cross-shard-transaction', () => {
  const design = (a: string, b: string, transaction: string, store = 'shards: 4') =>
    `database db { ${store}\n  table users { fields { id: id, x: id, user-id: id }, key: id, ${a} }\n  table orders { fields { id: id, x: id, user-id: id }, key: id, ${b} }\n}\n${transaction}\n`;
  const both = 'transaction t { writes: [users, orders] }';
  cases(crossShardTransaction, [
    ['different keys', design('shard-key: x', 'shard-key: user-id', both), ['warning']],
    ['the same key', design('shard-key: x', 'shard-key: x', both), []],
    ['a reference to the other', design('shard-key: id', 'shard-key: user-id', both), []],
    ['both by their own', design('shard-key: id', 'shard-key: id', both), []],
    [
      'said to be across keys',
      design('shard-key: x', 'shard-key: x', 'transaction t { writes: [users, orders], across-keys: yes }'),
      ['warning'],
    ],
    [
      'said not to be',
      design('shard-key: x', 'shard-key: user-id', 'transaction t { writes: [users, orders], across-keys: no }'),
      [],
    ],
    ['not sharded', design('rows: 1', 'rows: 1', 'transaction t { writes: [users, orders], across-keys: yes }'), []],
    ['one shard', design('shard-key: x', 'shard-key: user-id', both, 'shards: 1'), []],
    ['the engine can', design('shard-key: x', 'shard-key: user-id', both, 'engine: cockroachdb'), ['info']],
    ['drawn', design('shard-key: x', 'shard-key: user-id', both, 'shards: 4, future: yes'), []],
    ['joins of what lies apart', design('shard-key: x, access: join', 'shard-key: user-id', ''), ['warning']],
    ['joins of what lies together', design('shard-key: id, access: join', 'shard-key: user-id', ''), []],
    ['joins of one key', design('shard-key: x, access: join', 'shard-key: x', ''), []],
    ['a small table on every shard', design('shard-key: x, access: join', 'rows: 10', ''), []],
    [
      'joins of a store that has none are another rule',
      design('shard-key: x, access: join', 'shard-key: user-id', '', 'data-model: key-value, shards: 4'),
      [],
    ],
  ]);

  it('says which tables', () => {
    expect(messages(design('shard-key: x', 'shard-key: user-id', both), crossShardTransaction)).toEqual([
      '`t` spans shards, because `users` and `orders` have different shard keys: no shard of `db` can do it alone.',
    ]);
  });
});

describe('n-plus-one-calls', () => {
  const design = (more: string, target = 'service b {}', source = 'service a {}') =>
    `${source}\n${target}\na -> b { ${more} }\n`;
  cases(nPlusOneCalls, [
    ['ten', design('calls: 10'), []],
    ['eleven', design('calls: 11'), ['warning']],
    ['batched', design('calls: 11, batch: 11'), []],
    ['a batch of one', design('calls: 11, batch: 1'), ['warning']],
    ['at the same time', design('calls: 11, parallel: all'), []],
    ['handed over', design('calls: 11', 'queue b {}').replace('->', '~>'), []],
    ['by a client', design('calls: 11', 'service b {}', 'client a {}'), []],
    ['by a job', design('calls: 11', 'service b {}', 'job a {}'), []],
    ['in the process', design('calls: 11', 'cache b { scope: local }'), []],
    ['drawn', design('calls: 11', 'service b { future: yes }'), []],
  ]);

  it('counts, and batches', () => {
    const [finding] = check(design('calls: 25'), [nPlusOneCalls]);
    expect(finding.message).toBe('`a` calls `b` 25 times for one request, one after the other.');
    expect(applied(design('calls: 25'), finding.fixes[0])).toBe(design('calls: 25, batch: 25'));
    expect(said(design('calls: 3'), [nPlusOneCalls], { calls: 2 })).toHaveLength(1);
    expect(said(design('calls: 3'), [nPlusOneCalls], { calls: 3 })).toEqual([]);
  });
});

describe('unbounded-document-growth', () => {
  // 1/s of 1 KB over 1,000 documents: 1 B/s in each, so 16 MB in 16 million seconds, half a year.
  const design = (more = 'rows: 1000', op = 'upsert', list = 'list(id)', system = '', store = 'data-model: document') =>
    `${system}client w {}\nflow f { from: w, rate: 1/s, op: ${op}, request: 1KB }\nservice s {}\ndatabase db { ${store}\n  table x { ${more}, fields { id: id, l: ${list} } }\n}\nw -> s\ns -> db\n`;
  cases(unboundedDocumentGrowth, [
    ['reaches the limit', design(), ['warning']],
    ['just within ten years', design('rows: 19_700'), ['warning']],
    ['just not within', design('rows: 19_800'), []],
    ['as many documents as hide it', design('rows: 21k'), []],
    ['gone before', design('rows: 1000, retention: 180d'), []],
    ['gone too late', design('rows: 1000, retention: 190d'), ['warning']],
    ['a longer horizon', design('rows: 21k', 'upsert', 'list(id)', 'system "S" { horizon: 11y }\n'), ['warning']],
    ['a shorter one', design('rows: 1000', 'upsert', 'list(id)', 'system "S" { horizon: 180d }\n'), []],
    ['documents not counted', design('key: id'), ['info']],
    ['bounded', design('rows: 1000', 'upsert', 'list(id) { max: 9 }'), []],
    ['no list', design('rows: 1000', 'upsert', 'id'), []],
    ['new documents', design('rows: 1000', 'write'), []],
    ['not in documents', design('rows: 1000', 'upsert', 'list(id)', '', 'data-model: relational'), []],
    ['drawn', design('rows: 1000', 'upsert', 'list(id)', '', 'data-model: document, future: yes'), []],
  ]);

  it('tells when, and moves the list out', () => {
    const [finding] = check(design(), [unboundedDocumentGrowth]);
    expect(finding.message).toBe(
      '`x.l` grows by 86.4KB a day in each document if `f` appends to it, and reaches 16MB, the largest there is, in 185d.',
    );
    expect(applied(design(), finding.fixes[0])).toContain(
      'table x { rows: 1000, fields { id: id } }\n  table x-l { fields { parent: id, item: id }, key: [parent, item] }\n}',
    );
    expect(applied(design(), check(design(), [unboundedDocumentGrowth], { max: 7 })[0].fixes[1])).toContain(
      'l: list(id) { max: 7 }',
    );
    expect(said(design('rows: 1000'), [unboundedDocumentGrowth], { limit: 500_000_000 })).toEqual([]);
    expect(said(design('rows: 21k'), [unboundedDocumentGrowth], { years: 11 })).toHaveLength(1);
  });
});
