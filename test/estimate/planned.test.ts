import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Design, design } from './design.js';

const head =
  'client web { users: 864k, peak: 2x }\nflow get { from: web, rate: 10/user/day, op: read }\nflow put { from: web, rate: 1/user/day, op: write }\n';
const rate = ({ value }: Design, subject: string): number => value(`${subject}.rate.average`);

describe('what is only drawn', () => {
  it('gets nothing, and nothing goes on from it', () => {
    const { value } = design(
      `${head}service api { capacity: 1k/s }\nservice next { future: yes, capacity: 1/s }\ndatabase db { replicas: 1, capacity: 1k/s }\nweb -> api -> db\nweb -> next -> db\napi -> next { calls: 50 }`,
    );
    expect(value('api.rate.average')).toBeCloseTo(110, 9);
    expect(value('db.rate.average')).toBeCloseTo(110, 9);
    expect(value('next.rate.average')).toBe(0);
    expect(value('api->next.rate.average')).toBe(0);
    expect(value('system.breaking-point')).toBeCloseTo(1000 / 220, 9);
  });

  it('takes no share of what a balancer or a queue deals out', () => {
    const of = (future: string): Design =>
      design(
        `${head}lb front {}\nservice a {}\nservice b { ${future} }\nqueue q {}\nworker k { capacity: 10/s }\nworker l { capacity: 30/s, ${future} }\nweb -> front { for: get }\nfront -> a\nfront -> b\nweb ~> q { for: put }\nq ~> k\nq ~> l`,
      );
    expect(rate(of(''), 'a')).toBeCloseTo(50, 9);
    expect(rate(of('future: yes'), 'a')).toBeCloseTo(100, 9);
    expect(rate(of(''), 'k')).toBeCloseTo(2.5, 9);
    expect(rate(of('future: yes'), 'k')).toBeCloseTo(10, 9);
    expect(of('').value('q.lag.growth')).toBe(0);
    expect(of('future: yes').value('q.lag.growth')).toBeCloseTo(20 - 10, 9);
  });

  it.each([
    ['before its store', 'api -> hot\nhot -> db', 0],
    ['beside its store', 'api -> hot\napi -> db { on-miss: hot }', 100],
  ])('as a cache %s answers nothing', (_, links, reads) => {
    const of = (future: string): Design =>
      design(
        `${head}service api {}\ncache hot { pattern: cache-aside, hit-ratio: 90%, ${future} }\ndatabase db {}\nweb -> api { for: get }\n${links}`,
      );
    expect(rate(of(''), 'db')).toBeCloseTo(10, 9);
    // No call is drawn from the caller to a store behind the cache.
    expect(rate(of('future: yes'), 'db')).toBeCloseTo(reads, 9);
  });

  it('starts nothing, nor do parts of what starts there', () => {
    const { value, figure } = design(
      `${head}client app { future: yes, users: 1M }\nflow call { from: app, rate: 5/user/day, op: read }\nflow push { from: bus, of: call, share: 2x, op: read }\ntopic bus {}\nservice api { availability: 99.9% }\nweb -> api\napp -> api\nbus ~> api { for: push }`,
    );
    expect(value('api.rate.average')).toBeCloseTo(110, 9);
    expect(value('call.rate.average')).toBeCloseTo((5 * 1e6) / 86_400, 9);
    for (const name of ['availability', 'latency.p99', 'timeout.worst-case', 'retries.amplification'])
      expect(figure(`call.${name}`)).toMatchObject({ value: undefined, missing: ['a start of call that is built'] });
    expect(value('system.availability')).toBeCloseTo(0.999, 12);
  });

  it('is in no sum of the system, and no fallback', () => {
    const { value } = design(
      `${head}service api { replicas: 2, availability: 99%, price { replica: $10/month } }\nservice next { future: yes, replicas: 9, price { replica: $10/month } }\nexternal other { future: yes, availability: 99% }\nexternal pay { availability: 98% }\ndatabase db { availability: 99.9%, table t { row: 1KB, rows: 1k } }\ndatabase copy { future: yes, table u { row: 1KB, rows: 1M } }\nclient more { future: yes, users: 1bn }\nweb -> api\napi -> pay { fallback: other }\napi -> next\napi -> db { stores: t }`,
    );
    expect(value('system.cost.month')).toBeCloseTo(20, 9);
    expect(value('next.cost.month')).toBeCloseTo(90, 9);
    expect(value('system.cost.user')).toBeCloseTo(20 / 864e3, 12);
    expect(value('system.storage')).toBeCloseTo(1e6, 6);
    expect(value('get.availability')).toBeCloseTo((1 - 0.01 ** 2) * 0.98 * 0.999, 12);
  });

  it('opens no connections, and takes no old rows', () => {
    const of = (future: string): Design =>
      design(
        `${head}service a { replicas: 2 }\nservice b { replicas: 8, ${future} }\ndatabase db { replicas: 1, max-connections: 100, table t { row: 1KB, retention: 10d, tiering { after: 1d, to: cold } } }\nstorage cold { ${future} }\nweb -> a { for: put }\na -> db { pool: 10 }\nb -> db { pool: 10 }`,
      );
    expect(of('').value('db.pool.utilisation')).toBeCloseTo(1, 9);
    expect(of('future: yes').value('db.pool.utilisation')).toBeCloseTo(0.2, 9);
    const day = 864e3 * 1000;
    expect(of('').value('db.storage')).toBeCloseTo(day, 0);
    expect(of('future: yes').value('db.storage')).toBeCloseTo(10 * day, 0);
  });
});

describe('a design with a part that is only drawn', () => {
  it('has the figures it has without that part', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { maxLength: 8 }),
        fc.integer({ min: 1, max: 4 }),
        (pairs, planned) => {
          const links = pairs.filter(([from, to]) => from < to);
          const text = (drawn: boolean): string => {
            const parts = [0, 1, 2, 3, 4].filter((i) => drawn || i !== planned);
            const services = parts.map(
              (i) => `service s${i} { capacity: 1k/s${i === planned ? ', future: yes' : ''} }`,
            );
            const calls = links.filter(([from, to]) => drawn || (from !== planned && to !== planned));
            const arrows = [...new Set(calls.map(([from, to]) => `s${from} -> s${to}`))];
            return [head, ...services, 'web -> s0', ...arrows].join('\n');
          };
          const [all, built] = [design(text(true)), design(text(false))];
          for (const i of [0, 1, 2, 3, 4].filter((each) => each !== planned))
            expect(all.value(`s${i}.utilisation`)).toBeCloseTo(built.value(`s${i}.utilisation`), 12);
          expect(all.value('system.breaking-point')).toBeCloseTo(built.value('system.breaking-point'), 9);
        },
      ),
      { numRuns: 60 },
    );
  });
});
