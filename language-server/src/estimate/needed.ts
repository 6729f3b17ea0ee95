import type { Component } from '../model/model.js';
import { type Cell, constant, define, derived, type Term } from './cell.js';
import { busiestNode, isStore, loadOrder, storeLoad } from './load.js';
import { capacityOfOne, scalability } from './nominal.js';
import { property, type Sheet, written } from './sheet.js';
import { keptOnDisk } from './storage.js';
import { componentRate } from './traffic/rates.js';

const spare = constant('spare', 1, 'count', 'N+1: one replica may be down');
const most = 1_000_000;

/** Replicas that keep utilisation at the target at peak, and one to spare; of a store also enough for its disk. */
export function replicasNeeded(sheet: Sheet, component: Component): Cell {
  return sheet.cell(`${component.id}.replicas.needed`, () => (isStore(component) ? forStore(sheet, component) : forService(sheet, component)));
}

function forService(sheet: Sheet, component: Component): Cell {
  const zero = (name: string): Term => ({ name, value: 0, unit: 'ratio', origin: 'assumed', source: 'neutral' });
  return define({
    subject: component.id,
    figure: 'replicas.needed',
    unit: 'count',
    formula: '⌈peak rate ÷ (capacity of one × target utilisation)⌉ + 1',
    terms: [
      derived(componentRate(sheet, component, 'peak')),
      capacityOfOne(sheet, component),
      property(component, 'target-utilisation', 'ratio'),
      spare,
      written(component, 'contention', 'ratio') ?? zero('contention'),
      written(component, 'coherency', 'ratio') ?? zero('coherency'),
    ],
    compute: ([rate, one, target, extra, contention, coherency]) =>
      smallest((n) => rate <= scalability(n, one, contention, coherency) * target) + extra,
  });
}

function forStore(sheet: Sheet, store: Component): Cell {
  const { topology, terms } = storeLoad(sheet, store);
  const spreads = terms.shards.name.endsWith('.shards') && !('missing' in terms.shards) && terms.shards.origin === 'derived';
  const disk = property(store, 'storage', 'B');
  const kept = keptOnDisk(sheet, store);
  const bySize = kept.value === undefined || 'missing' in disk ? [] : [derived(kept), disk, property(store, 'fill', 'ratio')];
  return define({
    subject: store.id,
    figure: 'replicas.needed',
    unit: 'count',
    formula: `smallest number whose busiest node stays at the target${bySize.length > 0 ? ', or that holds the data,' : ''} + 1`,
    terms: [...loadOrder.map((name) => terms[name]), property(store, 'target-utilisation', 'ratio'), spare, ...bySize],
    compute: (values) => {
      const [nodes, copies, shards, ...load] = values;
      const [target, extra, stored = 0, each = 1, fill = 1] = values.slice(loadOrder.length);
      const whole = copies === nodes && !spreads;
      const fits = (n: number): boolean => {
        const held = whole ? n : copies;
        return busiestNode(topology, [n, held, spreads ? Math.max(1, n / copies) : shards, ...load]) <= target;
      };
      return Math.max(smallest(fits), Math.ceil(stored / (each * fill))) + extra;
    },
  });
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
