/** Replicas that stand in one place and share its fate. */
export interface Place {
  readonly replicas: number;
  /** The chance that the zone or region itself is down. */
  readonly down: number;
}

/** Above so many replicas their number is taken as certain: the law of large numbers leaves nothing of the chance. */
const mostReplicas = 2000;

/**
 * The chance that fewer than `quorum` replicas are up, each down with chance `down`, all of a place down with it: (1 − a)^n
 * for one of n in one place that never fails, the binomial tail for k of n (estimates.md, Availability).
 */
export function tooFew(places: readonly Place[], down: number, quorum: number): number {
  if (quorum <= 1) {
    return places.reduce((all, place) => all * (place.down + (1 - place.down) * down ** place.replicas), 1);
  }
  const total = places.reduce((sum, { replicas }) => sum + replicas, 0);
  if (quorum > total) return 1;
  if (total > mostReplicas) return manyOf(places, down, quorum);
  let up = new Float64Array([1]);
  for (const { replicas, down: own } of places) {
    const inside = binomial(replicas, down).map((chance) => chance * (1 - own));
    inside[0] += own;
    up = convolve(up, inside);
  }
  let chance = 0;
  for (let k = 0; k < quorum; k++) chance += up[k];
  return Math.min(1, chance);
}

/** The chances of 0 … n replicas up, each down with chance q, by the ratio of neighbours: no factorials. */
function binomial(n: number, q: number): Float64Array {
  const chances = new Float64Array(n + 1);
  const p = 1 - q;
  if (q <= 0) chances[n] = 1;
  else if (p <= 0) chances[0] = 1;
  else {
    // From the most likely number outwards, so that nothing underflows that matters.
    const mode = Math.min(n, Math.floor((n + 1) * p));
    chances[mode] = 1;
    for (let k = mode; k > 0; k--) chances[k - 1] = (chances[k] * k * q) / ((n - k + 1) * p);
    for (let k = mode; k < n; k++) chances[k + 1] = (chances[k] * (n - k) * p) / ((k + 1) * q);
    const total = chances.reduce((sum, chance) => sum + chance, 0);
    for (let k = 0; k <= n; k++) chances[k] /= total;
  }
  return chances;
}

function convolve(a: Float64Array, b: Float64Array): Float64Array<ArrayBuffer> {
  const result = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) for (let j = 0; j < b.length; j++) result[i + j] += a[i] * b[j];
  return result;
}

function manyOf(places: readonly Place[], down: number, quorum: number): number {
  let chance = 0;
  const combinations = 2 ** Math.min(places.length, 16);
  for (let up = 0; up < combinations; up++) {
    let replicas = 0;
    let likely = 1;
    for (const [i, place] of places.entries()) {
      const isUp = (up >> i) & 1;
      likely *= isUp ? 1 - place.down : place.down;
      if (isUp) replicas += place.replicas * (1 - down);
    }
    if (replicas < quorum) chance += likely;
  }
  return chance;
}

/** Replicas spread evenly; the first places hold the remainder. */
export function spread(replicas: number, downs: readonly number[]): Place[] {
  const each = Math.floor(replicas / downs.length);
  const more = replicas - each * downs.length;
  return downs.map((down, i) => ({ replicas: each + (i < more ? 1 : 0), down }));
}
