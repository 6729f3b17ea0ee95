import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Design, design } from './design.js';

interface Given {
  readonly reads?: number;
  readonly latency?: string;
  readonly readers?: string;
  readonly skew?: number;
}

/** Reads and a tenth as many writes of a table in eight shards of one copy. */
const store = (
  { reads = 1000, latency = '20ms', readers = 'replicas: 4', skew = 10 }: Given,
  way = 'coalescing',
): Design =>
  design(
    `client web {}\nflow get { from: web, rate: ${reads}/s, peak: 1x, op: read }\nflow put { from: web, rate: ${reads / 10}/s, peak: 1x, op: write }\nservice api { ${readers} }\nservice feed { replicas: 2 }\ndatabase db { replicas: 8, shards: 8, capacity: 1k/s, ${latency === '' ? '' : `latency: ${latency}, `}table t { skew: ${skew}%${way === '' ? '' : `, hot-keys: ${way}`} } }\nweb -> api -> db`,
  );
const used = (reads: number, writes: number, ofReads: number, ofWrites: number): number =>
  (reads * (ofReads + (1 - ofReads) / 8) + writes * (ofWrites + (1 - ofWrites) / 8)) / 1000;

describe('reads of a hot key that share an answer', () => {
  it('reach the store as often as a single server with losses accepts', () => {
    // 100/s of the key, 25/s at each of four replicas: 25 ÷ (1 + 25 × 20 ms) = 16.67/s go through.
    expect(store({}).value('db.utilisation')).toBeCloseTo(used(1000, 100, (4 * (25 / 1.5)) / 1000, 0.1), 12);
    expect(store({}).value('t.shard.hottest')).toBeCloseTo(
      (() => {
        const skew = (1000 * 0.0666666666666 + 100 * 0.1) / 1100;
        return skew + (1 - skew) / 8;
      })(),
      9,
    );
  });

  it('come from every replica that reads the table', () => {
    const twice = design(
      `client web {}\nflow get { from: web, rate: 1000/s, peak: 1x, op: read }\nservice api { replicas: 4 }\nworker feed { autoscale { min: 1, max: 6 } }\ndatabase db { replicas: 8, shards: 8, capacity: 1k/s, latency: 20ms, table t { skew: 10%, hot-keys: coalescing } }\nweb -> api\nweb -> feed { share: 0% }\napi -> db { share: 50% }\napi -> db { share: 50% }\nfeed -> db`,
    );
    expect(twice.value('db.utilisation')).toBeCloseTo(used(1000, 0, 0.1 / (1 + (100 * 0.02) / 10), 0), 12);
  });

  it.each([
    ['how long a fetch takes', { latency: '' }],
    ['how many replicas read it', { readers: '' }],
    ['how many replicas a provider runs', { readers: 'managed: yes' }],
  ] satisfies [string, Given][])('count in full where nobody knows %s', (_, given) => {
    expect(store(given).value('db.utilisation')).toBeCloseTo(used(1000, 100, 0.1, 0.1), 12);
  });

  it('never count for more than they are, nor for more than one fetch after the other at each replica', () => {
    const given = fc.record({
      reads: fc.integer({ min: 1, max: 100_000 }),
      latency: fc.integer({ min: 1, max: 500 }),
      replicas: fc.integer({ min: 1, max: 50 }),
      skew: fc.integer({ min: 1, max: 100 }),
    });
    fc.assert(
      fc.property(given, ({ reads, latency, replicas, skew }) => {
        const settings = { reads, latency: `${latency}ms`, readers: `replicas: ${replicas}`, skew };
        const found = store(settings);
        const key = found.figure('db.utilisation').inputs.find(({ name }) => name === 't.skew.reads')!.value;
        expect(key).toBeLessThanOrEqual(skew / 100);
        expect(key * reads).toBeLessThanOrEqual((replicas / latency) * 1000 * (1 + 1e-12));
        expect(found.value('db.utilisation')).toBeLessThanOrEqual(store(settings, '').value('db.utilisation'));
      }),
      { numRuns: 60 },
    );
  });

  it('are what a simulation lets through', () => {
    let state = 7;
    const random = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state / 2_147_483_647;
    };
    const fetched = (rate: number, seconds: () => number): number => {
      let [now, free, fetches] = [0, 0, 0];
      for (let i = 0; i < 400_000; i++) {
        now -= Math.log(random()) / rate;
        if (now < free) continue;
        fetches += 1;
        free = now + seconds();
      }
      return fetches / now;
    };
    const share = store({})
      .figure('db.utilisation')
      .inputs.find(({ name }) => name === 't.skew.reads')!.value;
    for (const seconds of [() => 0.02, () => -0.02 * Math.log(random())])
      expect((4 * fetched(25, seconds)) / 1000 / share).toBeCloseTo(1, 1.7);
  });
});
