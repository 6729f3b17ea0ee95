import { isKnown, type Term } from './cell.js';
import type { Share } from './traffic/reach.js';

/**
 * Seconds' worth of today's load in `seconds` of a load that grows by `yearly` (0.4 for 40%/year): ∫ (1 + g)^t dt, with
 * `year` in seconds.
 */
export function grown(seconds: number, yearly: number, year: number): number {
  if (yearly <= 0) return seconds;
  const rate = Math.log1p(yearly);
  return (year * Math.expm1((rate * seconds) / year)) / rate;
}

/** The reverse: after how many seconds a growing load has come to `worth` seconds of today's. */
export function timeToGrow(worth: number, yearly: number, year: number): number {
  if (yearly <= 0) return worth;
  const rate = Math.log1p(yearly);
  return (year * Math.log1p((rate * worth) / year)) / rate;
}

/** The largest growth among what writes here, a ratio per second; undefined where none is declared. */
export function growthOf(shares: readonly Share[]): Term | undefined {
  let largest: Term | undefined;
  for (const { source } of shares) {
    const { growth } = source;
    if (!growth || !isKnown(growth)) continue;
    if (!largest || !isKnown(largest) || growth.value > largest.value) largest = growth;
  }
  return largest;
}
