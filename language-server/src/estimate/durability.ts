import type { Component } from '../model/model.js';
import { constant, type Term, unknown } from './cell.js';
import { copiesOf, hidesCopies } from './load.js';
import { figureOf, property } from './sheet.js';

export function isDurable({ kind }: Component): boolean {
  return kind === 'database' || kind === 'storage';
}

/**
 * The chance that an object outlives a year. It lies on n disks and is lost when more than `spare` of them fail, each within
 * the repair of the one before: n·λ · Π (n − i)·λ·τ losses a year, i from 1 to spare (Patterson, Gibson and Katz 1988).
 * Disks fail independently, which a common cause would not honour.
 */
export const durability = figureOf('durability', 'ratio', (sheet, store: Component) => {
  const { erasure } = store.properties;
  const [data, parity] = erasure?.value.arguments.map(({ value }) => Number(value)) ?? [];
  const parts: readonly Term[] = erasure
    ? [
        {
          name: `${store.id}.erasure.parts`,
          value: data + parity,
          unit: 'count',
          origin: erasure.origin,
          at: erasure.at,
        },
        { name: `${store.id}.erasure.parity`, value: parity, unit: 'count', origin: erasure.origin, at: erasure.at },
      ]
    : [hidesCopies(store) ? unknown(`${store.id}.replication-factor`) : copiesOf(sheet, store)];
  const { year } = sheet.model.calendar;
  return {
    formula: 'exp(−n·λ · Π (n − i)·λ·τ), λ = −ln(1 − annual failure rate), i = 1 … losses that are survived',
    terms: [
      property(store, 'annual-failure-rate', 'ratio'),
      property(store, 'repair-time', 's'),
      constant('a year', year, 's', "the system's calendar"),
      ...parts,
    ],
    compute: ([failures, repair, oneYear, n, spare = n - 1]) => {
      const rate = -Math.log1p(-failures);
      let losses = n * rate;
      for (let i = 1; i <= spare; i++) losses *= (n - i) * rate * (repair / oneYear);
      return Math.exp(-losses);
    },
    notes: ['Failures are taken as independent; a mistaken delete is none of them.'],
  };
});
