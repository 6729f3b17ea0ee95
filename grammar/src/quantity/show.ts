import { decimal } from './decimal.js';
import { baseUnits, type Dimension, dimensions, sameDimension } from './dimension.js';
import type { Quantity } from './quantity.js';
import { calendar } from './units.js';

export interface FormatOptions {
  /** All digits instead of three significant ones. */
  readonly exact?: boolean;
  /** The sign of amounts of money; `$` unless given. */
  readonly currency?: string;
}

/** How the digits of a number are cut: shown rounded, shown exactly, or written into a file. */
export interface Style {
  readonly round: (value: number) => number;
  readonly exact: boolean;
  readonly currency: string;
  readonly timeUnit: (seconds: number) => readonly [name: string, seconds: number] | undefined;
  readonly ratePeriod: (perSecond: number) => readonly [name: string, seconds: number];
  readonly scaled: (value: number) => boolean;
}

type Scale = readonly (readonly [name: string, power: number])[];
const counts: Scale = [
  ['tn', 12],
  ['bn', 9],
  ['M', 6],
  ['k', 3],
  ['', 0],
];
const bytes: Scale = [
  ['EB', 18],
  ['PB', 15],
  ['TB', 12],
  ['GB', 9],
  ['MB', 6],
  ['KB', 3],
  ['B', 0],
];
const bits: Scale = [
  ['Tbps', 12],
  ['Gbps', 9],
  ['Mbps', 6],
  ['kbps', 3],
  ['bps', 0],
];
const seconds: Scale = [
  ['s', 0],
  ['ms', -3],
  ['us', -6],
  ['ns', -9],
];

export const longTimes = [
  ['y', calendar.year],
  ['d', calendar.day],
  ['h', 3600],
  ['min', 60],
] as const;
export const periods = [
  ['s', 1],
  ['min', 60],
  ['h', 3600],
  ['day', calendar.day],
  ['month', calendar.month],
  ['year', calendar.year],
] as const;

const three = (value: number): number => Number(value.toPrecision(3));

function styleOf({ exact = false, currency = '$' }: FormatOptions): Style {
  const round = exact ? (value: number) => value : three;
  return {
    round,
    exact,
    currency,
    timeUnit: (time) =>
      longTimes.find(([, length]) =>
        exact ? time >= length && Number.isInteger(time / length) : three(time / length) >= 1,
      ),
    // Tenths of a second are still read easily; a month is left out, its length is the calendar's.
    ratePeriod: (rate) => {
      if (exact || rate === 0 || three(rate) >= 0.1) return periods[0];
      return periods.find(([name, length]) => name !== 'month' && three(rate * length) >= 1) ?? periods[5];
    },
    scaled: () => !exact,
  };
}

/**
 * A value in base units as people read it: three significant digits in the best unit. It parses back to about the same value
 * wherever the language has a form for the dimension, and is not negative.
 * @param dimension `'ratio'` is shown as a percentage, `'bits'` is a bandwidth in B/s shown in bits per second
 */
export function formatQuantity(
  value: number,
  dimension: Dimension | 'ratio' | 'bits',
  options: FormatOptions = {},
): string {
  if (Number.isNaN(value)) return 'unknown';
  if (!Number.isFinite(value)) return 'unbounded';
  if (dimension === 'ratio') return options.exact ? `${decimal(value, 2)}%` : formatRatio(value);
  return express(isNoise(value, dimension, options) ? 0 : value, dimension, styleOf(options));
}

/** Less than a nanosecond, which nothing in a system takes or measures: what is left of a sum or a tail that vanishes. */
function isNoise(value: number, dimension: Dimension | 'bits', { exact = false }: FormatOptions): boolean {
  if (exact || dimension === 'bits' || !sameDimension(dimension, dimensions.time)) return false;
  return three(Math.abs(value)) < 1e-9;
}

/** A quantity in the manner it was written: `40%/year`, `10Gbps`, `3x`, `€40k/month`. */
export function formatAsWritten(q: Quantity, options: FormatOptions = {}): string {
  const percent = q.notation === 'percent';
  const digits = (value: number): string => decimal(value, 0, options.exact ? 15 : 3, options.exact ? 20 : 6);
  if (percent && sameDimension(q.dimension, dimensions.rate)) {
    return `${formatQuantity(q.value * calendar.year, 'ratio', options)}/year`;
  }
  if (sameDimension(q.dimension, dimensions.number)) {
    if (percent) return formatQuantity(q.value, 'ratio', options);
    if (q.notation === 'times') return `${digits(q.value)}x`;
    if (q.notation === 'odds') return q.value < 1 && q.value > 0 ? `1:${digits(1 / q.value)}` : `${digits(q.value)}:1`;
  }
  if (q.calendar === 'month' && sameDimension(q.dimension, dimensions.time))
    return `${digits(q.value / calendar.month)}mo`;
  const inBits = q.bits === true && sameDimension(q.dimension, dimensions.bandwidth);
  return formatQuantity(q.value, inBits ? 'bits' : q.dimension, { currency: q.currency ?? '$', ...options });
}

/**
 * A ratio as a percentage. Near one it keeps the digits that matter, those of what is missing: 99.95% and 99.9995% are never
 * shown as 100%. From ten on as a factor: `12x`.
 */
export function formatRatio(value: number): string {
  if (Number.isNaN(value)) return 'unknown';
  if (!Number.isFinite(value)) return 'unbounded';
  if (value < 0) return `-${formatRatio(-value)}`;
  if (three(value) >= 10) return `${decimal(value, 0, 3, 6)}x`;
  const gap = gapOf(value);
  if (gap === 0 || gap > 0.01) return `${decimal(value, 2, 3)}%`;
  // 1 - 0.0005 in whole numbers: a subtraction of floating numbers would bring the noise back.
  const [, fraction = ''] = decimal(gap).includes('e') ? gap.toFixed(20).split('.') : decimal(gap).split('.');
  const unit = 10n ** BigInt(fraction.length);
  const sum = value < 1 ? unit - BigInt(fraction) : unit + BigInt(fraction);
  const all = (sum * 100n).toString().padStart(fraction.length + 1, '0');
  const whole = all.slice(0, all.length - fraction.length);
  const rest = all.slice(all.length - fraction.length).replace(/0+$/, '');
  return rest === '' ? `${whole}%` : `${whole}.${rest}%`;
}

/** How far a ratio is from 1, to three digits, or as many as a number so close to 1 still has. */
function gapOf(value: number): number {
  const gap = Math.abs(1 - value);
  const steps = gap / (Number.EPSILON / 2);
  return Number(gap.toPrecision(steps < 2 ? 1 : Math.min(3, Math.floor(Math.log10(steps)) + 2)));
}

/** One value in the unit that the style chooses: a head (`40k`, `5ms`, `$2`) and what it is per (`/GB/month`). */
export function express(value: number, dimension: Dimension | 'bits', style: Style): string {
  if (value < 0) return `-${express(-value, dimension, style)}`;
  if (dimension === 'bits') return inScale(value * 8, bits, style);
  const { time, data, money, user } = dimension;
  const positive = [time, data, money].filter((exponent) => exponent > 0).length;
  if (positive > 1 || [time, data, money, user].some((exponent) => Math.abs(exponent) > 1) || user > 0 || money < 0) {
    return `${inScale(value, [['', 0]], style)} ${baseUnits(dimension)}`;
  }
  let amount = value;
  let per = '';
  if (data < 0) {
    amount *= 1e9;
    per += '/GB';
  }
  if (user < 0) per += '/user';
  if (time < 0) {
    const [name, length] = periodOf(amount, dimension, style);
    amount *= length;
    per += `/${name}`;
  }
  // A factor such as a month's seconds leaves noise in the last digit.
  return head(amount === value ? value : Number(amount.toPrecision(15)), dimension, style) + per;
}

function periodOf(value: number, { data, money, user }: Dimension, style: Style): readonly [string, number] {
  if (money > 0) return periods[4];
  if (user < 0) return style.round(value) >= 1 ? periods[0] : periods[3];
  return data === 0 ? style.ratePeriod(value) : periods[0];
}

function head(value: number, { time, data, money, user }: Dimension, style: Style): string {
  if (data > 0) return inScale(value, bytes, style);
  if (time > 0) {
    const unit = style.timeUnit(value);
    return unit === undefined ? inScale(value, seconds, style) : plainly(style.round(value / unit[1]), style) + unit[0];
  }
  if (money > 0) {
    // Tiny amounts are prices of one of many: $0.0000002 reads better as $0.2/M.
    const perMillion =
      time === 0 && data === 0 && user === 0 && value > 0 && style.round(value) < 0.001 && !style.exact;
    return style.currency + (perMillion ? `${inScale(value * 1e6, counts, style)}/M` : inScale(value, counts, style));
  }
  return style.scaled(value) ? inScale(value, counts, style) : plainly(value, style);
}

/** In the largest unit of which there is at least one, after rounding: 999.9 MB are 1GB. */
function inScale(value: number, scale: Scale, style: Style): string {
  const rounded = style.round(value);
  const units = style.exact && scale === counts ? scale.slice(-1) : scale;
  const [name, power] =
    units.find(([, p]) => rounded >= Number(`1e${p}`)) ??
    (value === 0 && scale === seconds ? ['s', 0] : (units.at(-1) ?? ['', 0]));
  return decimal(rounded, -power, style.exact ? undefined : 12, style.exact ? 20 : 6) + name;
}

const plainly = (value: number, style: Style): string => decimal(value, 0, undefined, style.exact ? 20 : 6);
