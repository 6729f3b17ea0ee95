import { type Dimension, dimensions, sameDimension } from './dimension.js';
import { express, formatRatio, longTimes, periods, type Style } from './show.js';

export interface WriteOptions {
  readonly currency?: string;
  /** Where a fix must not fall short (`up`) or exceed (`down`); otherwise to the nearest. */
  readonly rounding?: 'nearest' | 'up' | 'down';
}

const clean = (value: number): boolean => value === 0 || Math.abs(Number(value.toPrecision(3)) / value - 1) < 1e-12;

/**
 * Text for a quick fix: valid in a file, and as round as a person would write it. What has three significant digits or fewer
 * stays as it is (90s, 345ms), a count below 10,000 too; anything else is cut to two (34,722/s becomes 35k/s).
 * @param value finite and in base units
 * @param dimension `'ratio'` is written as a percentage, `'bits'` is a bandwidth in B/s written in bits per second
 */
export function writeQuantity(
  value: number,
  dimension: Dimension | 'ratio' | 'bits',
  options: WriteOptions = {},
): string {
  const { currency = '$', rounding = 'nearest' } = options;
  if (!Number.isFinite(value)) return 'unbounded';
  if (dimension === 'ratio') return formatRatio(value);
  const number = dimension !== 'bits' && sameDimension(dimension, dimensions.number);
  if (number && Number.isInteger(value) && Math.abs(value) < 10_000) return String(value);
  const style: Style = {
    round: (amount) => (clean(amount) ? Number(amount.toPrecision(3)) : two(amount, rounding)),
    exact: false,
    currency,
    timeUnit: (seconds) => {
      if (seconds < 60) return undefined;
      const whole = longTimes.find(([, length]) => Number.isInteger(seconds / length) && clean(seconds / length));
      if (whole !== undefined) return whole;
      return clean(seconds) && seconds < 1000 ? undefined : longTimes.find(([, length]) => seconds >= length);
    },
    ratePeriod: (rate) =>
      periods.find(([, length]) => clean(rate * length) && rate * length >= (length === 1 ? 0.1 : 1)) ??
      periods.find(([, length]) => rate * length >= 1) ??
      periods[5],
    scaled: () => true,
  };
  return express(value, dimension, style);
}

function two(value: number, rounding: 'nearest' | 'up' | 'down'): number {
  const nearest = Number(value.toPrecision(2));
  if (rounding === 'nearest' || nearest === value || nearest > value === (rounding === 'up')) return nearest;
  const step = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((nearest + (rounding === 'up' ? step : -step)).toPrecision(2));
}
