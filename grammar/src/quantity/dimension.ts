/** Exponents of the base dimensions; a plain number has all zero. Base units: second, byte, (unitless) money unit, user. */
export interface Dimension {
  readonly time: number;
  readonly data: number;
  readonly money: number;
  readonly user: number;
}

const of = (exponents: Partial<Dimension>): Dimension =>
  Object.freeze({ time: 0, data: 0, money: 0, user: 0, ...exponents });

/** The dimensions a design speaks of. */
export const dimensions = Object.freeze({
  number: of({}),
  time: of({ time: 1 }),
  data: of({ data: 1 }),
  money: of({ money: 1 }),
  rate: of({ time: -1 }),
  perUser: of({ user: -1 }),
  userRate: of({ user: -1, time: -1 }),
  bandwidth: of({ data: 1, time: -1 }),
  moneyRate: of({ money: 1, time: -1 }),
  moneyPerUser: of({ money: 1, user: -1 }),
  moneyPerData: of({ money: 1, data: -1 }),
  moneyPerDataTime: of({ money: 1, data: -1, time: -1 }),
});

const words: readonly (readonly [Dimension, string, string])[] = [
  [dimensions.number, 'a plain number', '3'],
  [dimensions.time, 'a time', '2s'],
  [dimensions.data, 'an amount of data', '200MB'],
  [dimensions.money, 'an amount of money', '$500'],
  [dimensions.rate, 'a rate', '100/s'],
  [dimensions.perUser, 'a number per user', '10/user'],
  [dimensions.userRate, 'a rate per user', '10/user/day'],
  [dimensions.bandwidth, 'a bandwidth', '10Gbps'],
  [dimensions.moneyRate, 'money per month', '$40k/month'],
  [dimensions.moneyPerUser, 'money per user', '$2/user'],
  [dimensions.moneyPerData, 'money per amount of data', '$0.09/GB'],
  [dimensions.moneyPerDataTime, 'money per amount of data and month', '$0.023/GB/month'],
];

export function sameDimension(a: Dimension, b: Dimension): boolean {
  return a.time === b.time && a.data === b.data && a.money === b.money && a.user === b.user;
}

/** a · b^power: 1 multiplies, -1 divides. */
export function combine(a: Dimension, b: Dimension, power: 1 | -1): Dimension {
  const result = of({
    time: a.time + power * b.time,
    data: a.data + power * b.data,
    money: a.money + power * b.money,
    user: a.user + power * b.user,
  });
  return words.find(([known]) => sameDimension(known, result))?.[0] ?? result;
}

/** For messages, with its article: `a time`, `an amount of data`, `money per month`. */
export function describeDimension(d: Dimension): string {
  return words.find(([known]) => sameDimension(known, d))?.[1] ?? `a quantity in ${baseUnits(d)}`;
}

/** A quantity of this dimension, to show in a message: `2s`, `10Gbps`. Undefined where the language has no usual form. */
export function exampleOf(d: Dimension): string | undefined {
  return words.find(([known]) => sameDimension(known, d))?.[2];
}

/** The base units of a dimension, `B·s/user`; empty for a plain number. */
export function baseUnits(d: Dimension): string {
  const symbols: readonly (readonly [string, number])[] = [
    ['$', d.money],
    ['B', d.data],
    ['s', d.time],
    ['user', d.user],
  ];
  const power = ([symbol, exponent]: readonly [string, number]): string =>
    Math.abs(exponent) === 1 ? symbol : `${symbol}^${Math.abs(exponent)}`;
  const above = symbols.filter(([, exponent]) => exponent > 0).map(power);
  const below = symbols.filter(([, exponent]) => exponent < 0).map(power);
  if (below.length === 0) return above.join('·');
  return `${above.join('·') || '1'}/${below.join('/')}`;
}
