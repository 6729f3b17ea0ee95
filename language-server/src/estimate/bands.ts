import type { Term } from './cell.js';
import { grown } from './growth.js';

/** Of the rows that arrive, a part (all, where there is no share) that is kept between two ages, in seconds. */
export interface Band {
  readonly share?: Term;
  readonly from?: Term;
  readonly to: Term;
  /** What is older has moved. */
  readonly until?: Term;
}

export function bandTerms(bands: readonly Band[]): readonly Term[] {
  return bands.flatMap(({ share, from, to, until }) => [share, from, to, until].filter((term) => term !== undefined));
}

/** A band in numbers: rows stay until `to`, or until they are of the age `end` where they were not moved. */
export interface Stretch {
  readonly share: number;
  readonly from: number;
  readonly to: number;
  readonly end: number;
}

/** Bands from the values of their terms. */
export function stretchesOf(bands: readonly Band[], values: readonly number[]): Stretch[] {
  let next = 0;
  return bands.map((band) => {
    const share = band.share ? values[next++] : 1;
    const from = band.from ? values[next++] : 0;
    const end = values[next++];
    return { share, from, to: band.until ? Math.min(end, values[next++]) : end, end };
  });
}

/** Seconds' worth of today's load that lie in the stretches `seconds` after the first row arrived. */
export function worthAfter(seconds: number, parts: readonly Stretch[], yearly: number, year: number): number {
  let worth = 0;
  for (const { share, from, to } of parts) {
    if (to <= from || seconds <= from) continue;
    worth += share * (grown(seconds - from, yearly, year) - grown(Math.max(0, seconds - to), yearly, year));
  }
  return worth;
}

/** The age at which the last row of all stretches ends. */
export function lastEnd(parts: readonly Stretch[]): number {
  return Math.max(0, ...parts.map(({ end }) => end));
}
