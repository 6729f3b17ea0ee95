import type { Estimates } from '../estimate/estimates.js';
import type { Component, Model } from '../model/model.js';
import { assumedOf, sections } from '../model/schema/index.js';
import { memoryOf, tablesBehind } from './caches.js';

/** What is worth caching, against what the cache can hold; in bytes, with the cache's own overhead. */
export interface HotSet {
  readonly bytes: number;
  readonly memory: number;
  /** Only an upper bound: nothing says how many of the reads ask for different things. */
  readonly isBound: boolean;
}

const usualShare = assumedOf(sections.cache['hot-share'])!.value;
const usualOverhead = assumedOf(sections.cache.overhead)!.value;

/**
 * The working set of a cache (estimates.md: hot share × distinct reads a day × entry × overhead), never more than the hot
 * share of all that lies behind it. Nothing where it or the memory is unknown.
 */
export function hotSetOf(model: Model, estimates: Estimates, cache: Component): HotSet | undefined {
  const bytes = estimates.value(cache, 'memory.working-set');
  const memory = memoryOf(cache);
  if (bytes === undefined || memory === undefined) return undefined;
  const { properties } = cache;
  if (properties['working-set']) return { bytes, memory, isBound: false };
  const tables = tablesBehind(model, cache);
  const sizes = tables.map((table) => estimates.value(table, 'storage'));
  const isKnown = sizes.length > 0 && sizes.every((size) => size !== undefined);
  const whole = isKnown ? sizes.reduce((sum, size) => sum + size, 0) : Number.POSITIVE_INFINITY;
  const most = (properties['hot-share']?.value ?? usualShare) * whole * (properties.overhead?.value ?? usualOverhead);
  return { bytes: Math.min(bytes, most), memory, isBound: !isKnown && !properties['distinct-reads'] };
}
