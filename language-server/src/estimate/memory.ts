import { calendar } from '@archlang/grammar';
import { flowProperty } from '../model/inherit.js';
import type { Component } from '../model/model.js';
import { constant, derived, isKnown, type Term, unknown, type Working } from './cell.js';
import { sharesShards } from './kinds.js';
import { running } from './replicas.js';
import { figureOf, property, type Sheet, termOf, written } from './sheet.js';
import { isRead } from './traffic/operations.js';
import { calendarTerms } from './traffic/rates.js';
import { reachOf, sharesOfLink } from './traffic/reach.js';

/** Share of reads answered: as written; a cdn's is assumed; a cache's is what its memory can hold, else unknown. */
export function hitRatio(sheet: Sheet, cache: Component): Term {
  const stated = written(cache, 'hit-ratio', 'ratio');
  if (stated) return stated;
  if (cache.kind === 'cdn') return property(cache, 'hit-ratio', 'ratio');
  // In a loop through the cache its reads depend on the hit ratio, and that on its reads.
  if (!reachOf(sheet).isComplete(cache)) return unknown(`${cache.id}.hit-ratio`);
  const attainable = derived(attainableHitRatio(sheet, cache));
  return isKnown(attainable) ? attainable : { name: `${cache.id}.hit-ratio`, missing: [`${cache.id}.hit-ratio`] };
}

interface Reads {
  readonly terms: readonly Term[];
  readonly size: Term;
}

/** Reads a day that look into the cache, as rate, active share of the day and visits of each flow; and an entry's size. */
function dailyReads(sheet: Sheet, cache: Component): Reads {
  const reads = cache.incoming.flatMap((link) =>
    sharesOfLink(sheet, link)
      .filter(({ operation }) => isRead(operation))
      .map((share) => ({ link, share })),
  );
  const sizes = reads.flatMap(({ link, share }) => {
    const response = share.source.flow && flowProperty(link, share.source.flow, 'response');
    const term = response && termOf(`${share.source.id}.response`, response, 'B');
    return term && isKnown(term) ? [term] : [];
  });
  const largest =
    sizes.length > 0 ? sizes.reduce((a, b) => (b.value > a.value ? b : a)) : unknown(`${cache.id}.object-size`);
  return {
    terms:
      reads.length > 0
        ? reads.flatMap(({ share }) => calendarTerms(share))
        : [unknown(`${cache.id}.rate.average.read`)],
    size: written(cache, 'object-size', 'B') ?? largest,
  };
}

const day = constant('a day', calendar.day, 's', '24 × 3,600 s');

function perDay(values: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 3) total += values[i] * values[i + 1] * values[i + 2];
  return total;
}

/** Memory worth having: hot share × a day's distinct reads × entry × overhead (estimates.md, 80/20). */
export const workingSet = figureOf('memory.working-set', 'B', (sheet, cache: Component): Working => {
  const overhead = property(cache, 'overhead', 'factor');
  const stated = written(cache, 'working-set', 'B');
  if (stated) {
    return {
      formula: 'working-set × overhead',
      terms: [stated, overhead],
      compute: ([bytes, extra]) => bytes * extra,
    };
  }
  const { terms, size } = dailyReads(sheet, cache);
  return {
    formula: 'hot share × reads a day × distinct reads × object-size × overhead',
    terms: [
      property(cache, 'hot-share', 'ratio'),
      property(cache, 'distinct-reads', 'ratio'),
      size,
      overhead,
      day,
      ...terms,
    ],
    compute: ([hot, distinct, bytes, extra, seconds, ...reads]) =>
      hot * perDay(reads) * seconds * distinct * bytes * extra,
  };
});

/** Different bytes that fit: memory of one × shards; unsharded replicas hold the same. */
export function memoryInAll(cache: Component): readonly Term[] {
  const shards = written(cache, 'shards', 'count');
  const copies = written(cache, 'replication-factor', 'count');
  const one = property(cache, 'memory', 'B');
  const once = constant(`${cache.id}.copies`, 1, 'count', 'each part is counted once');
  if (shards) return [one, shards, once];
  if (copies) return [one, running(cache), copies];
  // In an unknown number of parts.
  const isCut = cache.properties.sharding !== undefined || sharesShards(cache);
  if (isCut && running(cache).value !== 1) return [one, unknown(`${cache.id}.shards`), once];
  return [one, constant(`${cache.id}.shards`, 1, 'count', 'unsharded replicas all hold the same'), once];
}

/**
 * Share of reads the declared memory can answer. Popularity is taken as a Pareto curve through the hot share: where the
 * hottest 20% draw 80% of the reads, the hottest x draw x^(ln 0.8 ÷ ln 0.2).
 */
export const attainableHitRatio = figureOf('hit-ratio.attainable', 'ratio', (sheet, cache: Component) => ({
  formula: '(memory ÷ (working set ÷ hot share))^(ln(1 − hot share) ÷ ln(hot share)), at most 1',
  terms: [derived(workingSet(sheet, cache)), property(cache, 'hot-share', 'ratio'), ...memoryInAll(cache)],
  compute: ([hotBytes, hot, one, shards, copies]) => {
    const cached = hotBytes > 0 ? Math.min(1, (one * shards) / copies / (hotBytes / hot)) : 1;
    return hot >= 1 || hot <= 0 ? cached : cached ** (Math.log(1 - hot) / Math.log(hot));
  },
}));
