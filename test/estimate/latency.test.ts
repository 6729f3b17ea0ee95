import { describe, expect, it } from 'vitest';
import { Distribution } from '../../language-server/src/estimate/latency/distribution.js';
import { normalCdf } from '../../language-server/src/estimate/latency/normal.js';
import { generator, normalQuantile } from '../../language-server/src/estimate/statistics.js';
import { design } from './design.js';

const random = generator(3);
const logNormal = (median: number, p99: number) => (): number =>
  median * Math.exp((Math.log(p99 / median) / normalQuantile(0.99)) * normalQuantile(random()));

/** Quantiles of many draws, for comparison. */
function simulated(draw: () => number, probabilities: readonly number[], draws = 100_000): number[] {
  const values = Float64Array.from({ length: draws }, draw).sort();
  return probabilities.map((p) => values[Math.floor(p * draws)]);
}

describe('distributions', () => {
  const [a, b] = [Distribution.logNormal(5, 40), Distribution.logNormal(4, 30)];
  const [A, B] = [logNormal(5, 40), logNormal(4, 30)];

  it('go through the points they are given', () => {
    expect(a.quantile(0.5)).toBeCloseTo(5, 9);
    expect(a.quantile(0.99)).toBeCloseTo(40, 9);
    expect(a.cdf(40)).toBeCloseTo(0.99, 9);
    const sigma = Math.log(8) / normalQuantile(0.99);
    expect(a.mean).toBeCloseTo(5 * Math.exp(sigma ** 2 / 2), 9);
  });

  it('shift by constants, exactly', () => {
    const shifted = a.plus(Distribution.constant(150));
    expect(shifted.quantile(0.99)).toBeCloseTo(190, 9);
    expect(shifted.quantile(0.5)).toBeCloseTo(155, 9);
  });

  it.each([
    ['a sum', a.plus(b), () => A() + B()],
    ['a long sum', a.plus(b).plus(a).plus(b), () => A() + B() + A() + B()],
    ['many of one', a.times(20), () => Array.from({ length: 20 }, A).reduce((x, y) => x + y)],
    ['a miss now and then', b.plus(a.sometimes(0.1)), () => B() + (random() < 0.1 ? A() : 0)],
    [
      'the slower of two',
      Distribution.slowest([
        { count: 1, of: a },
        { count: 1, of: b },
      ]),
      () => Math.max(A(), B()),
    ],
    [
      'the slowest of ten',
      Distribution.slowest([{ count: 10, of: a }]),
      () => Math.max(...Array.from({ length: 10 }, A)),
    ],
    ['a hedge', a.hedged(20), () => Math.min(A(), 20 + A())],
  ] as const)('%s is that of a simulation', (_, distribution, draw) => {
    const probabilities = [0.5, 0.9, 0.95, 0.99];
    const expected = simulated(draw, probabilities);
    for (const [i, p] of probabilities.entries()) {
      expect(Math.abs(distribution.quantile(p) / expected[i] - 1), `p${p * 100}`).toBeLessThan(0.04);
    }
  });

  it('have more than a percent beyond the sum of p99s of neither: p99s do not add', () => {
    expect(a.plus(b).quantile(0.99)).toBeLessThan(70 * 0.8);
  });

  it('rise with the probability', () => {
    const mixed = a.sometimes(0.3).plus(b).plus(Distribution.logNormal(100, 500).sometimes(0.02));
    let before = 0;
    for (let p = 0.001; p < 1; p += 0.001) {
      const at = mixed.quantile(p);
      expect(at).toBeGreaterThanOrEqual(before - 1e-9);
      before = at;
    }
  });

  it('know the normal distribution', () => {
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(1.959963984540054)).toBeCloseTo(0.975, 12);
    expect(normalCdf(-8) / 6.22096057427178e-16).toBeCloseTo(1, 9);
    for (let x = -6; x <= 6; x += 0.37) expect(normalCdf(x) + normalCdf(-x)).toBeCloseTo(1, 12);
    for (let p = 0.01; p < 1; p += 0.07) expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 8);
  });
});

const head = 'client w {}\nflow f { from: w, rate: 1/s, op: read }\n';
const mean = (text: string, name = 'f.latency.mean'): number => design(head + text).value(name);

describe('a path', () => {
  it('adds what it waits for, and a round trip for each call', () => {
    expect(mean('service a { latency: 5ms }\nservice b { latency: 7ms }\nw -> a -> b')).toBeCloseTo(0.0125, 12);
    expect(
      mean('service a { latency: 5ms }\nworker b { latency: 7ms }\nqueue q { latency: 1ms }\nw -> a ~> q ~> b'),
    ).toBeCloseTo(0.005, 12);
  });

  it('takes the slowest of what runs at once', () => {
    const of = (first: string, second: string): number =>
      mean(
        `service a { latency: 1ms }\nexternal b { latency: 20ms }\nexternal c { latency: 30ms }\nw -> a\na -> b { ${first} }\na -> c { ${second} }`,
      );
    expect(of('', '')).toBeCloseTo(0.001 + 0.0205 + 0.0305, 9);
    expect(of('parallel: p', 'parallel: p')).toBeCloseTo(0.001 + 0.0305, 9);
    expect(of('parallel: p', 'parallel: q')).toBeCloseTo(0.001 + 0.0205 + 0.0305, 9);
    expect(of('calls: 3', '')).toBeCloseTo(0.001 + 3 * 0.0205 + 0.0305, 9);
    expect(of('calls: 3, parallel: p', '')).toBeCloseTo(0.001 + 0.0205 + 0.0305, 9);
    expect(of('share: 20%', '')).toBeCloseTo(0.001 + 0.2 * 0.0205 + 0.0305, 9);
    expect(of('batch: 10', '')).toBeCloseTo(0.001 + 0.0205 + 0.0305, 9);
    expect(of('batch: 10, linger: 8ms', '')).toBeCloseTo(0.001 + 0.0245 + 0.0305, 9);
  });

  it('waits for the slowest of a hundred: 63.4% of requests meet one beyond its p99', () => {
    const text = (calls: number): string =>
      `${head}service a { latency: 0ms, latency.p99: 0ms }\nexternal b { latency: 10ms, latency.p99: 1s }\nw -> a\na -> b { calls: ${calls}, parallel: p, rtt: 0ms }`;
    const { figure } = design(text(100));
    expect(figure('a.latency.p99').notes).toContain(
      'Of 100 calls at once (p), one is slower than its own p99 in 63.4% of requests.',
    );
    const [a] = [Distribution.logNormal(0.01, 1)];
    for (const n of [2, 10, 69, 100]) {
      const slower = 1 - Distribution.slowest([{ count: n, of: a }]).cdf(1);
      // Taken as log-normal again: to within 4%.
      expect(Math.abs(slower / (1 - 0.99 ** n) - 1)).toBeLessThan(0.045);
    }
    // With 69 at once it is half of them: their median is the p99 of one.
    expect(Math.abs(design(text(69)).value('f.latency.p50') - 1)).toBeLessThan(0.04);
  });

  it('asks one target of a balancer', () => {
    expect(
      mean(
        'lb l { latency: 1ms }\nservice a { latency: 10ms }\nservice b { latency: 20ms }\nw -> l\nl -> a { weight: 3 }\nl -> b { weight: 1 }',
      ),
    ).toBeCloseTo(0.001 + 0.75 * 0.0105 + 0.25 * 0.0205, 12);
  });

  it.each([
    ['fall-through', 'w -> c -> d'],
    ['on a miss', 'service a { latency: 0ms }\nw -> a\na -> c { rtt: 0ms }\na -> d { on-miss: c }'],
  ])('takes h·Lc + (1 − h)(Lc + Lmiss) through a cache, %s', (_, links) => {
    const seconds = mean(`cache c { latency: 1ms, hit-ratio: 90% }\ndatabase d { latency: 50ms }\n${links}`);
    expect(seconds).toBeCloseTo(0.001 + 0.1 * 0.0505, 9);
  });

  it('keeps hits and misses apart', () => {
    const text =
      'cache c { latency: 1ms, latency.p99: 2ms, hit-ratio: 90% }\ndatabase d { latency: 50ms, latency.p99: 60ms }\nw -> c -> d';
    const { value } = design(head + text);
    expect(value('f.latency.p50')).toBeLessThan(0.0015);
    expect(value('f.latency.p95')).toBeGreaterThan(0.045);
    expect(value('f.latency.bound')).toBeCloseTo(0.002 + 0.0005 + 0.06, 12);
  });

  it('stays below the sum of all p99s', () => {
    const chain = Array.from({ length: 6 }, (_, i) => `service s${i} { latency: 5ms, latency.p99: 50ms }`).join('\n');
    const { value } = design(`${head}${chain}\nw -> s0 -> s1 -> s2 -> s3 -> s4 -> s5`);
    const [p50, p95, p99, bound] = ['p50', 'p95', 'p99', 'bound'].map((measure) => value(`f.latency.${measure}`));
    expect(p50).toBeGreaterThan(6 * 0.005);
    expect(p50).toBeLessThan(p95);
    expect(p95).toBeLessThan(p99);
    expect(p99).toBeLessThan(bound);
    expect(bound).toBeCloseTo(6 * 0.05 + 5 * 0.0005, 12);
  });

  it('knows nothing of a tail nobody tells', () => {
    const { figure, value } = design(
      `${head}service a { latency: 5ms, latency.p99: 20ms }\nservice b { latency: 5ms }\nw -> a -> b`,
    );
    expect(value('f.latency.mean')).toBeGreaterThan(0.0105);
    expect(figure('f.latency.p99').missing).toEqual(['b.latency.p99']);
    expect(figure('f.latency.bound').missing).toEqual(['b.latency.p99']);
    expect(figure('b.latency.mean').notes).toEqual(['b says no latency.p99: its median stands for its mean.']);
    expect(design(`${head}service a {}\nw -> a`).figure('f.latency.mean').missing).toEqual(['a.latency']);
  });

  it('that calls itself has no end', () => {
    const text = 'service a { latency: 1ms }\nservice b { latency: 1ms }\nw -> a -> b\nb -> a { share: 10% }';
    expect(design(head + text).figure('f.latency.mean').value).toBeUndefined();
  });
});

describe('the network', () => {
  const hop = (from: string, to: string, link = '', more = ''): number =>
    mean(`${more}service a { latency: 0ms, ${from} }\nservice b { latency: 0ms, ${to} }\nw -> a\na -> b { ${link} }`);
  const regions = 'region eu { rtt { us: 85ms } }\nregion us {}\n';

  it.each([
    ['', '', '', 0.0005],
    ['regions: eu', 'regions: us', '', 0.085],
    ['regions: us', 'regions: eu', '', 0.085],
    ['regions: eu', 'regions: [us, eu]', '', 0.0005],
    ['regions: eu', 'regions: asia', '', 0.15],
    ['regions: us-east-1', 'regions: eu-west-1', '', 0.07],
    ['regions: eu-west-1', 'regions: us-east-1', '', 0.07],
    ['', '', 'rtt: 3ms', 0.003],
    ['part-of: b', '', '', 0],
  ])('from %s to %s, %s', (from, to, link, seconds) => {
    expect(hop(from, to, link, regions)).toBeCloseTo(seconds, 12);
  });

  it('to a device is counted where it is said', () => {
    expect(
      design('client w { rtt: 40ms }\nflow f { from: w, rate: 1/s }\nservice a { latency: 1ms }\nw -> a').value(
        'f.latency.mean',
      ),
    ).toBeCloseTo(0.041, 12);
    expect(design(`${head}service a { latency: 1ms }\nw -> a`).figure('f.latency.mean').notes).toContain(
      'The way from the device is not counted: w says no rtt.',
    );
  });

  it('is not there to a cache inside', () => {
    expect(
      mean('service a { latency: 1ms }\ncache c { latency: 1us, scope: local, hit-ratio: 100% }\nw -> a -> c'),
    ).toBeCloseTo(0.001001, 12);
  });
});

describe('a component', () => {
  it('takes the mean over all that reaches it', () => {
    const text =
      'client w {}\nflow f { from: w, rate: 3/s }\nflow g { from: w, rate: 1/s }\nservice a { latency: 1ms }\nexternal e { latency: 100ms }\nw -> a\na -> e { for: g }';
    expect(design(text).value('a.latency.mean')).toBeCloseTo(0.001 + 0.25 * 0.1005, 9);
    expect(design(text).value('e.latency.mean')).toBeCloseTo(0.1, 12);
  });

  it('counts its stages', () => {
    const { value } = design(
      'gateway g { stages { ip-limit: 500us, tls: 5ms, auth: 10ms, user-limit: 500us, validation: 1ms } }\nservice s { latency: 3ms, latency.p99: 9ms, stages { auth: 2ms } }',
    );
    expect(value('g.latency.p99')).toBeCloseTo(0.017, 12);
    expect(value('s.latency.p50')).toBeCloseTo(0.005, 12);
    expect(value('s.latency.p99')).toBeCloseTo(0.011, 12);
  });
});

describe('at peak', () => {
  const at = (rate: number, more = ''): ReturnType<typeof design> =>
    design(
      `client w { peak: 1x }\nflow f { from: w, rate: ${rate}/s, op: read }\nservice s { capacity: 12.5/s, latency: 80ms, latency.p99: 80ms${more} }\nw -> s`,
    );

  it('the wait for a free slot is part of the time: M/M/1 at 10/s of 12.5/s waits 320 ms', () => {
    const { value } = at(10);
    expect(value('s.wait.mean')).toBeCloseTo(0.32, 12);
    expect(value('f.latency.mean')).toBeCloseTo(0.4, 12);
    // P(wait > t) = 0.8 e^(−2.5 t)
    for (const [figure, q] of [
      ['p50', 0.5],
      ['p95', 0.05],
      ['p99', 0.01],
    ] as const)
      expect(Math.abs(value(`f.latency.${figure}`) / (0.08 + Math.log(0.8 / q) / 2.5) - 1), figure).toBeLessThan(0.03);
  });

  it('nobody waits where most find a free slot: the time of half of them is the own one', () => {
    const { value } = at(4);
    expect(value('f.latency.p50')).toBeCloseTo(0.08, 9);
    expect(value('f.latency.p99')).toBeGreaterThan(0.4);
  });

  it('a saturated component never answers, and neither does what calls it', () => {
    const { value } = at(13);
    for (const figure of ['mean', 'p50', 'p99', 'bound']) {
      expect(value(`f.latency.${figure}`), figure).toBe(Number.POSITIVE_INFINITY);
      expect(value(`s.latency.${figure}`), figure).toBe(Number.POSITIVE_INFINITY);
    }
  });

  it('a wait that nobody can tell is not counted', () => {
    const text = 'client w {}\nflow f { from: w, rate: 1/s, op: read }\nservice s { latency: 5ms }\nw -> s';
    expect(design(text).value('f.latency.mean')).toBeCloseTo(0.005, 12);
  });

  it('threads and capacity are counted without the waits of others', () => {
    const { value } = design(
      'client w { peak: 1x }\nflow f { from: w, rate: 10/s, op: read }\nservice a { concurrency: 10, latency: 20ms }\nservice s { capacity: 12.5/s, latency: 80ms }\nw -> a\na -> s { rtt: 0ms }',
    );
    expect(value('a.capacity')).toBeCloseTo(100, 9);
    expect(value('f.latency.mean')).toBeCloseTo(0.42, 3);
  });
});
