import type { Component } from '../model/model.js';
import { constant, derived, isKnown, type Term, type Working } from './cell.js';
import { diskParts } from './disk.js';
import { isStore } from './kinds.js';
import { busiestNode, loadOrder, storeLoad } from './load.js';
import { capacityOfOne, scalability, scalabilityTerms } from './nominal.js';
import { countable } from './replicas.js';
import { figureOf, property, type Sheet } from './sheet.js';
import { componentRate } from './traffic/rates.js';

const spare = constant('spare', 1, 'count', 'N+1: one replica may be down');
const most = 1_000_000;

/**
 * Replicas that keep utilisation at the target at peak, and one to spare; of what keeps data also enough for its disk
 * (properties.md 5.12). Unknown for what a provider runs out of sight.
 */
export const replicasNeeded = figureOf('replicas.needed', 'count', (sheet, component: Component) => {
  const counted = countable(component);
  const isHidden = isKnown(counted) ? [] : [counted];
  return isStore(component) ? forStore(sheet, component, isHidden) : forService(sheet, component, isHidden);
});

function forService(sheet: Sheet, component: Component, hidden: readonly Term[]): Working {
  const disk = diskParts(sheet, component);
  const onDisk = 4 + disk.length;
  return {
    formula: `⌈peak rate ÷ (capacity of one × target utilisation)⌉${disk.length > 0 ? ', or as many as hold the data,' : ''} + 1`,
    terms: [
      derived(componentRate(sheet, component, 'peak')),
      capacityOfOne(sheet, component),
      property(component, 'target-utilisation', 'ratio'),
      spare,
      ...disk,
      ...scalabilityTerms(component),
      ...hidden,
    ],
    compute: (values) => {
      const [rate, one, target, extra] = values;
      const [contention, coherency] = values.slice(onDisk);
      const fits = (n: number): boolean => rate <= scalability(n, one, contention, coherency) * target * (1 + 1e-12);
      return Math.max(smallest(fits), disksFor(values.slice(4, onDisk))) + extra;
    },
    notes: contentionNotes(component),
  };
}

function contentionNotes({ properties }: Component): readonly string[] {
  return properties.coherency ? ['With coherency costs, more replicas serve less from some number on.'] : [];
}

function disksFor([stored = 0, each = 1, fill = 1]: readonly number[]): number {
  return stored > 0 ? Math.ceil(stored / (each * fill) - 1e-9) : 1;
}

function forStore(sheet: Sheet, store: Component, hidden: readonly Term[]): Working {
  const { topology, terms, grows } = storeLoad(sheet, store);
  const disk = diskParts(sheet, store);
  return {
    formula: `smallest number whose busiest node stays at the target${disk.length > 0 ? ', or that holds the data,' : ''} + 1`,
    terms: [
      ...loadOrder.map((name) => terms[name]),
      property(store, 'target-utilisation', 'ratio'),
      spare,
      ...disk,
      ...hidden,
    ],
    compute: (values) => {
      const [, copies, , ...load] = values;
      const [target, extra, ...onDisk] = values.slice(loadOrder.length);
      const fits = (n: number): boolean => {
        const [held, shards] = grows === 'copies' ? [n, 1] : [Math.min(copies, n), Math.max(1, n / copies)];
        return busiestNode(topology, [n, held, shards, ...load]) <= target * (1 + 1e-12);
      };
      // Unsharded replicas each hold everything: more of them do not make room.
      const [stored = 0, each = 1, fill = 1] = onDisk;
      const held =
        grows === 'copies' ? (stored <= copies * each * fill ? 1 : Number.POSITIVE_INFINITY) : disksFor(onDisk);
      return Math.max(smallest(fits), held) + extra;
    },
    notes: grows === 'copies' ? ['More copies only spread the reads: writes go to each of them.'] : [],
  };
}

/** The least n from 1 that fits, by doubling and halving; unbounded where none up to a million does. */
function smallest(fits: (n: number) => boolean): number {
  let high = 1;
  while (!fits(high)) {
    if (high > most) return Number.POSITIVE_INFINITY;
    high *= 2;
  }
  let low = high === 1 ? 1 : high / 2;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (fits(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}
