/** One term of a traffic equation: of what arrives at `from`, the part that goes on to `to`. */
export interface Transfer {
  readonly from: number;
  readonly to: number;
  readonly factor: number;
}

/** Up to so many unknowns the equations are eliminated, n³ steps at most; above, they are iterated. */
const direct = 200;
const sweeps = 4000;

/**
 * The linear traffic equations V = e + Pᵀ V of a loop (Jackson 1957), `inflow` being e.
 * Undefined where the loop amplifies: with a spectral radius of P of 1 or more no load is finite.
 */
export function solveTrafficEquations(inflow: readonly number[], transfers: readonly Transfer[]): number[] | undefined {
  return inflow.length <= direct ? eliminate(inflow, transfers) : iterate(inflow, transfers);
}

/**
 * Gaussian elimination. I − Pᵀ has a solution without negative parts for every inflow exactly if all its pivots are
 * positive, in any order and without exchanging rows (M-matrices; Berman and Plemmons 1994, ch. 6).
 */
function eliminate(inflow: readonly number[], transfers: readonly Transfer[]): number[] | undefined {
  const n = inflow.length;
  const matrix = inflow.map((_, i) => {
    const row = new Float64Array(n);
    row[i] = 1;
    return row;
  });
  for (const { from, to, factor } of transfers) matrix[to][from] -= factor;
  const right = [...inflow];
  for (let k = 0; k < n; k++) {
    const pivot = matrix[k];
    if (!(pivot[k] > 1e-9)) return undefined;
    for (let i = k + 1; i < n; i++) {
      const row = matrix[i];
      const factor = row[k] / pivot[k];
      if (factor === 0) continue;
      for (let j = k; j < n; j++) row[j] -= factor * pivot[j];
      right[i] -= factor * right[k];
    }
  }
  const result = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    let rest = right[i];
    for (let j = i + 1; j < n; j++) rest -= matrix[i][j] * result[j];
    result[i] = rest / matrix[i][i];
  }
  return result;
}

/**
 * Gauss–Seidel sweeps, each linear in the transfers. A second system, with inflow everywhere, tells the spectral radius by
 * how its changes shrink from sweep to sweep, wherever requests enter; where they do not shrink, the loop amplifies. Once
 * that ratio is steady the geometric rest of the series is added at once (Aitken).
 */
function iterate(inflow: readonly number[], transfers: readonly Transfer[]): number[] | undefined {
  const n = inflow.length;
  const system = arrange(n, transfers);
  if (system.own.some((factor) => !(factor < 1))) return undefined;
  const load = new Float64Array(n);
  const probe = new Float64Array(n);
  const everywhere = new Float64Array(n).fill(1);
  let before = Number.POSITIVE_INFINITY;
  let ratio = 0;
  let steady = 0;
  for (let count = 0; count < sweeps; count++) {
    const last = { load: load.slice(), probe: probe.slice() };
    sweep(system, inflow, load);
    sweep(system, everywhere, probe);
    const change = probe.reduce((most, value, i) => Math.max(most, Math.abs(value - last.probe[i])), 0);
    const largest = probe.reduce((most, value) => Math.max(most, value), 0);
    if (change <= largest * 1e-13) return [...load];
    if (!Number.isFinite(largest) || largest > 1e15) return undefined;
    steady = Math.abs(change / before - ratio) < 1e-7 ? steady + 1 : 0;
    ratio = change / before;
    before = change;
    if (steady < 20) continue;
    if (ratio >= 1 - 1e-9) return undefined;
    const rest = ratio / (1 - ratio);
    for (let i = 0; i < n; i++) {
      load[i] += (load[i] - last.load[i]) * rest;
      probe[i] += (probe[i] - last.probe[i]) * rest;
    }
    steady = 0;
  }
  return ratio < 1 ? [...load] : undefined;
}

interface Arranged {
  /** Transfers into unknown i stand from `starts[i]` to `starts[i + 1]`. */
  readonly starts: Int32Array;
  readonly from: Int32Array;
  readonly factor: Float64Array;
  /** What each keeps sending to itself. */
  readonly own: Float64Array;
}

function arrange(n: number, transfers: readonly Transfer[]): Arranged {
  const own = new Float64Array(n);
  const starts = new Int32Array(n + 1);
  for (const { from, to, factor } of transfers) {
    if (from === to) own[to] += factor;
    else starts[to + 1]++;
  }
  for (let i = 0; i < n; i++) starts[i + 1] += starts[i];
  const next = starts.slice();
  const sources = new Int32Array(starts[n]);
  const factors = new Float64Array(starts[n]);
  for (const { from, to, factor } of transfers) {
    if (from === to) continue;
    sources[next[to]] = from;
    factors[next[to]++] = factor;
  }
  return { starts, from: sources, factor: factors, own };
}

function sweep({ starts, from, factor, own }: Arranged, inflow: ArrayLike<number>, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    let arriving = inflow[i];
    for (let k = starts[i]; k < starts[i + 1]; k++) arriving += factor[k] * values[from[k]];
    values[i] = arriving / (1 - own[i]);
  }
}
