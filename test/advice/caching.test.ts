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
