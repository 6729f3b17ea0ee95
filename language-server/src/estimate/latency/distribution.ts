import { normalQuantile } from '../statistics.js';
import { isConstant, merged, type Part, partCdf, partQuantile, reduce } from './parts.js';

/**
 * How long something takes: a mixture of shifted log-normals, so that a hit and a miss of a cache stay apart. Sums add the
 * first three cumulants, which is exact for the moments of independent times; that the sum is again a shifted log-normal is
 * the approximation (Fenton 1960, with a third moment).
 */
export class Distribution {
  private constructor(private readonly parts: readonly Part[]) {}

  /** From parts whose weights add up to 1. */
  static of(parts: readonly Part[]): Distribution {
    return new Distribution(reduce(parts));
  }

  private static readonly instant = new Distribution([{ weight: 1, mean: 0, variance: 0, third: 0 }]);

  /** What never comes back, as from a queue that only grows. */
  private static readonly endless = new Distribution([
    { weight: 1, mean: Number.POSITIVE_INFINITY, variance: 0, third: 0 },
  ]);

  static constant(seconds: number): Distribution {
    if (seconds === 0) return Distribution.instant;
    if (seconds === Number.POSITIVE_INFINITY) return Distribution.endless;
    return new Distribution([{ weight: 1, mean: seconds, variance: 0, third: 0 }]);
  }

  /** The log-normal with this median and this 99th percentile; constant where they are the same. */
  static logNormal(median: number, p99: number): Distribution {
    if (!(median > 0) || !(p99 > median)) return Distribution.constant(median);
    const sigma = Math.log(p99 / median) / normalQuantile(0.99);
    const w = Math.exp(sigma * sigma);
    const mean = median * Math.sqrt(w);
    const variance = mean * mean * (w - 1);
    return new Distribution([{ weight: 1, mean, variance, third: (w + 2) * Math.sqrt(w - 1) * variance ** 1.5 }]);
  }

  /** Memoryless, with this mean. */
  static exponential(mean: number): Distribution {
    if (!(mean > 0) || mean === Number.POSITIVE_INFINITY) return Distribution.constant(mean);
    return new Distribution(
      unitExponential.map((part) => ({
        weight: part.weight,
        mean: part.mean * mean,
        variance: part.variance * mean ** 2,
        third: part.third * mean ** 3,
      })),
    );
  }

  /** Anything from 0 to a longest wait, all equally likely. */
  static uniform(longest: number): Distribution {
    return new Distribution([{ weight: 1, mean: longest / 2, variance: (longest * longest) / 12, third: 0 }]);
  }

  /** One of several, by their weights. */
  static mixture(options: readonly { readonly weight: number; readonly of: Distribution }[]): Distribution {
    const total = options.reduce((sum, { weight }) => sum + weight, 0);
    if (!(total > 0)) return Distribution.constant(0);
    if (options.some(({ weight, of }) => weight > 0 && of === Distribution.endless)) return Distribution.endless;
    return new Distribution(
      reduce(
        options.flatMap(({ weight, of }) =>
          of.parts.map((part) => ({ ...part, weight: (part.weight * weight) / total })),
        ),
      ),
    );
  }

  /** The slowest of several that run at once, `count` of each (1 − (1 − q)^n of them are slower than q of one). */
  static slowest(all: readonly { readonly count: number; readonly of: Distribution }[]): Distribution {
    const running = all.filter(({ count }) => count > 0);
    if (running.length === 0) return Distribution.constant(0);
    if (running.length === 1 && running[0].count === 1) return running[0].of;
    if (running.some(({ of }) => of === Distribution.endless)) return Distribution.endless;
    return fromCdf(
      (x) => running.reduce((product, { count, of }) => product * of.cdf(x) ** count, 1),
      Math.min(...running.map(({ of }) => of.least())),
      Math.max(...running.map(({ count, of }) => of.quantile(1 - 1e-7 / Math.max(1, count)))),
      running.flatMap(({ of }) => of.atoms()),
    );
  }

  /** A second copy is sent after a wait, and the first answer counts. */
  hedged(wait: number): Distribution {
    if (this === Distribution.endless) return this;
    return fromCdf(
      (x) => 1 - (1 - this.cdf(x)) * (x < wait ? 1 : 1 - this.cdf(x - wait)),
      this.least(),
      this.quantile(1 - 1e-7),
      this.atoms().flatMap((at) => [at, at + wait]),
    );
  }

  /** One after the other. */
  plus(other: Distribution): Distribution {
    if (this === Distribution.instant) return other;
    if (other === Distribution.instant) return this;
    if (this === Distribution.endless || other === Distribution.endless) return Distribution.endless;
    const sums = this.parts.flatMap((a) =>
      other.parts.map((b) => ({
        weight: a.weight * b.weight,
        mean: a.mean + b.mean,
        variance: a.variance + b.variance,
        third: a.third + b.third,
      })),
    );
    return new Distribution(sums.length === 1 ? sums : reduce(sums));
  }

  /** So many times, one after the other; also a fractional number on average. */
  times(count: number): Distribution {
    if (count === 1 || (this === Distribution.endless && count > 0)) return this;
    const { mean, variance, third } = merged(this.parts);
    return new Distribution([{ weight: 1, mean: mean * count, variance: variance * count, third: third * count }]);
  }

  /** Only with some chance, otherwise no time at all. */
  sometimes(chance: number): Distribution {
    if (chance >= 1) return this;
    return Distribution.mixture([
      { weight: chance, of: this },
      { weight: 1 - chance, of: Distribution.constant(0) },
    ]);
  }

  get mean(): number {
    return this.parts.reduce((sum, { weight, mean }) => sum + weight * mean, 0);
  }

  cdf(x: number): number {
    return this.parts.reduce((sum, part) => sum + part.weight * partCdf(part, x), 0);
  }

  quantile(p: number): number {
    if (this.parts.length === 1) return partQuantile(this.parts[0], p);
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const part of this.parts) {
      const at = partQuantile(part, p);
      low = Math.min(low, at);
      high = Math.max(high, at);
    }
    // The mixture's quantile lies between those of its parts.
    for (let i = 0; i < 100 && high - low > 1e-13 * high; i++) {
      const middle = (low + high) / 2;
      if (this.cdf(middle) >= p) high = middle;
      else low = middle;
    }
    return high;
  }

  /** Times that are taken exactly, with a chance of their own. */
  private atoms(): number[] {
    return this.parts.filter(isConstant).map(({ mean }) => mean);
  }

  private least(): number {
    return Math.max(0, Math.min(...this.parts.map((part) => partQuantile(part, 1e-7))));
  }
}

/** The levels at which an exponential distribution is cut, so that sums keep its form, and not only its moments. */
const cuts = [0, 0.15, 0.3, 0.45, 0.6, 0.75, 0.9];

/** Of mean 1, in slices with their exact mean and variance; what is beyond the last cut is exponential again. */
const unitExponential: readonly Part[] = cuts.map((from, i) => {
  const to = cuts[i + 1] ?? 1;
  const start = -Math.log1p(-from);
  if (to === 1) return { weight: 1 - from, mean: start + 1, variance: 1, third: 2 };
  const width = -Math.log1p(-to) - start;
  const rest = Math.expm1(width);
  return {
    weight: to - from,
    mean: start + 1 - width / rest,
    variance: 1 - (width * width * (rest + 1)) / (rest * rest),
    third: 0,
  };
});

/** Levels between which the mass of a numeric distribution is kept apart, finer towards the tail. */
const levels = [0, 0.25, 0.5, 0.75, 0.9, 0.96, 0.985, 0.995, 1];
const points = 600;

/** A distribution known only by its function, from its values on a grid that is denser at the start; `atoms` are its steps. */
function fromCdf(cdf: (x: number) => number, from: number, to: number, atoms: readonly number[]): Distribution {
  const steps = new Set(atoms);
  const grid = [from, ...steps].filter((x) => x >= from && x <= to);
  for (let i = 1; i <= points; i++) grid.push(from + (to - from) * (i / points) ** 2);
  grid.sort((a, b) => a - b);
  const parts: Part[] = [];
  let slice: Part[] = [];
  let below = 0;
  let level = 1;
  let last = from;
  const take = (upTo: number, mean: number, variance: number): void => {
    const value = Math.min(1, upTo);
    if (value > below) slice.push({ weight: value - below, mean, variance, third: 0 });
    below = Math.max(below, value);
    while (level < levels.length && below >= levels[level]) {
      if (slice.length > 0) parts.push(merged(slice));
      slice = [];
      level++;
    }
  };
  for (const x of grid) {
    const width = x - last;
    // What comes in exactly this time stays apart from what comes before it.
    if (width > 0) take(cdf(steps.has(x) ? x * (1 - 1e-9) : x), last + width / 2, (width * width) / 12);
    if (steps.has(x) || x === from) take(cdf(x), x, 0);
    last = x;
  }
  take(1, to, 0);
  if (slice.length > 0) parts.push(merged(slice));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  return Distribution.of(parts.map((part) => ({ ...part, weight: part.weight / total })));
}

/** The value of a figure whose own detail is a distribution. */
export function meanOf(_values: readonly number[], _details: readonly unknown[], own: unknown): number {
  return (own as Distribution).mean;
}
