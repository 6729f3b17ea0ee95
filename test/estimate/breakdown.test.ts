import { describe, expect, it } from 'vitest';
import { latencyBreakdown } from '../../language-server/src/estimate/latency/breakdown.js';
import { design } from './design.js';

const shop = `
client web { users: 1k }
flow view { from: web, rate: 10/user/day, op: read }
service api { replicas: 2, capacity: 1k/s, latency: 4ms }
cache hot { replicas: 2, capacity: 10k/s, latency: 1ms, hit-ratio: 75% }
database db { replicas: 1, capacity: 1k/s, latency: 8ms }
service tail { replicas: 2, capacity: 1k/s, latency: 3ms }
web -> api
`;

/** Seconds by component, network and own time together. */
function partsOf(text: string): { readonly sums: Record<string, number>; readonly mean: number } {
  const { model, value } = design(text);
  const sums: Record<string, number> = {};
  for (const { component, own, network } of latencyBreakdown(model, model.flows[0])) {
    sums[component.id] = (sums[component.id] ?? 0) + own + network;
  }
  return { sums, mean: value('view.latency.mean') };
}

const total = (sums: Record<string, number>) => Object.values(sums).reduce((sum, seconds) => sum + seconds, 0);

describe('where the mean response time of a flow goes', () => {
  it('adds up to it, each call by its chance', () => {
    const { sums, mean } = partsOf(`${shop}api -> hot -> db\nhot ~> tail`);
    expect(total(sums)).toBeCloseTo(mean, 9);
    expect(sums['db'] / 0.25).toBeGreaterThan(0.008 - 1e-9);
    expect(sums).not.toHaveProperty('tail');
  });

  it('counts calls one after the other', () => {
    const one = partsOf(`${shop}api -> db`);
    const three = partsOf(`${shop}api -> db { calls: 3 }`);
    expect(three.sums['db']).toBeCloseTo(3 * one.sums['db'], 9);
    expect(total(three.sums)).toBeCloseTo(three.mean, 9);
  });

  it('leaves out what is faster than another call in parallel', () => {
    const { sums, mean } = partsOf(`${shop}api -> db { parallel: both }\napi -> tail { parallel: both }`);
    expect(sums).toHaveProperty('db');
    expect(sums).not.toHaveProperty('tail');
    expect(total(sums)).toBeLessThanOrEqual(mean + 1e-9);
  });

  it('says nothing where a time is unknown', () => {
    const { model } = design(`${shop.replace(', latency: 8ms', '')}api -> db`);
    expect(latencyBreakdown(model, model.flows[0])).toEqual([]);
  });
});
