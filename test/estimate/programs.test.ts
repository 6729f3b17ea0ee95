import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Design, design } from './design.js';

/** 100/s of reads and 10/s of writes on average, twice as many at peak. */
const head =
  'client web { users: 864k, peak: 2x }\nflow get { from: web, rate: 10/user/day, op: read }\nflow put { from: web, rate: 1/user/day, op: write }\n';
const modules = 'service a { part-of: shop, latency: 10ms }\nservice b { part-of: shop, latency: 5ms }\n';
const rate = ({ value }: Design, subject: string): number => value(`${subject}.rate.average`);

describe('a program', () => {
  it('serves what its modules are asked', () => {
    const { value } = design(
      `${head}service shop { replicas: 2, capacity: 200/s }\n${modules}web -> a { for: get }\nweb -> b { for: put, calls: 3 }`,
    );
    expect(value('shop.rate.average')).toBeCloseTo(130, 9);
    expect(value('shop.rate.peak')).toBeCloseTo(260, 9);
    expect(value('shop.rate.peak.write')).toBeCloseTo(60, 9);
    expect(value('shop.visits.put')).toBe(3);
    expect(value('shop.utilisation')).toBeCloseTo(260 / 400, 9);
    expect(value('shop.utilisation.replica-lost')).toBeCloseTo(260 / 200, 9);
    expect(value('shop.replicas.needed')).toBe(Math.ceil(260 / (200 * 0.7)) + 1);
    expect(value('system.breaking-point')).toBeCloseTo(400 / 260, 9);
  });

  it.each([
    ['called itself, and calling its modules', 'web -> shop\nshop -> a { calls: 4 }\na -> b'],
    ['called by its module', 'web -> a\na -> shop { calls: 4 }\nshop -> b'],
    ['called here and there by two flows', 'web -> shop { for: get }\nweb -> a { for: put }\nshop -> a\na -> b'],
    ['whose modules call each other', 'web -> a\na -> b { calls: 7 }'],
  ])('%s counts each request once', (_, links) => {
    const found = design(`${head}service shop {}\n${modules}${links}`);
    expect(rate(found, 'shop')).toBeCloseTo(110, 9);
  });

  it('tells calls from outside and from inside apart, of the same flow', () => {
    const found = design(`${head}service shop {}\n${modules}web -> a\nweb -> b { share: 20% }\na -> b { calls: 2 }`);
    expect(rate(found, 'b')).toBeCloseTo(110 * 2.2, 9);
    expect(rate(found, 'shop')).toBeCloseTo(110 * 1.2, 9);
  });

  it('counts what comes back from outside as a request of its own', () => {
    const found = design(`${head}service shop {}\n${modules}service other {}\nweb -> a -> other -> b`);
    expect(rate(found, 'shop')).toBeCloseTo(220, 9);
  });

  it('serves what begins in a module, and what its modules take from a queue', () => {
    const found = design(
      `${head}service shop {}\n${modules}queue q {}\nflow tick { from: a, rate: 7/s, op: write }\nweb ~> q { for: put }\nq ~> b { for: put }\na -> b { for: tick }`,
    );
    expect(rate(found, 'shop')).toBeCloseTo(17, 9);
  });

  it('runs modules of modules', () => {
    const found = design(
      `${head}service shop {}\n${modules}service inner { part-of: a, latency: 1ms }\nweb -> inner -> b\nshop -> a`,
    );
    expect(rate(found, 'shop')).toBeCloseTo(110, 9);
    expect(found.value('get.latency.mean')).toBeCloseTo(0.006, 9);
  });

  it.each([
    ['that is only planned', 'service shop { future: yes }'],
    ['that is only a frame', 'group shop {}'],
  ])('%s takes nothing from its modules', (_, shop) => {
    const found = design(`${head}${shop}\n${modules}web -> a -> b`);
    expect(rate(found, 'a')).toBeCloseTo(110, 9);
    if (shop.startsWith('service')) expect(rate(found, 'shop')).toBe(0);
  });

  it('in a circle of parts is nobody', () => {
    const found = design(`${head}service x { part-of: y }\nservice y { part-of: x }\nweb -> x -> y`);
    expect([rate(found, 'x'), rate(found, 'y')]).toEqual([110, 110]);
  });

  it('holds a slot for as long as its modules take', () => {
    const of = (io: string): Design =>
      design(
        `${head}service shop { replicas: 3, concurrency: 6, ${io} }\n${modules}database db { latency: 14.5ms }\nweb -> a -> b -> db`,
      );
    // 10 ms and 5 ms of its own, 0.5 ms to the database and 14.5 ms there.
    expect(of('').value('shop.capacity')).toBeCloseTo((3 * 6) / 0.03, 6);
    expect(of('io: non-blocking').value('shop.capacity')).toBeCloseTo((3 * 6) / 0.015, 6);
    expect(of('').value('shop.concurrency')).toBeCloseTo(220 * 0.03, 9);
    expect(of('io: non-blocking').value('shop.concurrency')).toBeCloseTo(220 * 0.015, 9);
  });

  it('holds it by how often each module is asked', () => {
    const { value } = design(
      `${head}service shop { concurrency: 6, io: non-blocking }\n${modules}web -> a { for: get }\nweb -> b { for: put }`,
    );
    expect(value('shop.capacity')).toBeCloseTo(6 / ((100 * 0.01 + 10 * 0.005) / 110), 6);
  });

  it.each([
    ['enters by a module', 'web -> a -> b'],
    ['enters by itself', 'web -> shop -> a -> b'],
    ['is called back', 'web -> a -> shop -> b'],
  ])('that a request %s lets it wait once', (_, links) => {
    // M/M/1 at ρ = 0.5: a wait of ρ ÷ (μ − λ).
    const { value } = design(
      `${head}service shop { capacity: 440/s, concurrency: 1, latency: 1ms, latency.p99: 1ms }\n${modules}${links}`,
    );
    const own = links.includes('shop') ? 0.016 : 0.015;
    expect(value('get.latency.mean')).toBeCloseTo(own + 0.5 / 220, 9);
  });

  it('takes from a queue what it can beside its other requests, for a module without limits of its own', () => {
    const of = (own: string): Design =>
      design(
        `${head}service shop { capacity: 215/s }\nservice a { part-of: shop }\nworker b { part-of: shop, ${own} }\nqueue q {}\nweb -> a { for: get }\nweb ~> q { for: put }\nq ~> b`,
      );
    // Of 215/s it owes 200 to reads, and 20/s are published.
    expect(of('').value('q.lag.growth')).toBeCloseTo(5, 9);
    expect(of('capacity: 12/s').value('q.lag.growth')).toBeCloseTo(8, 9);
  });

  it('has to be up for its modules', () => {
    const of = (more: string): number =>
      design(
        `${head}service shop { replicas: 1, availability: 99% }\nservice a { part-of: shop, ${more} }\nservice b { part-of: shop }\nweb -> a -> b`,
      ).value('get.availability');
    expect(of('')).toBeCloseTo(0.99, 12);
    expect(of('availability: 99.9%')).toBeCloseTo(0.99 * 0.999, 12);
  });

  it('opens the connections of its modules in each replica', () => {
    const { value } = design(
      `${head}service shop { replicas: 15 }\n${modules}database db { replicas: 1, latency: 9.5ms, max-connections: 400 }\nweb -> a -> b\na -> db { pool: 8 }\nb -> db { pool: 4 }`,
    );
    expect(value('db.pool.utilisation')).toBeCloseTo((15 * 12) / 400, 9);
    expect(value('a->db.pool.utilisation')).toBeCloseTo((220 * 0.01) / (8 * 15), 9);
  });

  it('sends what its modules send, and nothing to itself', () => {
    const { value } = design(
      `client w {}\nflow up { from: w, rate: 1/s, op: write, peak: 1x, request: 1MB }\nservice shop {}\n${modules}storage s {}\nw -> a -> b -> s`,
    );
    expect(value('shop.bandwidth.in')).toBeCloseTo(8e6, 3);
    expect(value('shop.bandwidth.out')).toBeCloseTo(8e6, 3);
    expect(value('a.bandwidth.in')).toBeCloseTo(8e6, 3);
    expect(value('a.bandwidth.out')).toBe(0);
  });
});

describe('however a program is cut into modules', () => {
  const link = fc.record({ from: fc.nat(4), to: fc.nat(4), calls: fc.integer({ min: 1, max: 4 }) });
  const entry = fc.record({ to: fc.nat(4), share: fc.integer({ min: 1, max: 100 }) });

  it('as many requests enter it as if it were one piece', () => {
    fc.assert(
      fc.property(
        fc.array(entry, { minLength: 1, maxLength: 5 }),
        fc.array(link, { maxLength: 8 }),
        (entries, links) => {
          const name = (i: number): string => (i === 0 ? 'shop' : `m${i}`);
          const parts = [1, 2, 3, 4].map((i) => `service m${i} { part-of: shop, latency: ${i}ms }`);
          // Calls lead to later parts only, so that no loop amplifies.
          const inside = links
            .filter(({ from, to }) => from < to)
            .map(({ from, to, calls }) => `${name(from)} -> ${name(to)} { calls: ${calls} }`);
          const into = (whole: boolean): string[] =>
            entries.map(({ to, share }) => `front -> ${whole ? 'shop' : name(to)} { share: ${share}% }`);
          const text = (lines: readonly string[]): string =>
            [`${head}gateway front {}`, 'service shop { replicas: 2, capacity: 300/s, latency: 5ms }', 'web -> front']
              .concat(lines)
              .join('\n');
          const cut = design(text([...parts, ...inside, ...into(false)]));
          const whole = design(text(into(true)));
          for (const figure of ['rate.average', 'rate.peak.read', 'rate.peak.write', 'utilisation', 'replicas.needed'])
            expect(cut.value(`shop.${figure}`)).toBeCloseTo(whole.value(`shop.${figure}`), 9);
        },
      ),
      { numRuns: 60 },
    );
  });
});
