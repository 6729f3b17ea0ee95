import { describe, expect, it } from 'vitest';
import { advised, gathered, testDecisions } from './advising.js';

testDecisions({
  'cache-pattern': [
    [{ writesPerRead: 3, lossOk: true }, 'write-behind'],
    [
      { writesPerRead: 3, lossOk: undefined },
      { need: ['lossOk', 'fresh', 'patientWrites', 'predictable', 'simpleCode'] },
    ],
    [{ writesPerRead: 0.5, lossOk: true, fresh: true, patientWrites: true }, 'write-through'],
    [{ writesPerRead: 0.5, lossOk: true }, 'write-behind', { 'cache-pattern.write-heavy': 0.4 }],
    [{ lossOk: false, fresh: true }, { need: ['patientWrites', 'predictable', 'simpleCode'] }],
    [{ lossOk: false, fresh: false, predictable: true }, 'refresh-ahead'],
    [{ lossOk: false, fresh: false, predictable: false, simpleCode: true }, 'read-through'],
    [{ lossOk: false, fresh: false, predictable: false, simpleCode: false }, 'cache-aside'],
  ],
  'cache-location': [
    [{ fixed: true, personal: false }, 'the browser and a CDN'],
    [{ fixed: true, personal: true, rate: 5000 }, 'a cache beside the service'],
    [{ fixed: false, rate: 5 }, 'nowhere'],
    [{ fixed: false, rate: 5000, personal: true }, 'a cache beside the service'],
    [{ fixed: false, rate: 5000, personal: false }, 'a cache beside the service'],
    [{ fixed: false, rate: 5 }, 'a cache beside the service', { 'cache-location.worth-from': 1 }],
    [{ personal: false, rate: 5000 }, { need: ['fixed'] }],
    [{ fixed: false }, { need: ['rate'] }],
  ],
  'cache-invalidation': [
    [{ versioned: true }, 'a new name for each version'],
    [{ versioned: false, ownWrites: true }, 'an event on each change'],
    [{ versioned: false, ownWrites: false, staleness: 1 }, 'an event on each change'],
    [{ versioned: false, ownWrites: false, staleness: 60 }, 'expiry after a time'],
    [
      { versioned: false, ownWrites: false, staleness: 60 },
      'an event on each change',
      { 'cache-invalidation.shortest-expiry': 120 },
    ],
    [{ versioned: false, ownWrites: false }, { need: ['staleness'] }],
    [{ ownWrites: true }, { need: ['versioned'] }],
  ],
  eviction: [
    [{ pinned: true }, 'volatile-lru'],
    [{ pinned: false, popularityStable: true }, 'lfu'],
    [{ pinned: false, popularityStable: false, scanned: true }, 'fifo'],
    [{ pinned: false, popularityStable: false, scanned: false }, 'lru'],
    [{ pinned: false }, { need: ['popularityStable', 'scanned'] }],
  ],
});

const cached = (cache: string, flows = ''): string => `client web { users: 1M }
flow look { from: web, rate: 10/user/day, op: read, max-staleness: 1h }
flow save { from: web, rate: 1/user/day, op: write }
${flows}service api {}
cache hot { ${cache} }
database db { engine: postgres }
web -> api
api -> hot { for: look }
hot -> db
api -> db { for: save }
`;

describe('cache-pattern reads', () => {
  it('how often the cached data is written', () => {
    expect(gathered(cached('pattern: cache-aside'), 'hot', 'cache-pattern')).toEqual({
      writesPerRead: expect.closeTo(0.1),
      fresh: false,
    });
  });

  it('whether writes may be lost', () => {
    expect(gathered(cached('durability: best-effort'), 'hot', 'cache-pattern')).toMatchObject({ lossOk: true });
    expect(
      gathered(cached('').replace('postgres', 'postgres, holds: financial'), 'hot', 'cache-pattern'),
    ).toMatchObject({
      lossOk: false,
    });
  });
});

describe('cache-pattern says', () => {
  it('that a cache which is read fits, and what would change it', () => {
    const advice = advised(cached('pattern: cache-aside, durability: required'), 'hot', 'cache-pattern')!;
    expect(advice).toMatchObject({ verdict: 'fits', present: ['cache-aside'] });
    expect(advice.need.every(({ write }) => write === undefined)).toBe(true);
  });

  it('nothing of a cache that is a store', () => {
    expect(advised(cached('holds: session'), 'hot', 'cache-pattern')).toBeUndefined();
  });
});

describe('cache-location', () => {
  it('reads what is asked for, by how many, and whose it is', () => {
    const text = 'client web { users: 10M }\nflow see { from: web, rate: 10/user/day, op: read, content: image }\n';
    expect(gathered(text, 'see', 'cache-location')).toMatchObject({ fixed: true, personal: false });
    expect(gathered(text.replace('content: image', 'carries: pii'), 'see', 'cache-location')).toMatchObject({
      personal: true,
    });
    expect(gathered(text, 'see', 'cache-location')['rate']).toBeGreaterThan(1000);
  });

  it('agrees with a cdn before pictures, and tells a design without one', () => {
    const text = (edge: string, way: string): string => `client web { users: 10M }
flow see { from: web, rate: 10/user/day, op: read, content: image }
${edge}storage pictures {}
web -> ${way}pictures
`;
    expect(advised(text('cdn edge {}\n', 'edge -> '), 'see', 'cache-location')).toMatchObject({ verdict: 'agrees' });
    expect(advised(text('', ''), 'see', 'cache-location')).toMatchObject({ verdict: 'differs', present: ['nowhere'] });
  });

  it('is not asked of own staff', () => {
    const text = 'client desk { trusted: yes }\nflow see { from: desk, op: read }\n';
    expect(advised(text, 'see', 'cache-location')).toBeUndefined();
  });
});

describe('cache-invalidation', () => {
  it('reads what readers bear, and whether entries change', () => {
    expect(gathered(cached('ttl: 1h'), 'hot', 'cache-invalidation')).toEqual({
      versioned: false,
      ownWrites: false,
      staleness: 3600,
    });
    expect(gathered(cached('immutable: yes'), 'hot', 'cache-invalidation')).toMatchObject({ versioned: true });
  });

  it('takes an event where an expiry would do', () => {
    expect(advised(cached('invalidation: on-write'), 'hot', 'cache-invalidation')).toMatchObject({ verdict: 'agrees' });
    expect(advised(cached('ttl: 1h'), 'hot', 'cache-invalidation')).toMatchObject({
      verdict: 'agrees',
      choice: 'expiry after a time',
    });
  });

  it('tells an expiry otherwise where users must see their own changes', () => {
    const text = cached('ttl: 1h').replace('max-staleness: 1h', 'consistency: session');
    expect(advised(text, 'hot', 'cache-invalidation')).toMatchObject({
      verdict: 'differs',
      choice: 'an event on each change',
    });
  });
});

describe('eviction', () => {
  it('cannot read how popularity moves, and says so', () => {
    const advice = advised(cached('ttl: 1h, eviction: lru'), 'hot', 'eviction')!;
    expect(advice).toMatchObject({ verdict: 'fits', present: ['lru'] });
    expect(advice.need.map(({ input, write }) => [input, write])).toEqual([
      ['popularityStable', undefined],
      ['scanned', undefined],
    ]);
  });
});
