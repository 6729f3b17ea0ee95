import type { TenfoldScale } from './scene.js';

const mostTenfolds = 9;

/**
 * From 100us to 1s, and in whole tenfolds as far beyond as the times go, in seconds: a small edit does not move it. Below its
 * low end nothing lies but what is nine tenfolds shorter than the longest.
 */
export function tenfoldScale(times: readonly number[]): TenfoldScale {
  const positive = times.filter((time) => time > 0 && Number.isFinite(time));
  const highest = Math.max(0, Math.ceil(tens(Math.max(...positive, 0))));
  // Strictly below the shortest, whose bar would have no length otherwise.
  const least = Math.min(-4, Math.ceil(tens(Math.min(...positive, 1))) - 1);
  const lowest = Math.max(least, highest - mostTenfolds);
  return { low: endText(lowest), high: endText(highest), tenfolds: highest - lowest, lowest };
}

/** How much of a bar a time fills, 0 to 1. */
export function filled(time: number, { lowest, tenfolds }: TenfoldScale): number {
  return time > 0 ? Math.min(1, Math.max(0, (tens(time) - lowest) / tenfolds)) : 0;
}

/** Times that are a power of ten but for rounding are one. */
function tens(value: number): number {
  return Number(Math.log10(value).toFixed(9));
}

const units = ['s', 'ms', 'us', 'ns'] as const;

/** A power of ten in seconds, as a power of ten: `100s`, not `1.67min`. */
function endText(power: number): string {
  const unit = Math.min(units.length - 1, Math.max(0, Math.ceil(-power / 3)));
  return `${10 ** (power + 3 * unit)}${units[unit]}`;
}
