import { describe, expect, it, test } from 'vitest';
import {
  dimensions,
  isQuantityError,
  meantText,
  parseQuantity,
  type QuantityError,
} from '../../grammar/src/quantity/index.js';

function refuse(text: string): QuantityError {
  const result = parseQuantity(text);
  if (!isQuantityError(result)) throw new Error(`${text} was accepted`);
  return result;
}

describe('a slip has one message and the fix that was meant', () => {
  test.each<[text: string, fix: string]>([
    // habits of other notations
    ['10sec', '10s'],
    ['10secs', '10s'],
    ['10seconds', '10s'],
    ['10mins', '10min'],
    ['5hours', '5h'],
    ['5hrs', '5h'],
    ['3days', '3d'],
    ['2weeks', '2w'],
    ['6months', '6mo'],
    ['5years', '5y'],
    ['5yrs', '5y'],
    ['100msec', '100ms'],
    ['10usec', '10us'],
    ['5nanoseconds', '5ns'],
    ['10million', '10M'],
    ['10mln', '10M'],
    ['2billion', '2bn'],
    ['5thousand', '5k'],
    ['1trillion', '1tn'],
    ['5pct', '5%'],
    ['5percent', '5%'],
    ['10usd', '$10'],
    ['10EUR', '€10'],
    ['10kusd/month', '$10k/month'],
    ['5pounds', '£5'],
    // rates
    ['10rps', '10/s'],
    ['10qps', '10/s'],
    ['10tps', '10/s'],
    ['10iops', '10/s'],
    ['10Hz', '10/s'],
    ['4krps', '4k/s'],
    ['10rpm', '10/min'],
    ['10req/s', '10/s'],
    ['10kreq/s', '10k/s'],
    ['10requests/min', '10/min'],
    ['10ops/s', '10/s'],
    ['10users', '10'],
    ['10/users/day', '10/user/day'],
    ['10/user/days', '10/user/day'],
    ['10/sec', '10/s'],
    ['10/mins', '10/min'],
    ['10/hr', '10/h'],
    ['10/months', '10/month'],
    ['10/m', '10/min'],
    ['10/M', '10/month'],
    ['10m/s', '10M/s'],
    ['$0.20/request', '$0.20'],
    // wrong case
    ['10K', '10k'],
    ['4K/s', '4k/s'],
    ['10gb', '10GB'],
    ['10Gb', '10GB'],
    ['10kB', '10KB'],
    ['10mib', '10MiB'],
    ['10b', '10B'],
    ['5MS', '5ms'],
    ['5S', '5s'],
    ['5Min', '5min'],
    ['5H', '5h'],
    ['2BN', '2bn'],
    ['3X', '3x'],
    ['10/Day', '10/day'],
    ['$40K', '$40k'],
    ['$10m', '$10M'],
    ['$1B', '$1bn'],
    ['$0.2/K', '$0.2/k'],
    // bits and bytes
    ['10MBps', '10MB/s'],
    ['10kBps', '10KB/s'],
    ['10mbps', '10Mbps'],
    ['10GBPS', '10Gbps'],
    ['10Mb/s', '10Mbps'],
    ['10Mbit/s', '10Mbps'],
    ['10gb/s', '10GB/s'],
    ['64G', '64GB'],
    ['64Gi', '64GiB'],
    ['512Mi', '512MiB'],
    ['10bytes', '10B'],
    // the form
    ['5m', '5min'],
    ['1h30m', '1h30min'],
    ['1h30', '1h30min'],
    ['2m30s', '2min30s'],
    ['30min1h', '1h30min'],
    ['1y6mo', '18mo'],
    ['10//s', '10/s'],
    ['10/', '10'],
    ['10_GB', '10GB'],
    ['1__000', '1_000'],
    ['1_', '1'],
    ['1.000.000', '1_000_000'],
    ['3x/year', '200%/year'],
    ['$5GB', '$5/GB'],
    // misspelt
    ['10mss', '10ms'],
    ['10sm', '10ms'],
    ['10Gpbs', '10Gbps'],
    ['10mim', '10min'],
    ['10/uesr', '10/user'],
    ['10/mnoth', '10/month'],
    // several slips at once: the fix mends them all
    ['10K/secs', '10k/s'],
    ['10_K/users/days', '10k/user/day'],
    ['10Kreq/sec', '10k/s'],
  ])('%s → %s', (text, fix) => {
    const error = refuse(text);
    expect(error.fix).toEqual({ title: `Write \`${fix}\``, text: fix });
    expect(isQuantityError(parseQuantity(fix))).toBe(false);
    expect(error.message).toContain(fix);
    expect(error.message.length).toBeLessThan(140);
  });

  test.each([
    'abc',
    '',
    '$',
    '1.2.3',
    '10:0',
    '10:1:1',
    '10:1/day',
    '5%/user',
    '10foo',
    '10z',
    '0x1F',
    '1e3e3',
    '2GB500MB',
    '1y30d',
    '10/s/s',
    '10Gbit',
    '$5%',
    '1y/month',
    '10/K',
    '1h1h',
    '$1h30min',
    '10rps/s',
    '10/foo',
    '10%x',
  ])('%s is refused without a guess', (text) => {
    const error = refuse(text);
    expect(error.fix).toBeUndefined();
    expect(error.message).toMatch(/\.$/);
  });

  it('says both meanings where there are two', () => {
    expect(refuse('5m').message).toBe('`5m` could be minutes or months: write `5min` or `5mo`.');
    expect(refuse('10/m').message).toBe('`10/m` could be per minute or per month: write `10/min` or `10/month`.');
    expect(refuse('10Gb').message).toBe('`10Gb` could be bytes or bits: bytes are `10GB`, bits per second `Gbps`.');
  });

  it('says why', () => {
    expect(refuse('10sec').message).toBe('`10sec` is written `10s`.');
    expect(refuse('10req/s').message).toBe('A count has no unit: write `10/s`.');
    expect(refuse('10foo').message).toBe('`foo` is not a unit.');
    expect(refuse('10mss').message).toBe('`mss` is not a unit: did you mean `10ms`?');
    expect(refuse('1.2.3').message).toBe('`1.2.3` has two decimal points.');
    expect(refuse('10/s/s').message).toBe(
      '`10/s/s` divides by `/s` although it already divides by a unit of that kind.',
    );
  });

  it('refuses what no number holds', () => {
    expect(refuse('1e400').message).toBe('`1e400` is too large to compute with.');
    expect(refuse('1e300EB').message).toBe('`1e300EB` is too large to compute with.');
    expect(refuse('1e-400s').message).toBe('`1e-400s` is too small to compute with.');
    expect(refuse(`1e${'9'.repeat(50)}`).message).toMatch(/too large/);
    expect(refuse('9'.repeat(1000)).message).toBe('This is too long for a quantity.');
    expect(isQuantityError(parseQuantity('0e5'))).toBe(false);
  });
});

describe('a quantity of the wrong dimension', () => {
  test.each<[text: string, expected: keyof typeof dimensions, meant: string | undefined]>([
    ['200MB', 'time', '200ms'],
    ['5GB', 'time', '5s'],
    ['200', 'time', '200ms'],
    ['2', 'time', '2s'],
    ['1/s', 'time', '1s'],
    ['1B', 'number', '1bn'],
    ['5MB', 'number', '5M'],
    ['10KB', 'number', '10k'],
    ['100/s', 'number', '100'],
    ['500', 'data', '500B'],
    ['64M', 'data', '64MB'],
    ['100MB/s', 'data', '100MB'],
    ['200ms', 'data', '200MB'],
    ['4k', 'rate', '4k/s'],
    ['40%', 'rate', '40%/year'],
    ['10/user/day', 'rate', '10/day'],
    ['30s', 'rate', '30/s'],
    ['10/day', 'userRate', '10/user/day'],
    ['10', 'userRate', '10/user/day'],
    ['10GB', 'bandwidth', '10GB/s'],
    ['10M', 'bandwidth', '10Mbps'],
    ['40k', 'money', '$40k'],
    ['$40k', 'moneyRate', '$40k/month'],
    ['40k', 'moneyRate', '$40k/month'],
    ['40k/month', 'moneyRate', '$40k/month'],
    ['$0.09', 'moneyPerData', '$0.09/GB'],
    ['$0.023/GB', 'moneyPerDataTime', '$0.023/GB/month'],
    ['$0.023/month', 'moneyPerDataTime', '$0.023/GB/month'],
    ['$5', 'time', undefined],
    ['10:1', 'data', undefined],
    ['2s', 'money', undefined],
    ['junk', 'time', undefined],
  ])('%s where %s is expected: %s', (text, expected, meant) => {
    expect(meantText(text, dimensions[expected])).toBe(meant);
    if (meant !== undefined) expect(parseQuantity(meant)).toMatchObject({ dimension: dimensions[expected] });
  });
});
