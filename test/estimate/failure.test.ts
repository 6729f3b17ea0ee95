import { describe, expect, it } from 'vitest';
import { spread, tooFew } from '../../language-server/src/estimate/availability/redundancy.js';
import { showValue } from '../../language-server/src/estimate/show.js';
import { type Design, design } from './design.js';

const head = 'client w {}\nflow f { from: w, rate: 1/s, slo { availability: 99.9% } }\n';

describe('redundancy', () => {
  /** At least k of n, over every combination of replicas and places that are up or down. */
  function enumerated(
    places: readonly { readonly replicas: number; readonly down: number }[],
    down: number,
    k: number,
  ): number {
    const parts = places.flatMap(({ replicas, down: own }, place) => [
      { place, isPlace: true, down: own },
      ...Array.from({ length: replicas }, () => ({ place, isPlace: false, down })),
    ]);
    let chance = 0;
    for (let state = 0; state < 2 ** parts.length; state++) {
      const isUp = (i: number): boolean => ((state >> i) & 1) === 1;
      const up = new Set(parts.flatMap(({ place, isPlace }, i) => (isPlace && isUp(i) ? [place] : [])));
      const working = parts.filter(({ place, isPlace }, i) => !isPlace && isUp(i) && up.has(place)).length;
      if (working < k) chance += parts.reduce((p, part, i) => p * (isUp(i) ? 1 - part.down : part.down), 1);
    }
    return chance;
  }

  it('is that of all combinations: 1 − (1 − a)^n, or k of n, with shared places', () => {
    for (const places of [[0], [0.01], [0.1, 0.2], [0.01, 0, 0.3]]) {
      for (let n = 1; n <= 7; n++) {
        for (let k = 1; k <= n; k++) {
          for (const down of [0, 0.03, 0.4, 1]) {
            const found = tooFew(spread(n, places), down, k);
            expect(found, `${k} of ${n} in ${places}, ${down}`).toBeCloseTo(enumerated(spread(n, places), down, k), 13);
          }
        }
      }
    }
    expect(tooFew(spread(2, [0]), 0.01, 1)).toBeCloseTo(0.0001, 15);
    expect(tooFew(spread(3, [0]), 0.1, 4)).toBe(1);
  });

  it('keeps all digits of what is hardly ever down', () => {
    expect(tooFew(spread(12, [0]), 0.001, 1) / 1e-36).toBeCloseTo(1, 12);
    // 8 or more of 10 fail: 45 q⁸ and little else.
    expect(tooFew(spread(10, [0]), 1e-6, 3) / 45e-48).toBeCloseTo(1, 5);
  });

  it('of hundreds is the binomial tail', () => {
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    let few = 0;
    for (let up = 0; up < 495; up++) few += choose(500, 500 - up) * 0.999 ** up * 0.001 ** (500 - up);
    expect(tooFew(spread(500, [0]), 0.001, 495) / few).toBeCloseTo(1, 9);
  });

  it('ends in certainty for very many', () => {
    // Two of three zones hold enough.
    expect(tooFew(spread(9000, [0.01, 0.01, 0.01]), 0.05, 5000)).toBeCloseTo(1 - (3 * 0.99 ** 2 * 0.01 + 0.99 ** 3), 9);
  });
});

describe('of a component', () => {
  const of = (kind: string, properties: string, more = ''): number =>
    design(`${more}${kind} c { ${properties} }`).value('c.availability');

  it.each([
    ['service', 'availability: 99%, replicas: 2', 0.9999],
    ['service', 'availability: 99%, replicas: 3, quorum: 2', 3 * 0.99 ** 2 * 0.01 + 0.99 ** 3],
    ['external', 'availability: 99.5%, replicas: 3', 0.995],
    ['database', 'availability: 99.95%, managed: yes, replicas: 3', 0.9995],
    ['database', 'availability: 99%, replicas: 6, shards: 3', 0.9999],
  ])('%s %s', (kind, properties, expected) => {
    expect(of(kind, properties)).toBeCloseTo(expected, 12);
  });

  it('fails with its zone or region, where that is known', () => {
    const zones = 'zone a { availability: 99.9% }\nzone b { availability: 99.9% }\n';
    expect(of('service', 'availability: 99%, replicas: 2, zones: a', zones)).toBeCloseTo(0.999 * 0.9999, 12);
    expect(of('service', 'availability: 99%, replicas: 2, zones: [a, b]', zones)).toBeCloseTo(
      1 - (1 - 0.999 * 0.99) ** 2,
      12,
    );
    expect(design('service c { availability: 99%, zones: [x, y] }').figure('c.availability').notes).toEqual([
      'No availability is said of its zones, so none of them can fail.',
    ]);
  });
});

describe('of a flow', () => {
  const of = (text: string): number => design(head + text).value('f.availability');
  const services =
    'service a { availability: 99.9% }\nexternal b { availability: 99% }\nexternal c { availability: 98% }\n';

  it('multiplies what it needs, each once', () => {
    expect(of(`${services}w -> a -> b`)).toBeCloseTo(0.999 * 0.99, 12);
    expect(of(`${services}w -> a -> b\nw -> a { calls: 2 }\na -> b { share: 5% }`)).toBeCloseTo(0.999 * 0.99, 12);
  });

  it.each([
    ['nobody waits', 'w -> a\na ~> b', 0.999],
    ['ignored', 'w -> a\na -> b { fallback: ignore }', 0.999],
    ['stale', 'w -> a\na -> b { fallback: stale }', 0.999],
    ['rejected on purpose', 'w -> a\na -> b { fallback: reject }', 0.999 * 0.99],
    ['another component instead', 'w -> a\na -> b { fallback: c }', 0.999 * (1 - 0.01 * 0.02)],
  ])('%s', (_, links, expected) => {
    expect(of(services + links)).toBeCloseTo(expected, 12);
  });

  it('can do without a cache-aside cache, but not without the store behind it', () => {
    const cached = (pattern: string): number =>
      of(
        `service a { availability: 99.9% }\ncache k { availability: 95%, hit-ratio: 90%, pattern: ${pattern} }\ndatabase d { availability: 99% }\nw -> a -> k -> d`,
      );
    expect(cached('cache-aside')).toBeCloseTo(0.999 * 0.99, 12);
    expect(cached('read-through')).toBeCloseTo(0.999 * 0.95 * 0.99, 12);
  });

  it('needs the target that a balancer picks', () => {
    expect(
      of(`lb l { availability: 99.99% }\n${services}w -> l\nl -> b { weight: 3 }\nl -> c { weight: 1 }`),
    ).toBeCloseTo(0.9999 * (0.75 * 0.99 + 0.25 * 0.98), 12);
  });

  it('spends its error budget', () => {
    const { value } = design(`${head}external a { availability: 99.95% }\nw -> a`);
    expect(value('f.error-budget')).toBeCloseTo(0.001 * 30 * 86_400, 9);
    expect(value('f.error-budget.share')).toBeCloseTo(0.5, 12);
    expect(value('f.downtime.year')).toBeCloseTo(0.0005 * 365 * 86_400, 6);
    expect(value('system.availability')).toBeCloseTo(0.9995, 12);
  });

  it('takes the window and the calendar that are written', () => {
    const { value } = design(
      'system "S" { calendar { month: 30d }, slo { availability: 99.9%, window: 7d } }\nclient w {}\nflow f { from: w, rate: 1/s }\nexternal a { availability: 99.9% }\nw -> a',
    );
    expect(value('f.error-budget')).toBeCloseTo(0.001 * 7 * 86_400, 9);
    expect(value('f.downtime.month')).toBeCloseTo(0.001 * 30 * 86_400, 9);
  });

  it('says whose availability is missing', () => {
    expect(design(`${head}service a {}\nw -> a`).figure('f.availability').missing).toEqual(['a.availability']);
  });
});

describe('components in one place', () => {
  const head =
    'client w {}\nflow f { from: w, rate: 1/s }\nregion eu { availability: 99.9% }\nregion us { availability: 99% }\n';

  it('fail with it together: a flow through all of them counts it once', () => {
    const { value, figure } = design(
      `${head}service a { regions: eu, availability: 99% }\nservice b { regions: eu, availability: 98% }\nservice c { regions: us, availability: 97% }\nw -> a -> b -> c`,
    );
    expect(value('f.availability')).toBeCloseTo(0.99 * 0.98 * 0.97 * 0.999 * 0.99, 14);
    expect(value('a.availability')).toBeCloseTo(0.99 * 0.999, 14);
    expect(figure('f.availability').inputs.map(({ name }) => name)).toEqual([
      'a.availability.in-place',
      'b.availability.in-place',
      'c.availability.in-place',
      'eu.availability',
      'us.availability',
    ]);
  });

  it('spread over several, each counts by itself', () => {
    const { value } = design(`${head}service a { regions: [eu, us], replicas: 2, availability: 99% }\nw -> a`);
    expect(value('f.availability')).toBeCloseTo(1 - (1 - 0.999 * 0.99) * (1 - 0.99 * 0.99), 14);
  });
});

describe('an error budget', () => {
  it('is held against what is aimed for and against what was promised', () => {
    const { value, estimates } = design(
      'client w {}\nflow f { from: w, rate: 1/s, slo { availability: 99.9% }, sla { availability: 99.5%, window: 10d } }\nservice a { availability: 99.8% }\nw -> a',
    );
    expect(value('f.error-budget')).toBeCloseTo(0.001 * 30 * 86_400, 6);
    expect(value('f.error-budget.share')).toBeCloseTo(2, 9);
    expect(value('f.error-budget.sla')).toBeCloseTo(0.005 * 10 * 86_400, 6);
    expect(value('f.error-budget.share.sla')).toBeCloseTo(0.4, 9);
    expect(estimates.get('a.error-budget.sla')).toBeUndefined();
  });
});

describe('of many nines', () => {
  it('is never certainty, and its downtime keeps its digits', () => {
    const { value } = design(
      `${head}service a { availability: 99.9%, replicas: 7 }\nservice b { availability: 99.9%, replicas: 8 }\nw -> a -> b`,
    );
    expect(value('a.availability')).toBeLessThan(1);
    expect(showValue(value('a.availability'), 'ratio', true)).toMatch(/^99\.9{13}\d*%$/);
    // That many are of the sum, not of the design.
    expect(showValue(value('a.availability'), 'ratio')).toBe('> 99.9999999999%');
    expect(showValue(1 - 1e-12, 'ratio')).toBe('99.9999999999%');
    expect([1e-15, 0].map((value) => showValue(value, 'ratio'))).toEqual(['< 0.0000000001%', '0%']);
    expect(value('a.downtime.year') / (1e-21 * 365 * 86_400)).toBeCloseTo(1, 9);
    expect(value('f.downtime.year') / (1.001e-21 * 365 * 86_400)).toBeCloseTo(1, 9);
    expect(value('f.error-budget.share') / (1.001e-21 / 1e-3)).toBeCloseTo(1, 9);
  });

  it('is certainty only of what never fails', () => {
    expect(design(`${head}service a { availability: 100% }\nw -> a`).value('f.availability')).toBe(1);
  });

  it('of parts one after the other is their product', () => {
    const of = (a: string, b: string): number =>
      design(`${head}service a { availability: ${a} }\nservice b { availability: ${b} }\nw -> a -> b`).value(
        'f.availability',
      );
    expect(of('99.95%', '99.99%')).toBeCloseTo(0.9995 * 0.9999, 14);
    expect(of('99.9%', '99.9%')).toBeCloseTo(0.998001, 14);
  });
});

describe('timeouts and retries', () => {
  const worst = (link: string, name = 'w->a.timeout.worst-case'): number =>
    design(`${head}service a {}\nservice b {}\nw -> a { ${link} }`).value(name);

  it.each([
    ['timeout: 2s', 2],
    ['timeout: 2s, retries: 3', 8],
    ['timeout: 5s, retries: 4, backoff: exponential(1s, 60s)', 25 + 15],
    ['timeout: 5s, retries: 4, backoff: exponential(1s, 2s)', 25 + 1 + 2 + 2 + 2],
    ['timeout: 1s, retries: 2, backoff: constant(100ms)', 3.2],
    ['timeout: 1s, retries: 2, backoff: constant(100ms), jitter: 500ms', 4.2],
    ['timeout: 1s, retries: 2, backoff: constant(100ms), jitter: full', 3.2],
    ['timeout: 5s, retries: 4, deadline: 10s', 10],
    ['timeout: 5s, deadline: propagate', 5],
    ['deadline: 7s', 7],
    ['connect-timeout: 2s, write-timeout: 3s, read-timeout: 5s', 10],
    ['connect-timeout: 2s, write-timeout: 3s, read-timeout: 5s, retries: 1', 20],
    ['connect-timeout: 2s, write-timeout: 3s, read-timeout: 5s, timeout: 4s', 4],
    ['timeout: 1s, retries: 1000000, backoff: exponential(1s, 2s)', 1_000_001 + 1 + 2 * 999_999],
  ])('%s', (link, seconds) => {
    expect(worst(link)).toBeCloseTo(seconds, 6);
    expect(worst(link, 'f.timeout.worst-case')).toBeCloseTo(seconds, 6);
  });

  it('are one budget on a chain', () => {
    const { value } = design(`${head}service a {}\nservice b {}\nw -> a -> b { timeout: 2s, retries: 3 }`);
    expect(value('a->b.timeout.worst-case')).toBe(2);
  });

  it('add up for calls one after the other, the longest of those at once', () => {
    const of = (first: string, second = 'timeout: 3s'): number =>
      design(`${head}service a {}\nservice b {}\nw -> a { ${first} }\nw -> b { ${second} }`).value(
        'f.timeout.worst-case',
      );
    expect(of('timeout: 2s')).toBe(5);
    expect(of('timeout: 2s, calls: 4')).toBe(11);
    expect(of('timeout: 2s, calls: 4, parallel: p')).toBe(5);
    expect(of('timeout: 2s, parallel: p', 'timeout: 3s, parallel: p')).toBe(3);
  });

  it('say what has none', () => {
    expect(
      design(`${head}service a {}\nw -> a { connect-timeout: 1s, read-timeout: 1s }`).figure('f.timeout.worst-case')
        .missing,
    ).toEqual(['w->a.timeout']);
    expect(design(`${head}service a {}\nw -> a`).figure('f.timeout.worst-case').missing).toEqual(['w->a.timeout']);
  });

  it('multiply along the worst path', () => {
    const { figure, value } = design(
      `${head}service a {}\nservice b {}\nservice c {}\nw -> a { retries: 1 }\na -> b { retries: 3 }\na -> c\nc -> b { retries: 5 }`,
    );
    expect(value('w->a.retries.amplification')).toBe(2);
    expect(figure('f.retries.amplification')).toMatchObject({
      value: 12,
      notes: ['Calls that do not say how often they retry count as one attempt.'],
    });
    expect(
      design(
        `${head}service a {}\nservice b {}\nw -> a { retries: 1 }\na -> b { retries: 2 }\nb -> a { share: 10%, retries: 9 }`,
      ).value('f.retries.amplification'),
    ).toBe(6);
  });
});

describe('queues', () => {
  const queue = (more: string, worker = 'replicas: 10, capacity: 20/s'): Design =>
    design(
      `client w { peak: 3x }\nflow f { from: w, rate: 100/s, op: write ${more} }\nqueue q { outage: 10min }\nworker k { ${worker} }\nw ~> q ~> k`,
    );

  it('grow by what the consumers cannot take', () => {
    expect(queue('').value('q.lag.growth')).toBeCloseTo(100, 9);
    expect(queue('', 'replicas: 20, capacity: 20/s').value('q.lag.growth')).toBe(0);
  });

  it('drain after an outage or a spike, whichever leaves more', () => {
    expect(queue('').value('q.lag.drain')).toBeCloseTo((100 * 600) / (200 - 100), 9);
    expect(queue(', spike { to: 500/s, lasting: 15min }').value('q.lag.drain')).toBeCloseTo(
      ((500 - 200) * 900) / (200 - 100),
      9,
    );
    expect(queue('', 'capacity: 100/s').value('q.lag.drain')).toBe(Number.POSITIVE_INFINITY);
  });

  it('drain in the batches that consumers take', () => {
    const batched = (publish: string): number =>
      design(
        `client w { peak: 1x }\nflow f { from: w, rate: 100/s, op: write, spike { to: 500/s, lasting: 15min } }\nqueue q {}\nworker k { replicas: 2, capacity: 10/s }\nw ~> q { ${publish} }\nq ~> k { batch: 10 }`,
      ).value('q.lag.drain');
    expect(batched('')).toBeCloseTo(((50 - 20) * 900) / (20 - 10), 9);
    expect(batched('batch: 25')).toBeCloseTo(((50 - 20) * 900) / (20 - 10), 9);
  });

  it('count only what the consumers have left', () => {
    const text =
      'client w { peak: 1x }\nflow f { from: w, rate: 100/s, op: write }\nflow g { from: w, rate: 50/s, op: read }\nqueue q {}\nservice k { capacity: 120/s }\nw ~> q { for: f }\nq ~> k { for: f }\nw -> k { for: g }';
    expect(design(text).value('q.lag.growth')).toBeCloseTo(30, 9);
  });

  it('of a topic are as slow as its slowest group', () => {
    const text =
      'client w { peak: 1x }\nflow f { from: w, rate: 100/s, op: write }\ntopic t {}\nworker a { capacity: 60/s }\nworker b { capacity: 60/s }\nworker c { capacity: 90/s }\nw ~> t\nt ~> a { group: g }\nt ~> b { group: g }\nt ~> c';
    expect(design(text).value('t.lag.growth')).toBeCloseTo(10, 9);
  });

  it('say what is missing', () => {
    expect(design('queue q {}').figure('q.lag.growth').missing).toEqual(['a consumer of q']);
    expect(
      design(
        `client w {}\nflow f { from: w, rate: 1/s, op: write }\nqueue q {}\nworker k { capacity: 9/s }\nw ~> q ~> k`,
      ).figure('q.lag.drain').missing,
    ).toEqual(['q.outage', 'spike of a flow']);
  });
});
