import { describe, expect, it, test } from 'vitest';
import {
  add,
  describeDimension,
  dimensions,
  divide,
  divideByUnit,
  exampleOf,
  formatQuantity,
  isQuantityError,
  isUnitName,
  multiply,
  parseQuantity,
  type Quantity,
  type QuantityError,
  sameDimension,
  subtract,
} from '../../grammar/src/quantity/index.js';

function sure(result: Quantity | QuantityError): Quantity {
  if (isQuantityError(result)) throw new Error(result.message);
  return result;
}
const read = (text: string): Quantity => sure(parseQuantity(text));
const message = (result: Quantity | QuantityError): string => (isQuantityError(result) ? result.message : 'no error');

describe('arithmetic', () => {
  test.each<[string, typeof add, string, number, keyof typeof dimensions]>([
    ['2s', add, '500ms', 2.5, 'time'],
    ['1GB', subtract, '1MB', 999e6, 'data'],
    ['100M', multiply, '10/user/day', 1e9 / 86_400, 'userRate'],
    ['4k/s', multiply, '500B', 2e6, 'bandwidth'],
    ['500B', multiply, '100', 50_000, 'data'],
    ['1GB', divide, '10s', 1e8, 'bandwidth'],
    ['1GB', divide, '1MB', 1000, 'number'],
    ['100', divide, '1min', 100 / 60, 'rate'],
    ['4k/s', multiply, '5ms', 20, 'number'],
    ['$0.09/GB', multiply, '1TB', 90, 'money'],
  ])('%s %o %s', (a, operation, b, value, dimension) => {
    const result = sure(operation(read(a), read(b)));
    expect(result.value / value).toBeCloseTo(1, 12);
    expect(result.dimension).toEqual(dimensions[dimension]);
  });

  it('the price of storage: a volume, a price and a month', () => {
    const month = sure(multiply(sure(multiply(read('$0.023/GB/month'), read('10TB'))), read('1mo')));
    expect(month.value).toBeCloseTo(230, 9);
    expect(month.dimension).toEqual(dimensions.money);
    expect(month.currency).toBe('$');
  });

  it('reads / user / day', () => {
    const perUser = sure(divideByUnit(read('10'), 'user'));
    expect(sure(divideByUnit(perUser, 'day'))).toEqual(read('10/user/day'));
    expect(sure(divideByUnit(read('40%'), 'year'))).toMatchObject({ notation: 'percent', dimension: dimensions.rate });
    expect(sure(divideByUnit(read('3'), 'month', { month: 30 * 86_400, year: 1 })).value).toBe(3 / (30 * 86_400));
    expect(message(divideByUnit(read('10'), 'users'))).toBe('`users` is not a unit: did you mean `user`?');
    expect(divideByUnit(read('10'), 'users')).toMatchObject({ fix: { text: 'user' } });
    expect(message(divideByUnit(read('10'), 'elephant'))).toBe('`elephant` is not a unit.');
  });

  it('keeps a percentage only where the result is one', () => {
    expect(sure(multiply(read('100M'), read('10%'))).notation).toBe('number');
    expect(sure(multiply(read('90%'), read('90%'))).notation).toBe('percent');
    expect(sure(add(read('5%'), read('5%'))).notation).toBe('percent');
    expect(sure(add(read('1'), read('5%'))).notation).toBe('number');
    expect(sure(divide(read('2h'), read('1h'))).notation).toBe('number');
    expect(sure(multiply(read('4k/s'), read('3x'))).notation).toBe('unit');
  });

  it('keeps bits while both sides are written in them', () => {
    expect(sure(multiply(read('10Gbps'), read('2'))).bits).toBe(true);
    expect(sure(add(read('10Gbps'), read('1Gbps'))).bits).toBe(true);
    expect(sure(add(read('10Gbps'), read('1GB/s'))).bits).toBeUndefined();
    expect(sure(divide(read('10Gbps'), read('10Gbps'))).bits).toBeUndefined();
  });

  it('says what does not go together', () => {
    expect(message(add(read('2s'), read('200MB')))).toBe('A time and an amount of data cannot be added.');
    expect(message(subtract(read('4k/s'), read('3')))).toBe('A rate and a plain number cannot be subtracted.');
    expect(message(add(read('$5'), read('€5')))).toBe('`$` and `€` do not mix: no exchange rate is known.');
    expect(message(divide(read('$5'), read('€5')))).toBe('`$` and `€` do not mix: no exchange rate is known.');
    expect(message(divide(read('5'), read('0s')))).toBe('This divides by zero.');
    expect(message(multiply(read('1e200'), read('1e200')))).toBe('The result is too large to compute with.');
    let power = read('2s');
    for (let i = 0; i < 8; i++) power = sure(multiply(power, read('2s')));
    expect(message(multiply(power, read('2s')))).toBe('Nothing is measured in s^10.');
  });
});

describe('dimensions', () => {
  it('are described by a thing one can write', () => {
    for (const [name, dimension] of Object.entries(dimensions)) {
      const example = exampleOf(dimension);
      expect(example, name).toBeDefined();
      expect(sameDimension(read(example ?? '').dimension, dimension), name).toBe(true);
      expect(describeDimension(dimension)).not.toMatch(/^a quantity in/);
    }
    expect(describeDimension({ time: 1, data: 1, money: 0, user: -1 })).toBe('a quantity in B·s/user');
    expect(describeDimension({ time: -2, data: 0, money: 0, user: 0 })).toBe('a quantity in 1/s^2');
  });

  it('words after a slash are units, names are not', () => {
    expect(['user', 'day', 's', 'min', 'h', 'month', 'mo', 'year', 'GB', 'hour', 'week'].every(isUnitName)).toBe(true);
    expect(['users', 'reads', 'k', 'M', 'm', 'Gbps', '', 'toString', '__proto__'].some(isUnitName)).toBe(false);
  });
});

/** The field's own exercises: users × actions ÷ 86,400 s, times sizes and years. */
describe('known results', () => {
  const perDay = (users: string, each: string): Quantity => sure(multiply(read(users), read(each)));
  it.each<[string, number, string]>([
    ['1/user/day', 1157.4074074074074, '1.16k/user/s'],
    ['10/user/day', 11574.074074074075, '11.6k/user/s'],
  ])('100M users × %s', (each, value, shown) => {
    const rate = perDay('100M', each);
    expect(rate.value).toBeCloseTo(value, 9);
    expect(formatQuantity(rate.value, rate.dimension)).toBe(shown);
  });

  it('100M rows of 500 B a day keep 18.25 TB a year', () => {
    const written = sure(multiply(sure(multiply(read('100M/day'), read('500B'))), read('1y')));
    expect(written.value).toBeCloseTo(18.25e12, 0);
    expect(formatQuantity(written.value, written.dimension)).toBe('18.3TB');
  });

  it('99.9% of a year is 8.76 h', () => {
    const down = sure(multiply(sure(subtract(read('1'), read('99.9%'))), read('1y')));
    expect(down.value).toBeCloseTo(8.76 * 3600, 6);
    expect(formatQuantity(down.value, down.dimension)).toBe('8.76h');
  });

  it('11,574 reads of 500 B are 46.3 Mbps', () => {
    const flow = sure(multiply(sure(divide(read('1bn'), read('1d'))), read('500B')));
    expect(formatQuantity(flow.value, 'bits')).toBe('46.3Mbps');
  });
});
