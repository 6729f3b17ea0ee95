import type { Component } from '../model/model.js';
import type { ComponentProperties } from '../model/schema/index.js';

/** Weakest first. Session and causal are ranked only for comparison: neither contains the other in theory. */
const levels = ['eventual', 'session', 'causal', 'sequential', 'linearizable'] as const;
export type Consistency = (typeof levels)[number];
export type DataClass = NonNullable<ComponentProperties['holds']>['value'][number];

export function isWeaker(given: Consistency, wanted: Consistency): boolean {
  return levels.indexOf(given) < levels.indexOf(wanted);
}

export function stronger(a: Consistency, b: Consistency): Consistency {
  return isWeaker(a, b) ? b : a;
}

/** The classes of data that are declared for a store, its tables and their fields. */
export function classesIn(store: Component): ReadonlySet<DataClass> {
  const holders = [store, ...store.tables, ...store.tables.flatMap(({ fields }) => fields)];
  return new Set(holders.flatMap(({ properties }) => properties.holds?.value ?? []));
}
