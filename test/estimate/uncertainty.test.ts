import { describe, expect, it } from 'vitest';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import {
  latinHypercube,
  normalQuantile,
  quantiles,
  rankCorrelation,
  ranks,
} from '../../language-server/src/estimate/statistics.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';

function figuresOf(text: string) {
  const model = buildModel('design.arch', new Map([['design.arch', parseFile('design.arch', text)]]));
  expect(model.problems).toEqual([]);
  return estimate(model);
}

function spreadOf(text: string, name: string) {
  const estimates = figuresOf(text);
  const figure = estimates.get(name)!;
  return { figure, spread: estimates.spread(figure) };
}

describe('statistics', () => {
  it.each([
    [0.5, 0],
    [0.95, 1.6448536269514722],
    [0.975, 1.959963984540054],
    [0.01, -2.3263478740408408],
  ])('knows the normal quantile of %d', (p, z) => {
    expect(normalQuantile(p)).toBeCloseTo(z, 8);
  });

  it('draws one point from each equal part', () => {
    const points = latinHypercube(1000, 7);
    expect([...points].sort((a, b) => a - b)).toEqual(Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000));
    expect(latinHypercube(1000, 7)).toEqual(points);
    expect(latinHypercube(1000, 8)).not.toEqual(points);
  });

  it('selects quantiles as sorting does', () => {
    const values = latinHypercube(997, 3);
    const sorted = values.slice().sort();
    expect(quantiles(values, [0.05, 0.5, 0.95])).toEqual([sorted[49], sorted[498], sorted[947]]);
  });

  it('correlates ranks', () => {
    const a = latinHypercube(500, 1);
    const correlation = (other: (x: number) => number) => rankCorrelation(ranks(a), ranks(a.map(other)));
    expect(correlation((x) => x ** 3)).toBeCloseTo(1, 12);
    expect(correlation((x) => -x)).toBeCloseTo(-1, 12);
    expect(correlation(() => 4)).toBe(0);
    expect([...ranks(Float64Array.of(3, 1, 3, 2))]).toEqual([2.5, 0, 2.5, 1]);
  });
});

describe('uncertainty', () => {
  const design = `
    client web { users: 80M..120M }
    flow view { from: web, rate: 864/user/day, op: read, response: 1KB..4KB, peak: 2x }
    service api { replicas: 4, capacity: 1M/s }
    web -> api`;

  it('reads a range as the 5th and 95th percentile of a log-normal', () => {
    const { figure, spread } = spreadOf(design, 'view.rate.average');
    expect(figure.value).toBeCloseTo(Math.sqrt(80e6 * 120e6) / 100, 3);
    expect(spread!.low / 0.8e6).toBeCloseTo(1, 3);
    expect(spread!.high / 1.2e6).toBeCloseTo(1, 3);
    expect(spread!.median / figure.value!).toBeCloseTo(1, 3);
  });

  it('multiplies independent ranges as log-normals do', () => {
    const { spread } = spreadOf(design, 'web->api.bandwidth.in');
    // ln-widths add in squares: the product's 90% range spans e^sqrt(ln(1.5)² + ln(4)²).
    const width = Math.exp(Math.hypot(Math.log(1.5), Math.log(4)));
    expect(spread!.high / spread!.low / width).toBeCloseTo(1, 1);
    expect(spread!.causes.map(({ name }) => name)).toEqual(['view.response', 'web.users']);
    const wide = Math.log(4) ** 2;
    expect(spread!.causes[0].share).toBeCloseTo(wide / (wide + Math.log(1.5) ** 2), 1);
    expect(spread!.causes.reduce((total, { share }) => total + share, 0)).toBeCloseTo(1, 12);
  });

  it('lets one param move all that use it together', () => {
    const estimates = figuresOf(`
      param load = 100..400
      client a { users: load }
      client b { users: load }
      flow x { from: a, rate: 1/user/day }
      flow y { from: b, rate: 1/user/day }
      service s { replicas: 1, capacity: 1/s }
      a -> s
      b -> s`);
    const total = estimates.get('s.rate.average')!;
    const spread = estimates.spread(total)!;
    expect(spread.low * 86_400).toBeCloseTo(200, 0);
    expect(spread.high * 86_400).toBeCloseTo(800, 0);
    expect(spread.causes).toEqual([{ name: 'load', share: 1 }]);
  });

  it('contains the point estimate, and is the same each time', () => {
    const first = figuresOf(design);
    const second = figuresOf(design);
    for (const figure of first.figures) {
      const spread = first.spread(figure);
      if (!spread) continue;
      expect(spread.low).toBeLessThanOrEqual(figure.value!);
      expect(spread.high).toBeGreaterThanOrEqual(figure.value!);
      expect(second.spread(second.get(figure.name)!)).toEqual(spread);
    }
  });

  it('draws the same wherever the design lies', () => {
    const spreadIn = (folder: string) => {
      const files = ['main.arch', 'shared/load.arch'].map((name) => `${folder}${name}`);
      const texts = [design.replace('80M..120M', 'dau'), 'param dau = 80M..120M'];
      const parsed = new Map(
        files.map((file, i) => [file, parseFile(file, i === 0 ? `import "./shared/load.arch"${texts[0]}` : texts[1])]),
      );
      const model = buildModel(files[0], parsed);
      expect(model.problems).toEqual([]);
      const estimates = estimate(model);
      return estimates.spread(estimates.get('web->api.bandwidth.in')!);
    };
    const here = spreadIn('');
    expect(here?.causes.map(({ name }) => name)).toEqual(['view.response', 'dau']);
    for (const folder of ['/home/a/designs/', 'file:///c%3A/work/', '/b/']) expect(spreadIn(folder)).toEqual(here);
  });

  it('has nothing to say about a design without ranges', () => {
    expect(
      spreadOf('client web { users: 10 }\nflow f { from: web, rate: 1/user/day }', 'f.rate.average').spread,
    ).toBeUndefined();
  });
});
