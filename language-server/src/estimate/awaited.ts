import type { Component } from '../model/model.js';
import { type Cell, define, sumOfProducts, type Term } from './cell.js';
import { property, type Sheet, written } from './sheet.js';

/**
 * Seconds a request waits for the calls it makes, one after the other: the called components' own medians times the
 * calls. Undefined where nothing is called.
 */
export function awaitedTime(sheet: Sheet, component: Component): Cell | undefined {
  const called = component.outgoing.filter(({ synchronous }) => synchronous);
  if (called.length === 0) return undefined;
  return sheet.cell(`${component.id}.awaited`, () =>
    define({
      subject: component.id,
      figure: 'awaited',
      unit: 's',
      formula: 'Σ calls × latency of the called',
      terms: called.flatMap((link): Term[] => [
        property(link, 'calls', 'count'),
        written(link.target, 'latency', 's') ?? { name: `${link.target.id}.latency`, missing: [`${link.target.id}.latency`] },
      ]),
      compute: sumOfProducts,
    }),
  );
}
