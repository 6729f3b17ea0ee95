import type { Figure, Spread } from '../../estimate/estimates.js';
import { showValue } from '../../estimate/show.js';
import { interval, percent } from '../../rules/words.js';

/** `28.1k to 42.9k`, what a figure varies between 9 times out of 10; empty where nothing in it is uncertain. */
export function rangeText({ value, unit }: Figure, spread: Spread | undefined, exact: boolean): string {
  if (!spread || value === undefined) return '';
  const [middle, low, high] = [value, spread.low, spread.high].map((each) => showValue(each, unit, exact));
  return interval(middle, low, high);
}

/** Percentiles of an uncertain figure, and the ranges it varies with: sentences for its working. */
export function spreadSentences({ unit }: Figure, spread: Spread | undefined, exact = false): string[] {
  if (!spread) return [];
  const [p5, p50, p95] = [spread.low, spread.median, spread.high].map((value) => showValue(value, unit, exact));
  const causes = spread.causes.map(({ name, share }) => `${name} ${percent(share)}`);
  return [`p5 ${p5}, p50 ${p50}, p95 ${p95}`, ...(causes.length > 0 ? [`Of the variance: ${causes.join(', ')}.`] : [])];
}
