import type { Model } from '../model/model.js';
import { derived, type Term } from './cell.js';
import { attainableHitRatio } from './memory.js';
import { Sheet } from './sheet.js';

/**
 * A sheet in which every cache that does not state its hit ratio has the one its memory attains. That ratio needs the
 * reads that reach the cache, which need the ratios of the caches before it: each round settles the next ones.
 */
export function settledSheet(model: Model): Sheet {
  const attained = new Map<string, Term>();
  const open = new Set(model.components.filter(({ kind, properties }) => kind === 'cache' && properties.memory && !properties['hit-ratio']));
  for (;;) {
    const sheet = new Sheet(model, attained);
    const settled = [...open].filter((cache) => {
      const term = derived(attainableHitRatio(sheet, cache));
      if ('missing' in term) return false;
      attained.set(cache.id, term);
      return true;
    });
    if (settled.length === 0) return sheet;
    for (const cache of settled) open.delete(cache);
  }
}
