import type { Component } from '../model/model.js';
import { constant, type Term } from './cell.js';
import { copiesOf } from './load.js';
import { isWhole } from './replicas.js';
import { type Sheet, written } from './sheet.js';

/** What one stored byte takes on disk: (k + m) ÷ k when coded, else its copies. */
export function redundancyOf(sheet: Sheet, store: Component): Term {
  const { erasure } = store.properties;
  if (erasure) {
    const [k, m] = erasure.value.arguments.map(({ value }) => Number(value));
    return { name: `${store.id}.erasure`, value: (k + m) / k, unit: 'factor', origin: erasure.origin, at: erasure.at };
  }
  const factor = written(store, 'replication-factor', 'count');
  if (factor) return factor;
  if (isWhole(store) || store.kind === 'storage') {
    return constant(`${store.id}.replication-factor`, 1, 'factor', 'the provider bills one logical copy');
  }
  return copiesOf(sheet, store);
}
