import { describe, expect, it } from 'vitest';
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

/** Seconds by called component, way and own time together. */
function partsOf(text: string) {
  const { model, estimates, value } = design(text);
  const { own, links, overlap } = estimates.breakdown(model.flows[0])!;
  const sums: Record<string, number> = { start: own };
  for (const [{ target }, part] of links) sums[target.id] = (sums[target.id] ?? 0) + part.own + part.way;
  return { sums, overlap, mean: value('view.latency.mean') };
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

  it('keeps all calls that run at once, and says what that saves', () => {
    const { sums, overlap, mean } = partsOf(`${shop}api -> db { parallel: both }\napi -> tail { parallel: both }`);
    expect(sums).toHaveProperty('db');
    expect(sums).toHaveProperty('tail');
    expect(overlap).toBeGreaterThan(0);
    expect(total(sums) - overlap).toBeCloseTo(mean, 9);
  });

  it('lets a balancer ask one of its targets', () => {
    const { sums, overlap, mean } = partsOf(
      `${shop}api -> front\nlb front { latency: 1ms }\nfront -> db\nfront -> tail`,
    );
    expect(sums['db']).toBeLessThan(0.008);
    expect(overlap).toBe(0);
    expect(total(sums)).toBeCloseTo(mean, 9);
  });

  it('counts the wait for a batch to fill, and for a free slot', () => {
    const text = `${shop.replace('database db { replicas: 1, capacity: 1k/s', 'database db { replicas: 1, capacity: 0.2/s')}api -> db { linger: 10ms }`;
    const { sums, mean } = partsOf(text);
    expect(sums['db']).toBeGreaterThan(0.013);
    expect(total(sums)).toBeCloseTo(mean, 9);
  });

  it('says nothing where a time is unknown', () => {
    const { model, estimates } = design(`${shop.replace(', latency: 8ms', '')}api -> db`);
    expect(estimates.breakdown(model.flows[0])).toBeUndefined();
  });
});
