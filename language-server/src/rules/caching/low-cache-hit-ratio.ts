import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import { isStore, missLinks } from '../caches.js';
import { hotSetOf } from '../hot-sets.js';
import { defineRule } from '../rule.js';
import { tablesOn } from '../uses.js';
import { listed, percent, rate, time } from '../words.js';

/** A cache that mostly misses makes reads slower, and costs money for it. */
export const lowCacheHitRatio = defineRule({
  name: 'low-cache-hit-ratio',
  category: 'caching',
  mode: 'derived',
  severity: 'info',
  tier: 2,
  summary: 'A cache answers so few reads that it hardly pays.',
  why: 'Every read that misses pays for the look into the cache and for the store. With few hits, or with a cache that is hardly faster than its store, the average read takes longer than without it, and there is one more thing to run, to invalidate and to lose. Data that is written as often as it is read has changed before anybody asks for it again.',
  silent: [
    'The hit ratio is unknown: not written, and not to be derived from the memory.',
    'It follows from too little memory: `cache-memory-undersized` says so.',
    'Write-behind caches take writes; counters, sessions and presence are no copies.',
    'It is a cdn, which does more than answer, or nothing is drawn behind the cache.',
    'The cache, or what is behind it, is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 1: describing performance',
    'Berk Atikoglu and others, "Workload Analysis of a Large-Scale Key-Value Store", SIGMETRICS (2012)',
    'Amazon Web Services, Database Caching Strategies Using Redis (whitepaper)',
  ],
  options: {
    least: { default: 0.5, doc: 'Hit ratio (a ratio) below which a cache is worth a question.' },
  },
  incorrect: [
    {
      title: 'four reads of five miss',
      code: 'service api {}\ncache hot { hit-ratio: 20%, ttl: 1h, pattern: cache-aside }\ndatabase posts {}\n\napi -> hot { op: read, timeout: 50ms }\napi -> posts { op: read, on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'a store that is as fast as its cache',
      code: 'service api {}\ncache hot { hit-ratio: 60%, latency: 1ms, ttl: 1h, pattern: cache-aside }\ndatabase sessions { latency: 1.5ms }\n\napi -> hot { op: read, timeout: 50ms }\napi -> sessions { op: read, on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'written ten times as often as read',
      code: 'client sensors { users: 1M }\nflow report { from: sensors, rate: 100/user/day, op: write }\nflow look { from: sensors, rate: 10/user/day, op: read }\nservice api {}\ncache latest { hit-ratio: 70%, ttl: 1min, pattern: cache-aside }\ndatabase values {}\n\nsensors -> api { timeout: 2s }\napi -> latest { for: look, timeout: 50ms }\napi -> values { for: look, on-miss: latest, timeout: 500ms }\napi -> values { for: report, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'nine reads of ten hit',
      code: 'service api {}\ncache hot { hit-ratio: 90%, latency: 1ms, ttl: 1h, pattern: cache-aside }\ndatabase posts { latency: 20ms }\n\napi -> hot { op: read, timeout: 50ms }\napi -> posts { op: read, on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'nobody knows how many do',
      code: 'service api {}\ncache hot { ttl: 1h, pattern: cache-aside }\ndatabase posts {}\n\napi -> hot { op: read, timeout: 50ms }\napi -> posts { op: read, on-miss: hot, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const cache of model.components) {
      const { pattern, future } = cache.properties;
      if (cache.kind !== 'cache' || future?.value === true || isStore(cache) || pattern?.value === 'write-behind')
        continue;
      const links = missLinks(model, cache);
      const hits = links.length > 0 ? hitRatioOf(model, estimates, cache) : undefined;
      if (hits === undefined) continue;
      const slow = averageTime(model, estimates, cache, hits);
      const written = writesFor(model, estimates, cache);
      const stores = listed([...new Set(links.map(({ target }) => target.id))]);
      const share = `\`${cache.id}\` answers ${percent(hits)} of the reads`;
      const slower = slow && slow.withCache >= slow.without;
      const times = slow ? `: ${time(slow.withCache)} on average, ${time(slow.without)} without it` : '';
      let message: string | undefined;
      if (hits < options.least || slower) message = `${share}, the others ask ${stores} as well${times}.`;
      else if (written) {
        message = `Behind \`${cache.id}\` ${rate(written.writes)} are written and ${rate(written.reads)} read: most of what it keeps has changed before it is asked for again.`;
      }
      if (message === undefined) continue;
      const at = cache.properties['hit-ratio']?.property;
      report(cache, message, { ...(at && { at }) });
    }
  },
});

/** As written, else what the memory attains, where that is enough. */
function hitRatioOf(model: Model, estimates: Estimates, cache: Component): number | undefined {
  const written = cache.properties['hit-ratio']?.value;
  if (written !== undefined) return written;
  const hot = hotSetOf(model, estimates, cache);
  return hot && hot.bytes <= hot.memory ? estimates.value(cache, 'hit-ratio.attainable') : undefined;
}

/** In seconds: h·Lc + (1 − h)·(Lc + Ld) with the cache, Ld without it. */
function averageTime(
  model: Model,
  estimates: Estimates,
  cache: Component,
  hits: number,
): { readonly withCache: number; readonly without: number } | undefined {
  const own = cache.properties.latency?.value;
  const behind = missLinks(model, cache).map(({ target }) => estimates.value(target, 'latency.mean'));
  if (own === undefined || behind.some((each) => each === undefined)) return undefined;
  const without = Math.max(...(behind as number[]));
  return { withCache: own + (1 - hits) * without, without };
}

/** How often what is cached is written, where that is no less often than it is read. */
function writesFor(
  model: Model,
  estimates: Estimates,
  cache: Component,
): { readonly writes: number; readonly reads: number } | undefined {
  const reads = estimates.value(cache, 'rate.average.read');
  if (reads === undefined || reads <= 0) return undefined;
  const holders = new Map<string, { readonly id: string }>();
  for (const link of missLinks(model, cache)) {
    const tables = tablesOn(link, 'reads');
    if (tables) for (const id of tables) holders.set(id, { id });
    else if (link.target.tables.length === 0) holders.set(link.target.id, link.target);
    else return undefined;
  }
  let writes = 0;
  for (const holder of holders.values()) {
    const own = estimates.value(holder, 'rate.average.write');
    if (own === undefined) return undefined;
    writes += own;
  }
  return writes >= reads ? { writes, reads } : undefined;
}
