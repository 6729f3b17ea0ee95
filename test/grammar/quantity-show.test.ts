import { describe, expect, it, test } from 'vitest';
import {
  type Dimension,
  dimensions,
  formatAsWritten,
  formatQuantity,
  formatRatio,
  isQuantityError,
  parseQuantity,
  writeQuantity,
} from '../../grammar/src/quantity/index.js';

const month = 2_628_000;
type Kind = keyof typeof dimensions | 'ratio' | 'bits';
const kind = (name: Kind): Dimension | 'ratio' | 'bits' =>
  name === 'ratio' || name === 'bits' ? name : dimensions[name];

describe('formatQuantity', () => {
  test.each<[number, Kind, string]>([
    [0, 'number', '0'],
    [1.5, 'number', '1.5'],
    [999.6, 'number', '1k'],
    [34_722, 'number', '34.7k'],
    [1e8, 'number', '100M'],
    [3_521_614_606_208, 'number', '3.52tn'],
    [1e18, 'number', '1000000tn'],
    [1.5e30, 'number', '1.5e18tn'],
    [0.00123, 'number', '0.00123'],
    [1.23e-9, 'number', '1.23e-9'],
    [34_722.222, 'rate', '34.7k/s'],
    [190.26, 'rate', '190/s'],
    [0.5, 'rate', '0.5/s'],
    [0.05, 'rate', '3/min'],
    [10 / 86_400, 'rate', '10/day'],
    [12 / 31_536_000, 'rate', '12/year'],
    [0, 'rate', '0/s'],
    [10 / 86_400, 'userRate', '10/user/day'],
    [5, 'userRate', '5/user/s'],
    [0, 'time', '0s'],
    [7.81e-60, 'time', '0s'],
    [-7.81e-60, 'time', '0s'],
    [9.99e-10, 'time', '0s'],
    [9.999e-10, 'time', '1ns'],
    [1e-9, 'time', '1ns'],
    [16e-6, 'time', '16us'],
    [0.005, 'time', '5ms'],
    [0.9999, 'time', '1s'],
    [59.99, 'time', '1min'],
    [90, 'time', '1.5min'],
    [2628, 'time', '43.8min'],
    [31_536, 'time', '8.76h'],
    [30 * 86_400, 'time', '30d'],
    [365 * 86_400, 'time', '1y'],
    [96.4826 * 31_536_000, 'time', '96.5y'],
    [1e20, 'time', '3.17e12y'],
    [500, 'data', '500B'],
    [91.2e12, 'data', '91.2TB'],
    [999.9e6, 'data', '1GB'],
    [15.768e15, 'data', '15.8PB'],
    [0, 'data', '0B'],
    [360e6, 'bandwidth', '360MB/s'],
    [5_787_037, 'bits', '46.3Mbps'],
    [1.25e9, 'bits', '10Gbps'],
    [0, 'bits', '0bps'],
    [0, 'money', '$0'],
    [1234.5, 'money', '$1.23k'],
    [0.25, 'money', '$0.25'],
    [2e-7, 'money', '$0.2/M'],
    [40_000 / month, 'moneyRate', '$40k/month'],
    [9e-11, 'moneyPerData', '$0.09/GB'],
    [2, 'moneyPerUser', '$2/user'],
    [0.023 / 1e9 / month, 'moneyPerDataTime', '$0.023/GB/month'],
    [3, 'perUser', '3/user'],
    [0.9995, 'ratio', '99.95%'],
    [-0.005, 'time', '-5ms'],
    [Number.POSITIVE_INFINITY, 'time', 'unbounded'],
    [Number.NEGATIVE_INFINITY, 'ratio', 'unbounded'],
    [Number.NaN, 'rate', 'unknown'],
  ])('%d %s is %s', (value, name, shown) => {
    expect(formatQuantity(value, kind(name))).toBe(shown);
  });

  test.each<[number, Kind, string]>([
    [34_722.222222222226, 'rate', '34722.222222222226/s'],
    [3_521_614_606_208, 'number', '3521614606208'],
    [0.005, 'time', '5ms'],
    [157_680_000, 'time', '5y'],
    [5400, 'time', '90min'],
    [3630.5, 'time', '3630.5s'],
    [91_250_000_000_001, 'data', '91.250000000001TB'],
    [0.998300624975, 'ratio', '99.8300624975%'],
    [40_000 / month, 'moneyRate', '$40000/month'],
    [5_787_037.5, 'bits', '46.2963Mbps'],
  ])('exactly, %d %s is %s', (value, name, shown) => {
    expect(formatQuantity(value, kind(name), { exact: true })).toBe(shown);
  });

  it('names the base units where the language has no form', () => {
    expect(formatQuantity(5, { time: 2, data: 1, money: 0, user: 0 })).toBe('5 B·s^2');
    expect(formatQuantity(1234, dimensions.money, { currency: '€' })).toBe('€1.23k');
  });
});

test.each<[number, string]>([
  [0, '0%'],
  [1, '100%'],
  [0.5, '50%'],
  [0.901, '90.1%'],
  [0.98996, '99%'],
  [0.99, '99%'],
  [0.999, '99.9%'],
  [0.9995, '99.95%'],
  [0.999995, '99.9995%'],
  [0.99999, '99.999%'],
  [1 - 1e-11, '99.999999999%'],
  [1 - Number.EPSILON / 2, '99.99999999999999%'],
  [1 - 3.3e-15, '99.999999999999667%'],
  [0.998300624975, '99.83%'],
  [1.0004, '100.04%'],
  [1.23, '123%'],
  [9.99, '999%'],
  [9.999, '10x'],
  [12, '12x'],
  [200, '200x'],
  [0.0000123, '0.00123%'],
  [0.253731, '25.4%'],
  [-0.1, '-10%'],
])('formatRatio(%d) is %s', (value, shown) => {
  expect(formatRatio(value)).toBe(shown);
});

test.each([
  '3',
  '99.95%',
  '3x',
  '10:1',
  '1:10',
  '40%/year',
  '10Gbps',
  '800MB/s',
  '€40k/month',
  '1mo',
  '5y',
  '$0.2/M',
  '10/user/day',
])('%s is shown as it was written', (text) => {
  const quantity = parseQuantity(text);
  expect(isQuantityError(quantity) ? quantity.message : formatAsWritten(quantity)).toBe(text);
});

describe('writeQuantity', () => {
  test.each<[number, Kind, string]>([
    [2, 'time', '2s'],
    [0.5, 'time', '500ms'],
    [90, 'time', '90s'],
    [120, 'time', '2min'],
    [86_400, 'time', '1d'],
    [5432, 'time', '1.5h'],
    [0.3456, 'time', '350ms'],
    [0.345, 'time', '345ms'],
    [0, 'time', '0s'],
    [12e12, 'data', '12TB'],
    [18.25e12, 'data', '18TB'],
    [4000, 'rate', '4k/s'],
    [34_722.2, 'rate', '35k/s'],
    [5e8 / month, 'rate', '500M/month'],
    [10 / 86_400, 'rate', '10/day'],
    [3, 'number', '3'],
    [137, 'number', '137'],
    [4321, 'number', '4321'],
    [12_345, 'number', '12k'],
    [0.5, 'number', '0.5'],
    [10 / 86_400, 'userRate', '10/user/day'],
    [40_000 / month, 'moneyRate', '$40k/month'],
    [1.25e9, 'bits', '10Gbps'],
    [0.9, 'ratio', '90%'],
    [-3, 'number', '-3'],
  ])('%d %s is %s', (value, name, written) => {
    expect(writeQuantity(value, kind(name))).toBe(written);
  });

  it('rounds the way the fix needs it', () => {
    expect(writeQuantity(34_722, dimensions.rate, { rounding: 'up' })).toBe('35k/s');
    expect(writeQuantity(34_222, dimensions.rate, { rounding: 'up' })).toBe('35k/s');
    expect(writeQuantity(34_722, dimensions.rate, { rounding: 'down' })).toBe('34k/s');
    expect(writeQuantity(99_999, dimensions.rate, { rounding: 'up' })).toBe('100k/s');
    expect(writeQuantity(0.3456, dimensions.time, { rounding: 'down' })).toBe('340ms');
  });
});
