import { describe, expect, it } from 'vitest';
import { erlangB, erlangC } from '../../language-server/src/estimate/queue.js';
import { design } from './design.js';

const scale = 10n ** 400n;

/**
 * Erlang's B by its definition, (aᶜ ÷ c!) ÷ Σ aᵏ ÷ k!, in whole numbers of 400 digits and more: nothing of it is shared with the
 * program. The load is a fraction.
 */
function exactB(c: number, load: bigint, of: bigint): { readonly last: bigint; readonly total: bigint } {
  let term = scale;
  let total = scale;
  for (let k = 1n; k <= BigInt(c); k++) {
    term = (term * load) / (of * k);
    total += term;
  }
  return { last: term, total };
}

/** The quotient of two whole numbers to 17 digits, however small. */
function quotient(a: bigint, b: bigint): number {
  const digits = Math.max(0, b.toString().length - a.toString().length) + 20;
  return Number(`${(a * 10n ** BigInt(digits)) / b}e-${digits}`);
}

/** C = B ÷ (1 − ρ(1 − B)), ρ = load ÷ (of × c). */
function exactC(c: number, load: bigint, of: bigint): number {
  const { last, total } = exactB(c, load, of);
  const all = of * BigInt(c);
  return quotient(last * all, total * (all - load) + load * last);
}

describe("Erlang's formulas", () => {
  it('are those of published tables', () => {
    expect(erlangB(10, 4.461)).toBeCloseTo(0.01, 5);
    expect(erlangB(10, 8)).toBeCloseTo(0.12166, 5);
    expect(erlangC(10, 0.8)).toBeCloseTo(0.40918, 5);
  });

  // Utilisation in billionths: 0.1 to 1 − 10⁻⁹.
  const loads = [1e8, 5e8, 7e8, 9e8, 99e7, 999e6, 999_999e3, 999_999_999];
  it.each([1, 2, 55, 200, 10_000])('are exact for %d servers, up to saturation', (c) => {
    for (const load of loads) {
      const [a, of] = [BigInt(load) * BigInt(c), 10n ** 9n];
      const rho = load / 1e9;
      const { last, total } = exactB(c, a, of);
      const [b, w] = [quotient(last, total), exactC(c, a, of)];
      // Below the smallest number that can be written nothing is left.
      if (b < 1e-300) expect(erlangC(c, rho), `ρ = ${rho}`).toBeLessThan(1e-290);
      else {
        expect(erlangB(c, c * rho) / b, `B at ρ = ${rho}`).toBeCloseTo(1, 9);
        expect(erlangC(c, rho) / w, `C at ρ = ${rho}`).toBeCloseTo(1, 9);
      }
    }
  });

  it('rise with the load and stay chances', () => {
    for (const c of [1, 7, 300, 1_000_000]) {
      let before = 0;
      for (let rho = 0.01; rho < 1; rho += 0.03) {
        const chance = erlangC(c, rho);
        expect(chance).toBeGreaterThanOrEqual(before);
        expect(chance).toBeLessThanOrEqual(1);
        before = chance;
      }
    }
  });
});

describe('waits of textbooks', () => {
  const at = (rate: string, service: string): ((name: string) => number) =>
    design(`client w { peak: 1x }\nflow f { from: w, rate: ${rate}, op: read }\nservice s { ${service} }\nw -> s`)
      .value;

  it('M/M/1: 10/s, 80 ms each, wait 320 ms', () => {
    const value = at('10/s', 'concurrency: 1, latency: 80ms');
    expect(value('s.wait.mean')).toBeCloseTo(0.32, 12);
    expect(value('s.wait.probability')).toBeCloseTo(0.8, 12);
  });

  it('M/M/20: 100/s, 150 ms each, wait 4.813 ms, one in a hundred 83.3 ms', () => {
    const value = at('100/s', 'replicas: 20, concurrency: 1, latency: 150ms');
    expect(value('s.wait.probability')).toBeCloseTo(0.16043, 5);
    expect(value('s.wait.mean')).toBeCloseTo(0.004813, 6);
    expect(value('s.wait.p99')).toBeCloseTo(0.0833, 4);
  });
});
