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
 * Gauss–Seidel sweeps: linear in the transfers for each sweep. How fast the changes shrink from sweep to sweep tells the
 * spectral radius; where they do not shrink, the loop amplifies. A second system, with inflow everywhere, makes that
 * answer independent of where requests enter.
 */
function iterate(inflow: readonly number[], transfers: readonly Transfer[]): number[] | undefined {
  const n = inflow.length;
  const into: Transfer[][] = inflow.map(() => []);
  const own = new Float64Array(n);
  for (const transfer of transfers) {
    if (transfer.from === transfer.to) own[transfer.to] += transfer.factor;
    else into[transfer.to].push(transfer);
  }
  if (own.some((factor) => !(factor < 1))) return undefined;
  const load = new Float64Array(n);
  const probe = new Float64Array(n);
  let before = Number.POSITIVE_INFINITY;
  for (let sweep = 0; sweep < sweeps; sweep++) {
    let change = 0;
    let largest = 0;
    for (let i = 0; i < n; i++) {
      let arriving = inflow[i];
      let probed = 1;
      for (const { from, factor } of into[i]) {
        arriving += factor * load[from];
        probed += factor * probe[from];
      }
      arriving /= 1 - own[i];
      probed /= 1 - own[i];
      change = Math.max(change, probed - probe[i]);
      largest = Math.max(largest, probed);
      load[i] = arriving;
      probe[i] = probed;
    }
    if (change <= largest * 1e-15) return [...load];
    if (!Number.isFinite(largest) || largest > 1e15) return undefined;
    if (sweep > 50 && change >= before * (1 - 1e-12)) return undefined;
    before = change;
  }
  return undefined;
}
