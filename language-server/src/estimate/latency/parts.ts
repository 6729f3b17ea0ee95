import { normalQuantile } from '../statistics.js';
import { normalCdf } from './normal.js';

/** One way a time can come about, with the chance that it does: a shifted log-normal with these central moments. */
export interface Part {
  readonly weight: number;
  readonly mean: number;
  readonly variance: number;
  /** Third central moment, never negative here: times have long tails to the right. */
  readonly third: number;
}

export function isConstant({ mean, variance }: Part): boolean {
  return !(Math.sqrt(variance) > Math.abs(mean) * 1e-12);
}

interface Shape {
  readonly shift: number;
  readonly mu: number;
  readonly sigma: number;
}

/** The shifted log-normal of these moments; undefined where they are those of a constant or of a normal distribution. */
function shapeOf({ mean, variance, third }: Part): Shape | undefined {
  const deviation = Math.sqrt(variance);
  const skewness = third / (variance * deviation);
  if (!(deviation > Math.abs(mean) * 1e-12) || !(skewness > 1e-4)) return undefined;
  // skewness = t³ + 3t with t = √(e^σ² − 1)
  const t = 2 * Math.sinh(Math.asinh(skewness / 2) / 3);
  const sigma = Math.sqrt(Math.log1p(t * t));
  const scale = deviation / (t * Math.sqrt(1 + t * t));
  return { shift: mean - scale * Math.sqrt(1 + t * t), mu: Math.log(scale), sigma };
}

export function partCdf(part: Part, x: number): number {
  const { mean, variance } = part;
  if (isConstant(part)) return x >= mean * (1 - 1e-12) ? 1 : 0;
  const shape = shapeOf(part);
  if (!shape) return normalCdf((x - mean) / Math.sqrt(variance));
  return x <= shape.shift ? 0 : normalCdf((Math.log(x - shape.shift) - shape.mu) / shape.sigma);
}

export function partQuantile(part: Part, p: number): number {
  const { mean, variance } = part;
  if (isConstant(part)) return mean;
  const shape = shapeOf(part);
  if (!shape) return Math.max(0, mean + Math.sqrt(variance) * normalQuantile(p));
  return shape.shift + Math.exp(shape.mu + shape.sigma * normalQuantile(p));
}

/** The moments of a mixture. */
export function merged(parts: readonly Part[]): Part {
  let weight = 0;
  let mean = 0;
  for (const part of parts) {
    weight += part.weight;
    mean += part.weight * part.mean;
  }
  mean /= weight;
  let variance = 0;
  let third = 0;
  for (const part of parts) {
    const d = part.mean - mean;
    variance += part.weight * (part.variance + d * d);
    third += part.weight * (part.third + 3 * d * part.variance + d * d * d);
  }
  return { weight, mean, variance: variance / weight, third: Math.max(0, third / weight) };
}

const mostParts = 12;

/** More parts than this are first joined in pairs: to look for the best pair each time would cost their square. */
const mostCompared = 96;

/** Drops what never happens, and joins neighbours until few parts are left, those first whose joining changes least. */
export function reduce(parts: readonly Part[]): Part[] {
  const sorted = parts.filter(({ weight }) => weight > 1e-12).sort((a, b) => a.mean - b.mean);
  if (sorted.length < 2) return sorted.length > 0 ? sorted : [{ weight: 1, mean: 0, variance: 0, third: 0 }];
  let left = joinAlike(sorted);
  while (left.length > mostCompared) left = inPairs(left);
  while (left.length > mostParts) {
    let best = 0;
    for (let i = 1; i + 1 < left.length; i++) if (costAt(left, i) < costAt(left, best)) best = i;
    left.splice(best, 2, merged(left.slice(best, best + 2)));
  }
  return joinAlike(left);
}

/** What joining a part with the next one changes. */
function costAt(parts: readonly Part[], i: number): number {
  const a = parts[i];
  const b = parts[i + 1];
  const d = b.mean - a.mean;
  return (a.weight * b.weight * d * d) / (a.weight + b.weight) / (1e-12 + a.variance + b.variance + d * d);
}

function joinAlike(sorted: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (const part of sorted) {
    joined.push(part);
    while (joined.length > 1 && costAt(joined, joined.length - 2) < 1e-9) joined.push(merged(joined.splice(-2)));
  }
  return joined;
}

function inPairs(sorted: readonly Part[]): Part[] {
  const joined: Part[] = [];
  for (let i = 0; i < sorted.length; i += 2) joined.push(merged(sorted.slice(i, i + 2)));
  return joined;
}
