import { describe, expect, it } from 'vitest';
import { type ExpectationResult, evaluateExpectations } from '../../language-server/src/estimate/expectations.js';
import { design } from './design.js';

const text = `param most = 50
client w { peak: 2x }
flow f { from: w, rate: 10/s, op: write, request: 1MB }
service s { replicas: 2, capacity: 20/s, availability: 99%, price { replica: $100/month } }
database d { storage: 1TB, table t { row: 1MB, retention: 10y, fields { c: text(3B) { alphabet: 10, length: 12 } } } }
w -> s -> d
service idle {}
`;

function result(expectation: string): ExpectationResult {
  const { model, estimates } = design(`${text}expect ${expectation}\n`);
  return evaluateExpectations(model, estimates)[0];
}

describe.each([
  ['f.rate.peak <= 20/s', true, 20, 20, '/s'],
  ['f.rate.peak < 20/s', false, 20, 20, '/s'],
  ['f.rate.peak = 21/s within 5%', true, 20, 21, '/s'],
  ['f.rate.peak = 21/s within 4%', false, 20, 21, '/s'],
  ['f.rate.peak = 1200/min', true, 20, 20, '/s'],
  ['s.utilisation < 60%', true, 0.5, 0.6, 'ratio'],
  ['s.capacity > most * 0.5/s', true, 40, 25, '/s'],
  ['w->s.bandwidth.out < 200Mbps', true, 160e6, 200e6, 'bit/s'],
  ['w->s.bandwidth.out = 20MB/s', true, 160e6, 160e6, 'bit/s'],
  ['d.storage.days-left < 24h', true, 0.8e12 / (10 * 86_400 * 1e6), 1, 'days'],
  ['d.storage.growth = 864GB/day', true, 864e9, 864e9, 'B/day'],
  ['t.c.ids.years > 3000y', true, 1e12 / (10 * 365 * 86_400), 3000, 'years'],
  ['system.cost.month = $200', true, 200, 200, 'money'],
  ['system.cost.month <= $200/month', true, 200, 200, 'money'],
  ['s.rate.peak / s.capacity < 60%', true, 0.5, 0.6, undefined],
  ['t.storage / d.storage = 1', true, 1, 1, undefined],
  ['f.rate.peak * 2 - f.rate.average > s.rate.peak', true, 30, 20, '/s'],
  ['60% > s.utilisation', true, 0.6, 0.5, 'ratio'],
  ['s.utilisation.replica-lost < 1000%', true, 1, 10, 'ratio'],
] as const)('expect %s', (expectation, holds, actual, expected, unit) => {
  it(`is ${holds}`, () => {
    const found = result(expectation);
    expect(found.mismatch).toBeUndefined();
    expect(found.holds).toBe(holds);
    expect(found.actual).toBeCloseTo(actual, 3);
    expect(found.expected).toBeCloseTo(expected, 3);
    expect(found.unit).toBe(unit);
  });
});

it('says what is missing to tell', () => {
  expect(result('idle.utilisation < 5%')).toMatchObject({ missing: ['idle.capacity'], unknownFigures: [] });
  expect(result('idle.utilisation < 5%').holds).toBeUndefined();
});

it('says which figures there are not', () => {
  expect(result('s.speed < 5%')).toMatchObject({ unknownFigures: ['s.speed'] });
  expect(result('nobody.rate.peak < s.rate.peak')).toMatchObject({ unknownFigures: ['nobody.rate.peak'] });
});

it.each([
  ['s.utilisation < 5ms', 'The left side is a plain number, the right side a time.'],
  ['f.rate.peak < 20', 'The left side is a rate, the right side a plain number.'],
  ['s.rate.peak + s.utilisation < 20/s', 'The left side is no quantity, the right side a rate.'],
])('%s compares what does not compare', (expectation, mismatch) => {
  expect(result(expectation)).toMatchObject({ mismatch });
  expect(result(expectation).holds).toBeUndefined();
});
