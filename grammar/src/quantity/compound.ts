import { dimensions } from './dimension.js';
import type { Why } from './respell.js';
import { numerators, type Unit } from './units.js';

/** A number times 10^power. */
export type Magnitude = (power: number) => number;

type Joined =
  | { readonly magnitude: Magnitude; readonly unit: Unit }
  | { readonly why: Why | undefined; readonly mended?: string };

const smaller: Readonly<Record<string, string>> = {
  w: 'd',
  d: 'h',
  h: 'min',
  min: 's',
  s: 'ms',
  ms: 'us',
  us: 'ns',
  y: 'mo',
};

/**
 * A time in several units, `1h30min`: `first` is its first number and `rest` all that follows. Undefined where it is none.
 * Months and years do not join: their length is the calendar's.
 */
export function joinedTime(first: string, rest: string): Joined | undefined {
  const text = first.replaceAll('_', '') + rest;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)([A-Za-zµμ]*)/g)].map(([, amount = '', unit = '']) => ({
    amount,
    unit,
  }));
  if (parts.map(({ amount, unit }) => amount + unit).join('') !== text) return undefined;
  let mended = false;
  for (const [index, part] of parts.entries()) {
    const before = parts[index - 1]?.unit;
    const meant =
      part.unit === 'm' ? 'min' : part.unit === '' && before !== undefined ? smaller[before] : part.unit.toLowerCase();
    if (numerators.has(part.unit) && part.unit !== '') continue;
    if (meant === undefined || !numerators.has(meant)) return undefined;
    part.unit = meant;
    mended = true;
  }
  const units = parts
    .map(({ unit }) => numerators.get(unit))
    .filter((unit) => unit?.dimension === dimensions.time) as Unit[];
  if (units.length < parts.length) return undefined;
  if (mended) return { why: undefined, mended: joined(parts) };
  if (units.some((unit) => unit.calendar !== undefined)) {
    const [years, months] = parts;
    const whole = parts.length === 2 && years?.unit === 'y' && months?.unit === 'mo';
    const why = 'calendar';
    return whole ? { why, mended: `${12 * Number(years.amount) + Number(months.amount)}mo` } : { why };
  }
  const seconds = units.map((unit) => unit.factor * 10 ** unit.power);
  if (seconds.some((length, index) => index > 0 && length >= (seconds[index - 1] ?? 0))) {
    const order = parts
      .map((part, index) => ({ part, length: seconds[index] ?? 0 }))
      .sort((a, b) => b.length - a.length);
    const why = 'order';
    const distinct = new Set(seconds).size === seconds.length;
    return distinct ? { why, mended: joined(order.map(({ part }) => part)) } : { why };
  }
  const total = parts.reduce(
    (sum, part, index) => sum + Number(`${part.amount}e${units[index]?.power ?? 0}`) * (units[index]?.factor ?? 1),
    0,
  );
  const base = numerators.get('s');
  return base === undefined ? undefined : { magnitude: (power) => total * 10 ** power, unit: base };
}

const joined = (parts: readonly { readonly amount: string; readonly unit: string }[]): string =>
  parts.map(({ amount, unit }) => amount + unit).join('');
