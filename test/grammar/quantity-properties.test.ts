import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  type Dimension,
  dimensions,
  divide,
  formatQuantity,
  formatRatio,
  isQuantityError,
  meantText,
  multiply,
  parseQuantity,
  type Quantity,
  type QuantityError,
  sameDimension,
  subtract,
  writeQuantity,
} from '../../grammar/src/quantity/index.js';
import { memoise } from '../../grammar/src/quantity/memo.js';

const value = fc
  .tuple(fc.double({ min: 1, max: 9.999999999, noNaN: true }), fc.integer({ min: -15, max: 22 }))
  .map(([mantissa, exponent]) => mantissa * 10 ** exponent);
const dimension = fc.constantFrom<Dimension>(...Object.values(dimensions));
const alphabet = [...'$€£0123456789._:/%eE+-xkKmMbBgGtTnsuhdywiopryea µμ'];
const numeric = fc.array(fc.constantFrom(...alphabet), { maxLength: 60 }).map((letters) => letters.join(''));
const unitLike = fc
  .tuple(
    fc.constantFrom('', '$', '€'),
    fc.constantFrom('1', '10', '2.5', '1_000', '0', '1e3'),
    fc.array(
      fc.constantFrom(
        'k',
        'M',
        'm',
        'K',
        'bn',
        's',
        'secs',
        'min',
        '/',
        '/s',
        '/user',
        '/day',
        '/M',
        '/GB',
        'GB',
        'Gb',
        'rps',
        '%',
        'x',
        ':1',
        '_',
        'req',
        'mo',
        'y',
        '30',
        'usd',
        'h',
      ),
      { maxLength: 5 },
    ),
  )
  .map(([currency, number, rest]) => currency + number + rest.join(''));

function sure(result: Quantity | QuantityError): Quantity {
  if (isQuantityError(result)) throw new Error(result.message);
  return result;
}
const near = (a: number, b: number, tolerance: number): void =>
  expect(Math.abs(a / b - 1)).toBeLessThanOrEqual(tolerance);

describe('what is shown parses back', () => {
  it('to three significant digits', () => {
    fc.assert(
      fc.property(value, dimension, (x, d) => {
        const back = sure(parseQuantity(formatQuantity(x, d)));
        expect(back.dimension).toEqual(d);
        // Times below a nanosecond are nothing to a reader.
        if (d === dimensions.time && x < 9.995e-10) expect(back.value).toBe(0);
        else near(back.value, x, 0.00501);
      }),
      { numRuns: 2000 },
    );
  });

  it('exactly, with all digits', () => {
    fc.assert(
      fc.property(value, dimension, (x, d) => {
        const back = sure(parseQuantity(formatQuantity(x, d, { exact: true })));
        expect(back.dimension).toEqual(d);
        near(back.value, x, 1e-14);
      }),
      { numRuns: 2000 },
    );
  });

  it('in bits', () => {
    fc.assert(
      fc.property(value, fc.boolean(), (x, exact) => {
        near(sure(parseQuantity(formatQuantity(x, 'bits', { exact }))).value, x, exact ? 1e-14 : 0.00501);
      }),
    );
  });

  it('as a ratio, which is 100% or 0% only where it is', () => {
    const ratio = fc.oneof(
      fc.double({ min: 0, max: 1, noNaN: true }),
      value,
      value.filter((x) => x < 1).map((x) => 1 - x / 10),
    );
    fc.assert(
      fc.property(ratio, (x) => {
        fc.pre(x === 0 || x > 1e-300);
        const text = formatRatio(x);
        const back = sure(parseQuantity(text)).value;
        expect(text === '100%').toBe(x === 1);
        expect(text === '0%').toBe(x === 0);
        if (x !== 0) near(back, x, 0.00501);
        // So close to 1 a number has fewer digits left than three.
        if (x >= 0.99 && x < 1) near(1 - back, 1 - x, Math.max(0.01, Number.EPSILON / (1 - x)));
      }),
      { numRuns: 2000 },
    );
  });

  it('as the text of a fix, on the side that was asked for', () => {
    fc.assert(
      fc.property(
        value,
        dimension,
        fc.constantFrom<'nearest' | 'up' | 'down'>('nearest', 'up', 'down'),
        (x, d, rounding) => {
          const back = sure(parseQuantity(writeQuantity(x, d, { rounding })));
          expect(back.dimension).toEqual(d);
          near(back.value, x, rounding === 'nearest' ? 0.0501 : 0.1001);
          if (rounding === 'up') expect(back.value).toBeGreaterThanOrEqual(x * (1 - 1e-11));
          if (rounding === 'down') expect(back.value).toBeLessThanOrEqual(x * (1 + 1e-11));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('arithmetic', () => {
  const quantity = fc.tuple(value, dimension).map(([x, d]): Quantity => ({ value: x, dimension: d, notation: 'unit' }));

  it('multiplies and divides units as numbers', () => {
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        const back = sure(divide(sure(multiply(a, b)), b));
        expect(back.dimension).toEqual(a.dimension);
        near(back.value, a.value, 1e-12);
        expect(sure(multiply(b, a))).toEqual(sure(multiply(a, b)));
      }),
    );
  });

  it('adds what has one dimension and nothing else', () => {
    fc.assert(
      fc.property(quantity, quantity, (a, b) => {
        const total = add(a, b);
        if (!sameDimension(a.dimension, b.dimension)) {
          expect(isQuantityError(total)).toBe(true);
          return;
        }
        expect(sure(add(b, a))).toEqual(sure(total));
        expect(sure(total).dimension).toEqual(a.dimension);
        expect(sure(subtract(a, a)).value).toBe(0);
      }),
    );
  });
});

describe('any text', () => {
  it('is a finite quantity or one message with a fix that parses', () => {
    fc.assert(
      fc.property(fc.oneof(numeric, unitLike, fc.string({ maxLength: 80 })), (text) => {
        const result = parseQuantity(text);
        if (isQuantityError(result)) {
          expect(result.message.length).toBeGreaterThan(10);
          expect(result.message.length).toBeLessThan(300);
          if (result.fix !== undefined) {
            expect(isQuantityError(parseQuantity(result.fix.text))).toBe(false);
            expect(result.fix.text).not.toBe(text);
          }
        } else {
          expect(Number.isFinite(result.value)).toBe(true);
          expect(result.value).toBeGreaterThanOrEqual(0);
        }
        for (const d of Object.values(dimensions)) {
          const meant = meantText(text, d);
          if (meant !== undefined) expect(sure(parseQuantity(meant)).dimension).toEqual(d);
        }
      }),
      { numRuns: 5000 },
    );
  });

  it('takes no longer than its length explains', () => {
    const texts = [
      '1_'.repeat(32),
      '1'.repeat(64),
      '1e'.repeat(32),
      '1h'.repeat(32),
      `1${'/s'.repeat(31)}`,
      `1${'_'.repeat(63)}`,
      '1'.repeat(5_000_000),
    ];
    const start = performance.now();
    for (const text of texts) for (let i = 0; i < 50; i++) parseQuantity(text.slice(0, text.length - (i % 5)));
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('memoise', () => {
  it('computes once per text and forgets when full', () => {
    const computed: string[] = [];
    const upper = memoise((text) => {
      computed.push(text);
      return text.toUpperCase();
    }, 3);
    expect(['a', 'a', 'b', 'c', 'a'].map(upper)).toEqual(['A', 'A', 'B', 'C', 'A']);
    expect(computed).toEqual(['a', 'b', 'c']);
    upper('d');
    expect(upper('a')).toBe('A');
    expect(computed).toEqual(['a', 'b', 'c', 'd', 'a']);
  });
});
