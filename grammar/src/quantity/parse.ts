import { joinedTime, type Magnitude } from './compound.js';
import { decimal } from './decimal.js';
import { combine, type Dimension, dimensions } from './dimension.js';
import { explain, type Mistake } from './explain.js';
import { memoise } from './memo.js';
import { type Currency, fixTo, type Quantity, type QuantityError } from './quantity.js';
import { respellDenominator, respellNumerator, writtenCurrency } from './respell.js';
import { denominators, moneyMultiples, numerators, priceDenominators, type Unit } from './units.js';

const longest = 64;
const digits = String.raw`\d+(?:_\d+)*(?:\.\d+(?:_\d+)*)?`;
const shape = new RegExp(`^([$€£]?)(${digits})(?:[eE]([+-]?\\d+))?([^]*)$`);
const odds = new RegExp(`^(k|M|bn|tn)?:(${digits})(k|M|bn|tn)?$`);

const remembered = memoise((text) => Object.freeze(read(text)), 4096);

/**
 * Reads one NUMERIC token: number, ratio, time, amount of data, rate, bandwidth or money.
 * Never throws, answers in time linear in the text, and gives one message per text, whatever is wrong with it.
 */
export function parseQuantity(text: string): Quantity | QuantityError {
  if (text.length > longest) return { message: 'This is too long for a quantity.' };
  return remembered(text);
}

/** `1bn` for `1B`, which is one byte: where a count was expected, a billion was meant. Undefined for any other text. */
export function billionFix(text: string): string | undefined {
  const match = text.length <= longest ? shape.exec(text) : null;
  return match?.[4] === 'B' ? `${text.slice(0, -1)}bn` : undefined;
}

function read(text: string): Quantity | QuantityError {
  const first = interpret(text);
  if (!isMistake(first)) return first;
  const fixed = mend(first);
  return fixed === undefined ? { message: first.say(undefined) } : { message: first.say(fixed), fix: fixTo(fixed) };
}

/** Mends one mistake after the other, so that the fix of the first message leaves a valid text, or there is none. */
function mend(first: Mistake): string | undefined {
  let text = first.mended;
  for (let round = 0; round < 6 && text !== undefined && text.length <= longest; round++) {
    const next = interpret(text);
    if (!isMistake(next)) return text;
    text = next.mended;
  }
  return undefined;
}

const isMistake = (result: Quantity | Mistake): result is Mistake => 'say' in result;
const wrong = (message: string, mended?: string): Mistake => ({
  say: () => message,
  ...(mended === undefined ? {} : { mended }),
});

function interpret(text: string): Quantity | Mistake {
  const match = shape.exec(text);
  if (match === null) return wrong(`\`${text}\` is not a quantity.`);
  const [, currency = '', mantissa = '', exponent = '0', tail = ''] = match;
  if (tail.includes('_')) {
    const mended = text.replace(/_+/g, (run, at: number) =>
      isDigit(text, at - 1) && isDigit(text, at + run.length) ? '_' : '',
    );
    return { say: (fixed) => `An underscore stands only between digits${fixed ? `: \`${fixed}\`` : ''}.`, mended };
  }
  if (tail.includes('//') || tail.endsWith('/')) {
    const mended = text.replace(/\/+/g, '/').replace(/\/$/, '');
    return { say: (fixed) => `A unit is missing after \`/\`${fixed ? `: write \`${fixed}\`` : ''}.`, mended };
  }
  const [word = '', ...below] = tail.split('/');
  const number = `${currency}${text.slice(currency.length, text.length - tail.length)}`;
  const rest = below.map((unit) => `/${unit}`).join('');
  if (word.includes(':')) return readOdds(text, magnitude(mantissa, exponent), tail, currency);
  if (word.startsWith('.')) return notANumber(text, mantissa, tail);
  if (/\d/.test(word)) {
    const joined = currency === '' && exponent === '0' ? joinedTime(mantissa, word) : undefined;
    if (joined === undefined) return wrong(`\`${text}\` is not a quantity.`);
    if ('why' in joined) {
      const mended = joined.mended === undefined ? {} : { mended: `${joined.mended}${rest}` };
      return { say: explain(text, word, 'number', joined.why), ...mended };
    }
    return divided(text, joined.magnitude, joined.unit, below, rest, number + word, '');
  }
  const unit = (currency === '' ? numerators : moneyMultiples).get(word);
  if (unit === undefined) return misspelt(text, number, word, rest, currency);
  return divided(text, magnitude(mantissa, exponent), unit, below, rest, number + word, currency);
}

const isDigit = (text: string, at: number): boolean => /\d/.test(text.charAt(at));

/** The number as written, times a power of ten: shifted in its decimal digits, so that nothing is lost. */
function magnitude(mantissa: string, exponent: string): Magnitude {
  const bounded = Math.max(-9999, Math.min(9999, Number(exponent)));
  const plain = mantissa.replaceAll('_', '');
  return (power) => Number(`${plain}e${bounded + power}`);
}

function readOdds(text: string, above: Magnitude, tail: string, currency: string): Quantity | Mistake {
  const match = odds.exec(tail);
  if (match === null || currency !== '') return wrong(`\`${text}\` is not a ratio: two plain numbers, as in \`10:1\`.`);
  const power = (name: string | undefined): number => numerators.get(name ?? '')?.power ?? 0;
  const below = magnitude(match[2] ?? '', '0')(power(match[3]));
  if (below === 0) return wrong(`\`${text}\` divides by zero.`);
  return finite(text, above(power(match[1])) / below, { dimension: dimensions.number, notation: 'odds' });
}

function notANumber(text: string, mantissa: string, tail: string): Mistake {
  const message = `\`${text}\` has two decimal points`;
  const thousands = /^\d{1,3}\.\d{3}$/.test(mantissa) ? /^(?:\.\d{3})+(?!\d)/.exec(tail)?.[0] : undefined;
  if (thousands === undefined) return wrong(`${message}.`);
  const mended = text.replace(mantissa + thousands, (mantissa + thousands).replaceAll('.', '_'));
  return {
    say: (fixed) => `${message}${fixed ? `; thousands are set apart by underscores: \`${fixed}\`` : ''}.`,
    mended,
  };
}

function misspelt(text: string, number: string, word: string, rest: string, currency: string): Mistake {
  const written = currency === '' ? writtenCurrency(word) : undefined;
  if (written !== undefined) {
    const mended = `${written.sign}${number}${written.multiple}${rest}`;
    return { say: explain(text, word, 'number', undefined), mended };
  }
  const perSecond = /^\/(?:s|sec|second)(?=\/|$)/.exec(rest);
  const bits = perSecond === null ? null : /^([KMGT]?)b$|^([kKMGT]?)b(?:it|its)$/.exec(word);
  if (bits !== null && perSecond !== null && word !== 'b') {
    const mended = `${number}${bits[1] ?? bits[2] ?? ''}bps${rest.slice(perSecond[0].length)}`;
    return { say: explain(text, word, 'number', undefined), mended };
  }
  const { word: meant, why } = respellNumerator(word, rest !== '', currency !== '');
  const say = explain(text, word, 'number', why);
  return meant === undefined ? { say } : { say, mended: `${number}${meant}${rest}` };
}

/** Puts what stands before the first `/` and the units behind it together. */
function divided(
  text: string,
  amount: Magnitude,
  unit: Unit,
  below: readonly string[],
  rest: string,
  front: string,
  currency: string,
): Quantity | Mistake {
  let power = unit.power;
  let divisor = 1;
  let dimension: Dimension = currency === '' ? unit.dimension : dimensions.money;
  const seen: Unit[] = [];
  for (const [index, name] of below.entries()) {
    const under = denominators.get(name) ?? (currency === '' ? undefined : priceDenominators.get(name));
    if (under === undefined) {
      const { word: meant, why } = respellDenominator(name, currency !== '');
      const units =
        meant === '' ? below.toSpliced(index, 1) : meant === undefined ? undefined : below.with(index, meant);
      const say = explain(text, name, 'slash', why);
      return units === undefined ? { say } : { say, mended: [front, ...units].join('/') };
    }
    if (seen.some((other) => other.dimension === under.dimension)) {
      return wrong(`\`${text}\` divides by \`/${name}\` although it already divides by a unit of that kind.`);
    }
    seen.push(under);
    power -= under.power;
    divisor *= under.factor;
    dimension = combine(dimension, under.dimension, -1);
  }
  const value = (amount(power) * unit.factor) / divisor;
  if (seen.length > 0 && unit.notation !== 'unit' && unit.notation !== 'number') {
    const mistake = ratioPerTime(text, unit, seen, amount(0), rest);
    if (mistake !== undefined) return mistake;
  }
  const length = calendarOf(unit, seen);
  if (length === 'both') return wrong(`\`${text}\` mixes months and years: write it in one of them.`);
  const notation = seen.length > 0 && unit.notation === 'number' ? 'unit' : currency !== '' ? 'unit' : unit.notation;
  if (value === 0 && /^[^1-9eE]*[1-9]/.test(front)) return wrong(`\`${text}\` is too small to compute with.`);
  return finite(text, value, {
    dimension,
    notation,
    ...(unit.bits ? { bits: true } : {}),
    ...(currency === '' ? {} : { currency: currency as Currency }),
    ...length,
  });
}

/** `40%/year` is a growth; `3x/year` is ambiguous: to three times as much, or by it. */
function ratioPerTime(
  text: string,
  unit: Unit,
  seen: readonly Unit[],
  amount: number,
  rest: string,
): Mistake | undefined {
  const perTime = seen.length === 1 && seen[0]?.dimension === dimensions.time;
  if (unit.notation === 'percent')
    return perTime ? undefined : wrong('A percentage is only divided by a time, as in `40%/year`.');
  if (!perTime || amount < 1) return wrong(`\`${text}\`: a ratio is not divided by a unit.`);
  const mended = `${decimal(amount - 1, 2, 12)}%${rest}`;
  return { say: (fixed) => `Growth is written as a share${fixed ? `: \`${text}\` is \`${fixed}\`` : ''}.`, mended };
}

function calendarOf(unit: Unit, below: readonly Unit[]): Pick<Quantity, 'calendar' | 'calendarPower'> | 'both' {
  const above = unit.calendar;
  const under = below.find((other) => other.calendar !== undefined)?.calendar;
  if (above !== undefined && under !== undefined) return above === under ? {} : 'both';
  if (above !== undefined) return { calendar: above, calendarPower: 1 };
  return under === undefined ? {} : { calendar: under, calendarPower: -1 };
}

function finite(text: string, value: number, rest: Omit<Quantity, 'value'>): Quantity | Mistake {
  return Number.isFinite(value) ? { value, ...rest } : wrong(`\`${text}\` is too large to compute with.`);
}
