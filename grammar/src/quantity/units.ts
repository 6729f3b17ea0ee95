import { type Dimension, dimensions } from './dimension.js';

/** Lengths in seconds: a year is 365 days and a month a twelfth of it, unless the system's own calendar says otherwise. */
export const calendar = Object.freeze({
  day: 86_400,
  week: 7 * 86_400,
  month: (365 / 12) * 86_400,
  year: 365 * 86_400,
});

export type Notation = 'number' | 'percent' | 'times' | 'odds' | 'unit';

/** A unit is worth factor × 10^power base units. The power stands apart, so that `99.9%` becomes 0.999 and not 0.9990000000000001. */
export interface Unit {
  readonly name: string;
  readonly dimension: Dimension;
  readonly power: number;
  readonly factor: number;
  readonly notation: Notation;
  readonly bits?: true;
  readonly calendar?: 'month' | 'year';
}

type Row = readonly [name: string, power: number, factor: number];

const rows = (dimension: Dimension, list: readonly Row[], more?: Partial<Unit>): Unit[] =>
  list.map(([name, power, factor]) => Object.freeze({ name, dimension, power, factor, notation: 'unit', ...more }));

const byName = (units: readonly Unit[]): ReadonlyMap<string, Unit> => new Map(units.map((unit) => [unit.name, unit]));

/** Numbers without a unit, and what multiplies them. */
const none = rows(dimensions.number, [['', 0, 1]], { notation: 'number' });
const multiples: readonly Row[] = [
  ['k', 3, 1],
  ['M', 6, 1],
  ['bn', 9, 1],
  ['tn', 12, 1],
];
const scales = rows(dimensions.number, multiples, { notation: 'number' });
const percent = rows(dimensions.number, [['%', -2, 1]], { notation: 'percent' });
const times = rows(dimensions.number, [['x', 0, 1]], { notation: 'times' });

const clock = rows(dimensions.time, [
  ['ns', -9, 1],
  ['us', -6, 1],
  ['µs', -6, 1], // U+00B5, on keyboards
  ['μs', -6, 1], // U+03BC, the Greek letter
  ['ms', -3, 1],
  ['s', 0, 1],
  ['min', 0, 60],
  ['h', 0, 3600],
  ['d', 0, calendar.day],
  ['w', 0, calendar.week],
]);
const months = rows(dimensions.time, [['mo', 0, calendar.month]], { calendar: 'month' });
const years = rows(dimensions.time, [['y', 0, calendar.year]], { calendar: 'year' });

/** Whole words stand only after a `/`: `10/user/day`. */
const words = [
  ...rows(dimensions.time, [
    ['second', 0, 1],
    ['minute', 0, 60],
    ['hour', 0, 3600],
    ['day', 0, calendar.day],
    ['week', 0, calendar.week],
  ]),
  ...rows(dimensions.time, [['month', 0, calendar.month]], { calendar: 'month' }),
  ...rows(dimensions.time, [['year', 0, calendar.year]], { calendar: 'year' }),
  ...rows({ ...dimensions.number, user: 1 }, [['user', 0, 1]]),
];

const data = rows(dimensions.data, [
  ['B', 0, 1],
  ['KB', 3, 1],
  ['MB', 6, 1],
  ['GB', 9, 1],
  ['TB', 12, 1],
  ['PB', 15, 1],
  ['EB', 18, 1],
  ['KiB', 0, 2 ** 10],
  ['MiB', 0, 2 ** 20],
  ['GiB', 0, 2 ** 30],
  ['TiB', 0, 2 ** 40],
  ['PiB', 0, 2 ** 50],
  ['EiB', 0, 2 ** 60],
]);

const bandwidths: readonly Row[] = [
  ['bps', 0, 1 / 8],
  ['kbps', 3, 1 / 8],
  ['Kbps', 3, 1 / 8],
  ['Mbps', 6, 1 / 8],
  ['Gbps', 9, 1 / 8],
  ['Tbps', 12, 1 / 8],
];
const bits = rows(dimensions.bandwidth, bandwidths, { bits: true });

/** What may follow a number. */
export const numerators = byName([
  ...none,
  ...scales,
  ...percent,
  ...times,
  ...clock,
  ...months,
  ...years,
  ...data,
  ...bits,
]);
/** What may follow a `/`. */
export const denominators = byName([...clock, ...months, ...years, ...words, ...data]);
/** What may follow the `/` of a price besides: `$0.20/M` is per million. */
export const priceDenominators = byName(scales);
/** What may follow the number of an amount of money: `$40k`. */
export const moneyMultiples = byName([...none, ...scales]);

/** May this word follow a `/` after a name, as in `reads / user / day`? */
export function isUnitName(word: string): boolean {
  return denominators.has(word);
}
