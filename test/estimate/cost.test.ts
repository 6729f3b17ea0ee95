import { describe, expect, it } from 'vitest';
import { showValue } from '../../language-server/src/estimate/show.js';
import { type Design, design } from './design.js';

const month = (365 / 12) * 86_400;
const head =
  'client w { users: 1M, peak: 3x }\nflow f { from: w, rate: 100/s, op: write, request: 1KB, response: 2KB }\n';
const of = (component: string, more = ''): Design => design(`${head}${component}\nw -> c\n${more}`);

describe('of a component', () => {
  it.each([
    ['replicas', 'service c { replicas: 3, price { replica: $100/month } }', 300],
    ['requests', 'service c { price { request: $0.20/M } }', 100 * month * 0.2e-6],
    ['egress', 'service c { price { egress: $0.09/GB } }', 100 * month * 2000 * 0.09e-9],
    [
      'storage',
      'storage c { object-size: 1KB, retention: 1d, price { storage: $0.023/GB/month } }',
      100 * 86_400 * 1000 * 0.023e-9,
    ],
    [
      'compute',
      'function c { memory: 2GB, latency: 100ms, price { compute: $0.06/GB/h } }',
      100 * month * 0.1 * 2 * (0.06 / 3600),
    ],
    ['all of it', 'service c { replicas: 2, price { replica: $100/month, request: $1/M } }', 200 + 100 * month * 1e-6],
    [
      'the average need, growing and shrinking',
      'service c { capacity: 20/s, autoscale { min: 2, max: 50 }, price { replica: $10/month } }',
      10 * Math.ceil(100 / 14),
    ],
    [
      'at least the fewest',
      'service c { capacity: 1k/s, autoscale { min: 4, max: 50 }, price { replica: $10/month } }',
      40,
    ],
    [
      'at most the most',
      'service c { capacity: 1/s, autoscale { min: 4, max: 50 }, price { replica: $10/month } }',
      500,
    ],
  ])('%s', (_, component, money) => {
    const { value } = of(component);
    expect(value('c.cost.month')).toBeCloseTo(money, 6);
    expect(value('c.cost.user')).toBeCloseTo(money / 1e6, 9);
    expect(value('c.cost.request')).toBeCloseTo(money / (100 * month), 12);
    expect(value('system.cost.month')).toBeCloseTo(money, 6);
  });

  it('shows prices as they are quoted', () => {
    const shown = (component: string, part: string): string => {
      const price = of(component)
        .figure('c.cost.month')
        .inputs.find(({ name }) => name === `c.cost.${part}`)
        ?.derivation?.inputs.find(({ name }) => name.startsWith('c.price.'));
      return price ? showValue(price.value, price.unit) : '';
    };
    expect(shown('service c { price { replica: $310/month } }', 'replicas')).toBe('$310/month');
    expect(shown('service c { price { egress: $0.09/GB } }', 'egress')).toBe('$0.09/GB');
    expect(shown('service c { price { request: $0.20/M } }', 'requests')).toBe('$0.2/M');
    expect(shown('storage c { object-size: 1KB, retention: 1d, price { storage: $0.023/GB/month } }', 'storage')).toBe(
      '$0.023/GB/month',
    );
  });

  it('of a queue is for requests, each of which may bring many messages', () => {
    const queue = (link: string): number =>
      design(
        `client w {}\nflow f { from: w, rate: 100/s, op: write }\nflow g { from: w, rate: 3/s, op: write }\nqueue q { price { request: $0.40/M } }\nw ~> q { for: f, ${link} }\nw ~> q { for: g }`,
      ).value('q.cost.month');
    expect(queue('timeout: 1s')).toBeCloseTo(103 * month * 0.4e-6, 6);
    expect(queue('batch: 10')).toBeCloseTo(13 * month * 0.4e-6, 6);
  });

  it('is not there without a price', () => {
    expect(of('service c {}').estimates.get('c.cost.month')).toBeUndefined();
    expect(of('service c {}').figure('system.cost.month').missing).toEqual(['price of a component']);
  });

  it('says what is missing', () => {
    expect(of('database c { table t {}, price { storage: $1/GB/month } }').figure('c.cost.month').missing).toEqual([
      't.row',
      't.retention',
    ]);
    expect(of('function c { latency: 1ms, price { compute: $1/GB/h } }').figure('c.cost.month').missing).toEqual([
      'c.memory',
    ]);
  });
});

describe('of the system', () => {
  it('names what has no price', () => {
    const { figure } = of('service c { price { replica: $100/month } }', 'service d {}\nc -> d');
    expect(figure('system.cost.month').value).toBeCloseTo(100, 9);
    expect(figure('system.cost.month').notes).toEqual(['Without a price, so not in it: d.']);
  });

  it('is per request of a client and per daily user', () => {
    const text = `client w { users: 2M, daily: 50% }\nflow f { from: w, rate: 100/s }\nflow g { from: c, of: f, share: 3x }\nservice c { price { replica: $100/month } }\nservice d {}\nw -> c { for: f }\nc -> d { for: g }`;
    expect(design(text).value('system.cost.request')).toBeCloseTo(100 / (100 * month), 12);
    expect(design(text).value('system.cost.user')).toBeCloseTo(100 / 1e6, 12);
  });

  it('is by the calendar', () => {
    const text = `system "S" { calendar { month: 30d } }\n${head}service c { price { replica: $120/month, request: $1/M } }\nw -> c`;
    expect(design(text).value('c.cost.month')).toBeCloseTo(120 + 100 * 30 * 86_400 * 1e-6, 6);
  });
});
