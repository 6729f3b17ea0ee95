import { describe, expect, it } from 'vitest';
import { erlangC } from '../../language-server/src/estimate/queue.js';
import { type Design, design } from './design.js';

describe('waiting', () => {
  it('works for very many servers', () => {
    // Halfin and Whitt: with β = (1 − ρ)√c the chance tends to 1 ÷ (1 + β Φ(β) ÷ φ(β)); for β = 1 that is 0.2236.
    expect(erlangC(10_000, 0.99)).toBeCloseTo(0.2236, 2);
    expect(erlangC(1_000_000, 0.999)).toBeCloseTo(0.2236, 3);
    expect(erlangC(10_000, 0.5)).toBe(0);
  });

  const at = (rate: string, properties: string): Design =>
    design(`client w { peak: 1x }\nflow f { from: w, rate: ${rate}, op: read }\nservice s { ${properties} }\nw -> s`);

  it('of a component has the mean and the p99 of M/M/1', () => {
    const { value } = at('90/s', 'capacity: 100/s, latency: 10ms');
    expect(value('s.wait.probability')).toBeCloseTo(0.9, 12);
    expect(value('s.wait.mean')).toBeCloseTo(0.9 / 10, 12);
    expect(value('s.wait.p99')).toBeCloseTo(Math.log(90) / 10, 12);
  });

  it('is nothing for 99 of 100 where fewer than one in a hundred waits', () => {
    const { value } = at('10/s', 'replicas: 10, concurrency: 10, latency: 100ms');
    expect(value('s.wait.probability')).toBeLessThan(0.01);
    expect(value('s.wait.p99')).toBe(0);
  });

  it('has no end where it is saturated, and says so', () => {
    const { figure } = at('100/s', 'capacity: 100/s, latency: 10ms');
    expect(figure('s.wait.probability').value).toBe(1);
    expect(figure('s.wait.mean').value).toBe(Number.POSITIVE_INFINITY);
    expect(figure('s.wait.p99').notes).toEqual(['Saturated: the queue only grows.']);
  });

  it('takes capacity × latency slots, at least one, where none are written', () => {
    expect(at('50/s', 'capacity: 100/s, latency: 40ms').value('s.wait.probability')).toBeCloseTo(erlangC(4, 0.5), 12);
    expect(at('50/s', 'capacity: 100/s, latency: 1ms').value('s.wait.probability')).toBeCloseTo(0.5, 12);
    expect(at('50/s', 'capacity: 100/s').figure('s.wait.mean').missing).toEqual(['s.latency']);
  });

  it('of a store is that of its busiest node', () => {
    const { value } = design(
      'client w { peak: 1x }\nflow f { from: w, rate: 150/s, op: read }\ndatabase d { replicas: 2, capacity: 100/s, latency: 10ms }\nw -> d',
    );
    expect(value('d.wait.probability')).toBeCloseTo(0.75, 12);
  });
});

describe('concurrency', () => {
  const text =
    'client w { users: 1M, concurrent: 40k, peak: 1x }\nflow f { from: w, rate: 100/s, op: read }\nservice s { replicas: 4, latency: 10ms, max-connections: 20k }\ndatabase d { latency: 39.5ms, max-connections: 100 }\n';
  const { value } = design(`${text}w -> s { protocol: websocket }\ns -> d { pool: 5 }`);

  it('is λ × W', () => {
    expect(value('s.concurrency')).toBeCloseTo(100 * (0.01 + 0.04), 9);
    expect(value('s->d.concurrency')).toBeCloseTo(100 * 0.04, 9);
    expect(value('d.concurrency')).toBeCloseTo(100 * 0.0395, 9);
  });

  it('fills pools, and all pools together the target', () => {
    expect(value('s->d.pool.utilisation')).toBeCloseTo(4 / (5 * 4), 9);
    expect(value('d.pool.utilisation')).toBeCloseTo((5 * 4) / 100, 9);
  });

  it('keeps devices connected, also through a balancer', () => {
    expect(value('s.pool.utilisation')).toBeCloseTo(40_000 / (4 * 20_000), 9);
    const through = design(`${text}lb l { managed: yes }\nw -> l -> s { protocol: websocket, connections: 2 }`);
    expect(through.value('s.pool.utilisation')).toBeCloseTo((2 * 40_000) / (4 * 20_000), 9);
  });

  it('shares a pool among links with the same ends', () => {
    const shared = design(`${text}w -> s\ns -> d { pool: 5 }\ns -> d { pool: 5 }`);
    expect(shared.value('s->d#1.pool.utilisation')).toBeCloseTo(8 / 20, 9);
    expect(shared.value('s->d.concurrency')).toBeCloseTo(8, 9);
    expect(shared.value('d.pool.utilisation')).toBeCloseTo(20 / 100, 9);
  });
});
