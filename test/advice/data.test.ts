import { describe, expect, it } from 'vitest';
import { advised, decided, gathered, testDecisions } from './advising.js';

const copies = 'copies of the key, a cache before it, or a shard of its own';

testDecisions({
  'sql-or-nosql': [
    [{ transactions: true }, 'SQL'],
    [{ transactions: false, flexible: true }, 'NoSQL'],
    [{ transactions: false, flexible: false, joins: true }, 'SQL'],
    [{ transactions: false, flexible: false, joins: false, writes: 50_000 }, 'NoSQL'],
    [{ transactions: false, flexible: false, joins: false, writes: 5 }, 'NoSQL'],
    [{ transactions: false, joins: false }, 'NoSQL'],
    [{ transactions: false, flexible: true }, 'NoSQL', { 'sql-or-nosql.one-node-writes': 1 }],
    [{ flexible: true }, { need: ['transactions'] }],
    [{ transactions: false, flexible: false }, { need: ['joins'] }],
  ],
  'database-kind': [
    [{ transactions: true }, 'a relational database'],
    [{ transactions: false, measurements: true }, 'a time-series store'],
    [{ documents: true }, 'a document store'],
    [{ byKey: true, writes: 50_000 }, 'a wide-column store'],
    [{ byKey: true, writes: 50 }, 'a key-value store'],
    [{ byKey: true, writes: 50 }, 'a wide-column store', { 'database-kind.one-node-writes': 50 }],
    [{ paths: true }, 'a graph store'],
    [{ fullText: true }, 'a search index fed from it'],
    [{ similarity: true }, 'a vector index fed from it'],
    [{ objectSize: 5e6 }, 'an object store for the large ones'],
    [{ objectSize: 5e5 }, 'an object store for the large ones', { 'database-kind.blob-from': 100_000 }],
    [{ transactions: true, fullText: true }, 'a relational database, with a search index fed from it'],
    [
      { transactions: false, byKey: false, paths: false, measurements: false, fullText: false, similarity: false },
      'a relational database',
    ],
    [
      { transactions: false, measurements: false, byKey: false },
      { need: ['documents', 'paths', 'fullText', 'similarity', 'objectSize'] },
    ],
  ],
  normalization: [
    [{ integrity: true }, 'each fact once'],
    [{ integrity: false, readsPerWrite: 500, joined: 3 }, 'a joined copy for reads'],
    [{ integrity: false, readsPerWrite: 5, joined: 3 }, 'each fact once'],
    [{ integrity: false, readsPerWrite: 500, joined: 1 }, 'each fact once'],
    [{ integrity: false, readsPerWrite: 50, joined: 3 }, 'a joined copy for reads', { 'normalization.read-heavy': 20 }],
    [{ integrity: false, readsPerWrite: 500, joined: 1 }, 'a joined copy for reads', { 'normalization.joins': 1 }],
    [{ integrity: false, readsPerWrite: 500 }, { need: ['joined'] }],
    [{ readsPerWrite: 500, joined: 3 }, { need: ['integrity'] }],
  ],
  cqrs: [
    [{ views: true }, 'a read model of its own'],
    [{ views: false, readsPerWrite: 5000 }, 'a read model of its own'],
    [{ views: false, readsPerWrite: 100, rules: true }, 'a read model of its own'],
    [{ views: false, readsPerWrite: 2, rules: false }, 'one model for both'],
    [{ views: false, readsPerWrite: 100, rules: false }, 'replicas or a cache first'],
    [{ views: false, readsPerWrite: 100, rules: false }, 'one model for both', { 'cqrs.not-below': 200 }],
    [{ views: false, readsPerWrite: 100 }, 'a read model of its own', { 'cqrs.worth-it': 100 }],
    [{ views: false, readsPerWrite: 100 }, { need: ['rules'] }],
    [{ readsPerWrite: 2, rules: false }, { need: ['views'] }],
  ],
  'event-sourcing': [
    [{ audit: true, experienced: true }, 'events with snapshots'],
    [{ audit: false, history: true, experienced: true }, 'events with snapshots'],
    [{ audit: true, experienced: false }, 'the state, with a record of changes'],
    [{ audit: false, history: false, rebuilds: false }, 'the state alone'],
    [{ audit: true }, { need: ['experienced'] }],
  ],
  'sharding-strategy': [
    [{ residency: true }, 'geo'],
    [{ residency: false, ranges: true }, 'range'],
    [{ residency: false, ranges: false, tenantsMove: true }, 'directory'],
    [{ residency: false, ranges: false, tenantsMove: false, elastic: true }, 'consistent-hash'],
    [{ residency: false, ranges: false, tenantsMove: false, elastic: false, skew: 0.2 }, 'hash'],
    [{ residency: false, ranges: false, tenantsMove: false, elastic: false }, 'hash'],
    [
      { residency: false, ranges: false, tenantsMove: false, elastic: false },
      'hash',
      { 'sharding-strategy.skewed-from': 1 },
    ],
    [{ residency: false, ranges: false, tenantsMove: false }, { need: ['elastic'] }],
    [{ ranges: true }, { need: ['residency'] }],
  ],
  hotspot: [
    [{ oneKey: true, written: true, additive: true }, 'writes gathered into batches'],
    [{ oneKey: true, written: true, additive: false }, 'a salt on the key'],
    [{ oneKey: true, written: false }, copies],
    [{ oneKey: false, uneven: true }, 'another shard key, or more points for each node'],
    [{ oneKey: false, uneven: false }, 'nothing'],
    [{ oneKey: true, written: true, uneven: false }, { need: ['additive'] }],
    [{ written: false, uneven: false }, { need: ['oneKey'] }],
  ],
});

describe('shard-key', () => {
  const room = { name: 'room', cardinality: 1e6, monotonic: false, found: 0.9 };
  const day = { name: 'day', cardinality: 5, found: 1 };
  const id = { name: 'id', cardinality: 1e9, monotonic: true, found: 1 };

  it('takes the field by which most reads find their shard', () => {
    expect(
      decided('shard-key', { candidates: [room, { ...room, name: 'author', found: 0.1 }], shards: 100 }),
    ).toMatchObject({
      choice: 'room',
      confidence: 'high',
      because: ['90% of the reads find their shard by it, 10% by author.'],
    });
  });

  it('drops fields with too few values', () => {
    const decision = decided('shard-key', { candidates: [room, day], shards: 100 });
    expect(decision).toMatchObject({ choice: 'room' });
    expect(decision.because[1]).toBe('`day` with 5 values would put too much on one shard.');
    expect(decided('shard-key', { candidates: [day], shards: 100 }).choice).toBe('another field');
    expect(
      decided('shard-key', { candidates: [day, room], shards: 100 }, { 'shard-key.values-per-shard': 0.01 }).choice,
    ).toBe('day');
  });

  it('drops what grows with time only where it is not hashed, and says that sources disagree', () => {
    expect(decided('shard-key', { candidates: [room, id], hashed: true, shards: 10 })).toMatchObject({
      choice: 'id',
      conflicts: [expect.stringMatching(/forbidden outright/)],
    });
    expect(decided('shard-key', { candidates: [room, id], hashed: false, shards: 10 }).choice).toBe('room');
  });

  it('asks for what decides', () => {
    expect(decided('shard-key', {}).need).toEqual(['candidates']);
    expect(decided('shard-key', { candidates: [room, id] }).need).toEqual(['hashed']);
    expect(decided('shard-key', { candidates: [room, day], hashed: true }).need).toEqual(['shards']);
  });

  it('holds a key equal that as many reads find', () => {
    const other = { ...room, name: 'other', cardinality: 10_000 };
    expect(decided('shard-key', { candidates: [room, other], shards: 10 }).fine).toEqual(['other']);
  });

  const table = (key: string): string => `database d { table posts {
  row: 1KB, rows: 1bn, shards: 64, sharding: hash, shard-key: ${key}
  fields { id: id { cardinality: 1bn }, author: id { cardinality: 10M }, day: int { cardinality: 30 } }
  query by author 90%
  query by id 10%
} }`;

  it('reads fields and queries', () => {
    expect(advised(table('author'), 'posts', 'shard-key')).toMatchObject({ verdict: 'agrees', choice: 'author' });
    expect(advised(table('id'), 'posts', 'shard-key')).toMatchObject({
      verdict: 'differs',
      choice: 'author',
      present: ['id'],
    });
    expect(advised(table('day'), 'posts', 'shard-key')!.because[1]).toMatch(/`day` with 30 values/);
    const silent = advised(table('id').replace('by author 90%', 'by author'), 'posts', 'shard-key')!;
    expect(silent.need[0].write).toBe('the share of each `query by …` of `posts`');
  });
});

const kept = (table: string, more = ''): string =>
  `database d { engine: postgres${more}, table t { row: 100B${table} } }`;

describe('sql-or-nosql and database-kind', () => {
  it('read how tables are used', () => {
    expect(gathered(kept(', access: [key, join]'), 'd', 'sql-or-nosql')).toMatchObject({ joins: true });
    expect(gathered(kept(', access: transaction'), 'd', 'sql-or-nosql')).toMatchObject({ transactions: true });
    expect(gathered(kept(', access: key'), 'd', 'database-kind')).toMatchObject({
      byKey: true,
      transactions: false,
      paths: false,
    });
    expect(gathered(kept(', downsampling: keep(1min, 30d)'), 'd', 'database-kind')).toMatchObject({
      measurements: true,
    });
  });

  it('read what changes together', () => {
    const text = `${kept('', '')}\ntransaction move { mode: local, writes: d }\n`;
    expect(gathered(text, 'd', 'sql-or-nosql')).toMatchObject({ transactions: true });
    expect(gathered(kept('', ', holds: financial'), 'd', 'sql-or-nosql')).toMatchObject({ transactions: true });
  });

  it('tell a store of another kind', () => {
    const text = kept(', access: traversal');
    expect(advised(text, 'd', 'database-kind')).toMatchObject({
      verdict: 'differs',
      choice: 'a graph store',
      present: ['a relational database'],
    });
    expect(advised(kept(', access: key'), 'd', 'database-kind')).toMatchObject({ verdict: 'agrees' });
    expect(advised(kept(', access: transaction').replace('postgres', 'cassandra'), 'd', 'sql-or-nosql')).toMatchObject({
      verdict: 'differs',
      choice: 'SQL',
    });
  });

  it('accept an index that is fed beside the store', () => {
    const text = `${kept(', access: [transaction, full-text]')}\n`;
    expect(advised(text, 'd', 'database-kind')).toMatchObject({ verdict: 'differs' });
    expect(
      advised(`${text}database words { engine: elasticsearch, derived-from: d }\n`, 'd', 'database-kind'),
    ).toMatchObject({
      verdict: 'agrees',
      choice: 'a relational database, with a search index fed from it',
    });
  });
});

const served = (more: string, reads = '20', table = 't'): string => `client web { users: 1M }
flow look { from: web, rate: ${reads}/user/day, op: read }
flow save { from: web, rate: 1/user/day, op: write }
service api {}
${more}
web -> api
api -> d { for: look, reads: ${table} }
api -> d { for: save, stores: t }
`;

describe('cqrs, normalization and event-sourcing', () => {
  it('read the ratio and the views', () => {
    const inputs = gathered(served(kept('')), 'd', 'cqrs');
    expect(inputs).toMatchObject({ readsPerWrite: expect.closeTo(20), views: false });
    const search = `${kept('')}\ndatabase words { engine: elasticsearch, derived-from: d }`;
    expect(gathered(served(search), 'd', 'cqrs')).toMatchObject({ views: true });
    expect(advised(served(search), 'd', 'cqrs')).toMatchObject({ verdict: 'agrees' });
    expect(advised(served(kept('')), 'd', 'cqrs')).toMatchObject({ verdict: 'fits', present: ['one model for both'] });
  });

  it('read what is joined', () => {
    const text = served(
      `database d { engine: postgres, table t { row: 1KB, normalized: yes, holds: public }, table u { row: 1KB }, table v { row: 1KB } }`,
      '500',
      '[t, u, v]',
    );
    expect(gathered(text, 't', 'normalization')).toEqual({
      integrity: false,
      readsPerWrite: expect.closeTo(500),
      joined: 2,
    });
    expect(advised(text, 't', 'normalization')).toMatchObject({
      verdict: 'differs',
      choice: 'a joined copy for reads',
    });
    expect(gathered(text.replace('holds: public', 'holds: financial'), 't', 'normalization')).toMatchObject({
      integrity: true,
    });
  });

  it('read what must be told later', () => {
    const text = kept('', ', holds: financial');
    expect(gathered(text, 'd', 'event-sourcing')).toEqual({ audit: true });
    expect(advised(`topic log {}\n${kept('', ', holds: financial, audit: log')}`, 'd', 'event-sourcing')).toMatchObject(
      {
        verdict: 'fits',
      },
    );
    expect(advised(kept('', ', event-store: yes, audit: d'), 'd', 'event-sourcing')).toMatchObject({
      verdict: 'agrees',
      choice: 'events with snapshots',
    });
    expect(advised(kept(''), 'd', 'event-sourcing')).toBeUndefined();
  });
});

describe('sharding-strategy and hotspot', () => {
  it('read ranges over the key', () => {
    const text = kept(
      ', shard-key: a, shards: 8, sharding: hash, fields { a: int, b: id }, query by b 100% { range: a }',
    );
    expect(gathered(text, 't', 'sharding-strategy')).toMatchObject({ ranges: true, residency: false });
    expect(advised(text, 't', 'sharding-strategy')).toMatchObject({
      verdict: 'differs',
      choice: 'range',
      present: ['hash'],
    });
  });

  it('read nodes that come and go', () => {
    const text = kept(
      ', shard-key: a, shards: 8, sharding: modulo, rebalance: auto, fields { a: id }, query by a 100%',
    );
    expect(gathered(text, 't', 'sharding-strategy')).toEqual({
      tenantsMove: false,
      residency: false,
      ranges: false,
      elastic: true,
    });
    expect(advised(text, 't', 'sharding-strategy')).toMatchObject({ verdict: 'differs', choice: 'consistent-hash' });
  });

  it('read a hot key and who heats it', () => {
    const text = served(kept(', skew: 5%'));
    expect(gathered(text, 't', 'hotspot')).toEqual({ oneKey: true, written: false, uneven: false });
    expect(advised(text, 't', 'hotspot')).toMatchObject({ verdict: 'unsaid', choice: copies });
    const few = kept(', skew: 5%, shard-key: a, shards: 8, fields { a: id { cardinality: 20 } }');
    expect(gathered(few, 't', 'hotspot')).toMatchObject({ uneven: true });
    expect(advised(served(kept(', skew: 5%, hot-keys: local-cache')), 't', 'hotspot')).toMatchObject({
      verdict: 'agrees',
    });
  });
});
