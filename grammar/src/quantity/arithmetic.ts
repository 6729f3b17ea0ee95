import { baseUnits, combine, describeDimension, dimensions, sameDimension } from './dimension.js';
import { type Calendar, fixTo, inCalendar, type Quantity, type QuantityError } from './quantity.js';
import { respellDenominator } from './respell.js';
import { calendar, denominators } from './units.js';

/** Arithmetic on quantities. A month or year in an operand counts by its `value`: apply `inCalendar` to what is written first. */
export function add(a: Quantity, b: Quantity): Quantity | QuantityError {
  return sum(a, b, 1);
}

export function subtract(a: Quantity, b: Quantity): Quantity | QuantityError {
  return sum(a, b, -1);
}

export function multiply(a: Quantity, b: Quantity): Quantity | QuantityError {
  return product(a, b, 1);
}

export function divide(a: Quantity, b: Quantity): Quantity | QuantityError {
  return b.value === 0 ? { message: 'This divides by zero.' } : product(a, b, -1);
}

/**
 * `reads / user / day`: a unit's name after a `/` behind a name. The fix is the name of the unit that was meant.
 * @param lengths the system's calendar; the usual one where it is left out
 */
export function divideByUnit(q: Quantity, unit: string, lengths: Calendar = calendar): Quantity | QuantityError {
  const under = denominators.get(unit);
  if (under === undefined) {
    const { word } = respellDenominator(unit, false);
    const message = `\`${unit}\` is not a unit`;
    return word ? { message: `${message}: did you mean \`${word}\`?`, fix: fixTo(word) } : { message: `${message}.` };
  }
  const one: Quantity = {
    value: under.factor * 10 ** under.power,
    dimension: under.dimension,
    notation: 'unit',
    ...(under.calendar === undefined ? {} : { calendar: under.calendar, calendarPower: 1 }),
  };
  const divided = divide(q, inCalendar(one, lengths));
  return 'message' in divided || q.notation !== 'percent' ? divided : { ...divided, notation: 'percent' };
}

function sum(a: Quantity, b: Quantity, sign: 1 | -1): Quantity | QuantityError {
  if (!sameDimension(a.dimension, b.dimension)) {
    const joined = `${describeDimension(a.dimension)} and ${describeDimension(b.dimension)}`;
    return { message: `${capital(joined)} cannot be ${sign === 1 ? 'added' : 'subtracted'}.` };
  }
  if (mixed(a, b)) return noExchange(a, b);
  return result(a.value + sign * b.value, {
    dimension: a.dimension,
    notation: a.notation === b.notation ? a.notation : 'number',
    ...(a.bits && b.bits ? { bits: true } : {}),
    ...currencyOf(a, b),
  });
}

function product(a: Quantity, b: Quantity, power: 1 | -1): Quantity | QuantityError {
  if (mixed(a, b)) return noExchange(a, b);
  const dimension = combine(a.dimension, b.dimension, power);
  if (Object.values(dimension).some((exponent: number) => Math.abs(exponent) > 9)) {
    return { message: `Nothing is measured in ${baseUnits(dimension)}.` };
  }
  // 100M × 10% is a count, not a percentage; of two percentages the result is one.
  const alike = power === 1 && a.notation === b.notation ? a.notation : 'number';
  const bits = dimension.data !== 0 && [a, b].every((q) => q.dimension.data === 0 || q.bits);
  return result(power === 1 ? a.value * b.value : a.value / b.value, {
    dimension,
    notation: alike,
    ...(bits ? { bits: true } : {}),
    ...(dimension.money === 0 ? {} : currencyOf(a, b)),
  });
}

function result(value: number, rest: Omit<Quantity, 'value'>): Quantity | QuantityError {
  if (!Number.isFinite(value)) return { message: 'The result is too large to compute with.' };
  const plain = sameDimension(rest.dimension, dimensions.number);
  // A time over a time is a plain number, whatever its operands were; a growth, 40%/year, stays a percentage.
  const unitless = rest.notation === 'unit' ? 'number' : rest.notation;
  return { ...rest, value, notation: plain ? unitless : rest.notation === 'percent' ? 'percent' : 'unit' };
}

const mixed = (a: Quantity, b: Quantity): boolean =>
  a.currency !== undefined && b.currency !== undefined && a.currency !== b.currency;

const noExchange = (a: Quantity, b: Quantity): QuantityError => ({
  message: `\`${a.currency}\` and \`${b.currency}\` do not mix: no exchange rate is known.`,
});

const currencyOf = (a: Quantity, b: Quantity): Pick<Quantity, 'currency'> => {
  const currency = a.currency ?? b.currency;
  return currency === undefined ? {} : { currency };
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
