/** A generator of numbers in [0, 1) that is the same everywhere (mulberry32). */
export function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One number from each of n equal parts of (0, 1), in an order shuffled by the seed. */
export function latinHypercube(n: number, seed: number): Float64Array {
  const random = generator(seed);
  const points = Float64Array.from({ length: n }, (_, i) => (i + 0.5) / n);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const kept = points[i];
    points[i] = points[j];
    points[j] = kept;
  }
  return points;
}

/** Inverse of the standard normal distribution (Acklam's rational approximation, relative error below 1.2e-9). */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  const tail = 0.02425;
  if (p < tail) return tailQuantile(Math.sqrt(-2 * Math.log(p)));
  if (p > 1 - tail) return -tailQuantile(Math.sqrt(-2 * Math.log(1 - p)));
  const q = p - 0.5;
  const r = q * q;
  const above =
    ((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.38357751867269e2) * r -
      3.066479806614716e1) *
      r +
    2.506628277459239;
  const below =
    ((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r -
      1.328068155288572e1) *
      r +
    1;
  return (above * q) / below;
}

function tailQuantile(q: number): number {
  const above =
    ((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q +
      4.374664141464968) *
      q +
    2.938163982698783;
  const below =
    (((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1;
  return above / below;
}

/** Empirical quantiles (nearest rank, ascending probabilities), by selection: linear on average. The input stays as it is. */
export function quantiles(values: Float64Array, probabilities: readonly number[]): number[] {
  const work = values.slice();
  let from = 0;
  return probabilities.map((p) => {
    const rank = Math.min(work.length - 1, Math.max(0, Math.ceil(p * work.length) - 1));
    const value = select(work, rank, from);
    from = rank;
    return value;
  });
}

/** Hoare's selection: puts the k-th smallest of work[from…] in its place. */
function select(work: Float64Array, k: number, from: number): number {
  let low = from;
  let high = work.length - 1;
  while (low < high) {
    const pivot = work[(low + high) >> 1];
    let i = low;
    let j = high;
    while (i <= j) {
      while (work[i] < pivot) i++;
      while (work[j] > pivot) j--;
      if (i <= j) {
        const kept = work[i];
        work[i++] = work[j];
        work[j--] = kept;
      }
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return work[k];
}

/** Spearman's rank correlation of two columns given by their ranks; 0 where one side does not vary. */
export function rankCorrelation(first: Float64Array, second: Float64Array): number {
  const n = first.length;
  const mean = (n - 1) / 2;
  let both = 0;
  let ofFirst = 0;
  let ofSecond = 0;
  for (let i = 0; i < n; i++) {
    const x = first[i] - mean;
    const y = second[i] - mean;
    both += x * y;
    ofFirst += x * x;
    ofSecond += y * y;
  }
  return ofFirst === 0 || ofSecond === 0 ? 0 : both / Math.sqrt(ofFirst * ofSecond);
}

/** Ranks from 0; equal values share the mean of theirs. */
export function ranks(values: Float64Array): Float64Array {
  // Sorting without a comparison of our own is many times faster; places are then looked up.
  const sorted = values.slice().sort();
  const shared = new Float64Array(sorted.length);
  for (let from = 0; from < sorted.length; ) {
    let to = from;
    while (to + 1 < sorted.length && sorted[to + 1] === sorted[from]) to++;
    shared.fill((from + to) / 2, from, to + 1);
    from = to + 1;
  }
  return values.map((value) => shared[placeIn(sorted, value)]);
}

/** A place at which the value stands. */
function placeIn(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
