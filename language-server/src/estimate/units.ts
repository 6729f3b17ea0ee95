import { type Calendar, type Dimension, dimensions } from '@archlang/grammar';
import type { Unit } from './estimates.js';

/** What a unit measures, in the dimensions of the language. */
export const dimensionOf: Readonly<Record<Unit, Dimension>> = {
  '/s': dimensions.rate,
  s: dimensions.time,
  B: dimensions.data,
  'B/day': dimensions.bandwidth,
  'bit/s': dimensions.bandwidth,
  ratio: dimensions.number,
  factor: dimensions.number,
  count: dimensions.number,
  days: dimensions.time,
  years: dimensions.time,
  money: dimensions.money,
  'money/s': dimensions.moneyRate,
  'money/B': dimensions.moneyPerData,
  'money/B/s': dimensions.moneyPerDataTime,
};

/** How many base units of the language one of a figure's unit is: a day is 86,400 s, a bit per second 1/8 B/s. */
export function inBaseUnits(unit: Unit, { year }: Calendar): number {
  switch (unit) {
    case 'bit/s':
      return 1 / 8;
    case 'B/day':
      return 1 / 86_400;
    case 'days':
      return 86_400;
    case 'years':
      return year;
    default:
      return 1;
  }
}
