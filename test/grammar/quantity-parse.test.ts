import { describe, expect, it, test } from 'vitest';
import {
  billionFix,
  calendar,
  type Dimension,
  dimensions,
  inCalendar,
  isQuantityError,
  parseQuantity,
  type Quantity,
} from '../../grammar/src/quantity/index.js';

function read(text: string): Quantity {
  const quantity = parseQuantity(text);
  if (isQuantityError(quantity)) throw new Error(`${text}: ${quantity.message}`);
  return quantity;
}

type Row = readonly [text: string, value: number];

const table: readonly (readonly [name: keyof typeof dimensions, rows: readonly Row[]])[] = [
  [
    'number',
    [
      ['0', 0],
      ['3', 3],
      ['007', 7],
      ['1_000', 1000],
      ['1_000_000.5', 1_000_000.5],
      ['1e3', 1000],
      ['1E3', 1000],
      ['2.5e-3', 0.0025],
      ['1e+3', 1000],
      ['10k', 1e4],
      ['100M', 1e8],
      ['2.5M', 2.5e6],
      ['2bn', 2e9],
      ['1tn', 1e12],
      ['99.9%', 0.999],
      ['99.95%', 0.9995],
      ['0.1%', 0.001],
      ['200%', 2],
      ['3x', 3],
      ['1.5x', 1.5],
      ['10:1', 10],
      ['1:10', 0.1],
      ['2.5:1', 2.5],
      ['10k:1', 10_000],
      ['6.5h/day', 6.5 / 24],
      ['8.76h/y', 0.001],
      ['5y/year', 5],
      ['6h30min/day', 6.5 / 24],
    ],
  ],
  [
    'time',
    [
      ['1ns', 1e-9],
      ['1us', 1e-6],
      ['1µs', 1e-6],
      ['1μs', 1e-6],
      ['10ms', 0.01],
      ['1.7ms', 0.0017],
      ['2s', 2],
      ['1e3s', 1000],
      ['5min', 300],
      ['6.5h', 23_400],
      ['1d', 86_400],
      ['1w', 604_800],
      ['1mo', 2_628_000],
      ['1y', 31_536_000],
      ['5y', 157_680_000],
      ['1h30min', 5400],
      ['1d12h', 129_600],
      ['1s500ms', 1.5],
      ['1h30.5s', 3630.5],
    ],
  ],
  [
    'data',
    [
      ['1B', 1],
      ['500B', 500],
      ['1KB', 1e3],
      ['1MB', 1e6],
      ['64GB', 64e9],
      ['8TB', 8e12],
      ['1PB', 1e15],
      ['1EB', 1e18],
      ['1KiB', 1024],
      ['1MiB', 1_048_576],
      ['1GiB', 1_073_741_824],
      ['1TiB', 1_099_511_627_776],
      ['1PiB', 2 ** 50],
      ['1EiB', 2 ** 60],
    ],
  ],
  [
    'rate',
    [
      ['4k/s', 4000],
      ['100/min', 100 / 60],
      ['10k/h', 10_000 / 3600],
      ['10M/day', 1e7 / 86_400],
      ['10M/d', 1e7 / 86_400],
      ['1/week', 1 / 604_800],
      ['1/w', 1 / 604_800],
      ['500M/month', 5e8 / 2_628_000],
      ['500M/mo', 5e8 / 2_628_000],
      ['1/year', 1 / 31_536_000],
      ['1/y', 1 / 31_536_000],
      ['1/second', 1],
      ['60/minute', 1],
      ['3600/hour', 1],
      ['5/ms', 5000],
      ['1e6/s', 1e6],
      ['40%/year', 0.4 / 31_536_000],
    ],
  ],
  [
    'userRate',
    [
      ['10/user/day', 10 / 86_400],
      ['0.1/user/day', 0.1 / 86_400],
      ['10/day/user', 10 / 86_400],
      ['1/user/s', 1],
    ],
  ],
  ['perUser', [['3/user', 3]]],
  [
    'bandwidth',
    [
      ['8bps', 1],
      ['8kbps', 1e3],
      ['8Kbps', 1e3],
      ['8Mbps', 1e6],
      ['10Gbps', 1.25e9],
      ['1Tbps', 1.25e11],
      ['800MB/s', 8e8],
      ['500B/s', 500],
      ['1GiB/s', 2 ** 30],
      ['1TB/day', 1e12 / 86_400],
    ],
  ],
  [
    'money',
    [
      ['$10', 10],
      ['$40k', 40_000],
      ['€2.5M', 2.5e6],
      ['£1bn', 1e9],
      ['$0.20/M', 2e-7],
      ['$5/k', 0.005],
      ['$2/bn', 2e-9],
    ],
  ],
  [
    'moneyRate',
    [
      ['$40k/month', 40_000 / 2_628_000],
      ['$120/month', 120 / 2_628_000],
      ['$1/h', 1 / 3600],
      ['€9k/year', 9000 / 31_536_000],
    ],
  ],
  ['moneyPerUser', [['$2/user', 2]]],
  [
    'moneyPerData',
    [
      ['$0.09/GB', 9e-11],
      ['$5/TB', 5e-12],
    ],
  ],
  [
    'moneyPerDataTime',
    [
      ['$0.023/GB/month', 0.023 / 1e9 / 2_628_000],
      ['$0.06/GB/h', 0.06 / 1e9 / 3600],
    ],
  ],
];

describe('a quantity', () => {
  for (const [name, rows] of table) {
    test.each(rows)(`%s is ${name} %d`, (text, value) => {
      const quantity = read(text);
      expect(quantity.dimension).toEqual(dimensions[name]);
      const error = value === 0 ? Math.abs(quantity.value) : Math.abs(quantity.value / value - 1);
      expect(error).toBeLessThan(4e-16);
    });
  }

  it('loses nothing to floating multiplication', () => {
    expect(read('99.9%').value).toBe(0.999);
    expect(read('1.1GB').value).toBe(1.1e9);
    expect(read('0.3ms').value).toBe(0.0003);
    expect(read('$0.20/M').value).toBe(2e-7);
  });

  it('keeps how it was written', () => {
    const notations = ['3', '10k', '90%', '3x', '10:1', '2s', '6.5h/day', '$5', '4k/s', '40%/year'].map(
      (text) => read(text).notation,
    );
    expect(notations).toEqual([
      'number',
      'number',
      'percent',
      'times',
      'odds',
      'unit',
      'unit',
      'unit',
      'unit',
      'percent',
    ]);
    expect(read('10Gbps').bits).toBe(true);
    expect(read('10GB/s').bits).toBeUndefined();
    expect(['$1', '€1', '£1', '1'].map((text) => read(text).currency)).toEqual(['$', '€', '£', undefined]);
  });

  it('knows the units of language.md and nothing derived from 30-day months or 100,000-second days', () => {
    expect(calendar).toEqual({ day: 86_400, week: 604_800, month: 2_628_000, year: 31_536_000 });
  });

  it('is frozen: the same text answers the same object', () => {
    const first = parseQuantity('17.25ms');
    expect(parseQuantity('17.25ms')).toBe(first);
    expect(Object.isFrozen(first)).toBe(true);
  });
});

describe("the system's own calendar", () => {
  const lengths = { month: 30 * 86_400, year: 365.25 * 86_400 };
  test.each<[string, number]>([
    ['1mo', 30 * 86_400],
    ['5y', 5 * 365.25 * 86_400],
    ['3/month', 3 / (30 * 86_400)],
    ['$40k/month', 40_000 / (30 * 86_400)],
    ['40%/year', 0.4 / (365.25 * 86_400)],
    ['8.766h/y', 0.001],
    ['5y/year', 5],
    ['30d', 30 * 86_400],
  ])('%s', (text, value) => {
    const quantity = inCalendar(read(text), lengths);
    expect(quantity.value / value).toBeCloseTo(1, 14);
    expect(quantity.calendar).toBeUndefined();
  });
});

describe('billionFix', () => {
  test.each<[string, string | undefined]>([
    ['1B', '1bn'],
    ['2.5B', '2.5bn'],
    ['1_000B', '1_000bn'],
    ['1GB', undefined],
    ['1', undefined],
    ['1B/s', undefined],
    ['B', undefined],
    ['', undefined],
    [`${'1'.repeat(500)}B`, undefined],
  ])('%s', (text, fix) => {
    expect(billionFix(text)).toBe(fix);
    if (fix !== undefined) expect(read(fix).dimension).toEqual<Dimension>(dimensions.number);
  });
});
