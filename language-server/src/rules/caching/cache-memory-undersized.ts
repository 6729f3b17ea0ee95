import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isStore } from '../caches.js';
import { setProperty } from '../edits.js';
import { type HotSet, hotSetOf } from '../hot-sets.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { data, number, percent } from '../words.js';

/** A cache smaller than what is asked for all day spends its time throwing out what it will need next. */
export const cacheMemoryUndersized = defineRule({
  name: 'cache-memory-undersized',
  category: 'caching',
  mode: 'derived',
  severity: 'warning',
  tier: 1,
  summary: 'The hot part of the data does not fit into the cache.',
  why: 'A cache pays as long as the entries that are read again and again stay in it. When the popular part of a day’s reads is larger than its memory, entries are evicted before they are asked for the second time, and the store behind gets the load that the cache was bought for. Copies do not help: replicas that are not shards hold the same entries.',
  silent: [
    'The memory, or what the working set is derived from (reads, size of an entry), is unknown.',
    'All that lies behind the cache is small enough, however often it is read.',
    'It holds sessions, counters or presence, of which there is no popular part.',
    'Only an info where neither `distinct-reads` nor the size of the tables behind says how many different things are read.',
    'The cache is only drawn (`future: yes`).',
  ],
  references: [
    'Berk Atikoglu and others, "Workload Analysis of a Large-Scale Key-Value Store", SIGMETRICS (2012)',
    'Rajesh Nishtala and others, "Scaling Memcache at Facebook", NSDI (2013)',
    'Redis documentation, Key eviction: maxmemory and how much to set it to',
  ],
  options: {
    room: { default: 1.2, doc: 'Memory that a fix writes, as a multiple of the hot set.' },
  },
  incorrect: [
    {
      title: 'a day of short links is ten times what fits',
      code: 'client web { users: 100M }\nflow open { from: web, rate: 10/user/day, op: read, response: 500B }\nservice api {}\ncache hot { memory: 16GB, ttl: 1h, distinct-reads: 100%, stampede-protection: coalescing }\ndatabase links {}\n\nweb -> api { timeout: 2s }\napi -> hot { timeout: 50ms }\napi -> links { on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'three replicas hold the same 32 GB',
      code: 'service api {}\ncache hot { replicas: 3, memory: 32GB, working-set: 40GB, ttl: 1h, invalidation: on-write }\ndatabase posts {}\n\napi -> hot { op: read, timeout: 50ms }\nhot -> posts { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'three shards hold three times as much',
      code: 'service api {}\ncache hot { replicas: 3, shards: 3, memory: 32GB, working-set: 40GB, ttl: 1h, invalidation: on-write }\ndatabase posts {}\n\napi -> hot { op: read, timeout: 50ms }\nhot -> posts { timeout: 500ms }\n',
    },
    {
      title: 'few things are read very often',
      code: 'client web { users: 100M }\nflow open { from: web, rate: 10/user/day, op: read, response: 500B }\nservice api {}\ncache hot { memory: 16GB, ttl: 1h, stampede-protection: coalescing }\ndatabase goods { table items { row: 500B, rows: 1M } }\n\nweb -> api { timeout: 2s }\napi -> hot { timeout: 50ms }\napi -> goods { on-miss: hot, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const cache of model.components) {
      const { memory, future } = cache.properties;
      if (cache.kind !== 'cache' || future?.value === true || isStore(cache)) continue;
      const hot = hotSetOf(model, estimates, cache);
      if (!hot || !exceeds(hot.bytes, hot.memory)) continue;
      report(cache, message(cache, estimates, hot), {
        at: memory!.property,
        ...(hot.isBound && { severity: 'info' }),
        fixes: fixes(model, cache, hot, options.room),
      });
    }
  },
});

function message(cache: Component, estimates: Estimates, { bytes, memory, isBound }: HotSet): string {
  const { replicas, shards, 'replication-factor': copies } = cache.properties;
  const same = replicas && replicas.value > 1 && !shards && !copies;
  const holds = `\`${cache.id}\` holds ${data(memory)}${same ? ` (its ${number(replicas.value)} replicas all hold the same)` : ''}`;
  const attainable = estimates.value(cache, 'hit-ratio.attainable');
  const expected =
    attainable === undefined ? '' : `: expect it to answer no more than ${percent(attainable)} of the reads`;
  return isBound
    ? `${holds}, but what is worth keeping of a day’s reads may take ${data(bytes)}${expected}. Nothing says how many of them repeat (\`distinct-reads\`).`
    : `${holds}, but what is worth keeping takes ${data(bytes)}${expected}.`;
}

function fixes(model: Model, cache: Component, { bytes, memory }: HotSet, room: number): Fix[] {
  const { memory: one, shards, replicas, autoscale, 'replication-factor': copies } = cache.properties;
  // Nothing times anything stays nothing.
  if (memory <= 0) return [];
  const wanted = room * bytes;
  const each = writeQuantity((one!.value / memory) * wanted, dimensions.data, { rounding: 'up' });
  const all: Fix[] = [
    { title: `Set \`memory: ${each}\``, safe: false, edits: [setProperty(model, cache, 'memory', one, each)] },
  ];
  if (autoscale || copies || (shards && !replicas)) return all;
  const parts = Math.ceil(wanted / one!.value);
  const copiesOfEach = Math.max(1, Math.round((replicas?.value ?? 1) / (shards?.value ?? 1)));
  const edits = [
    setProperty(model, cache, 'shards', shards, String(parts)),
    setProperty(model, cache, 'replicas', replicas, String(parts * copiesOfEach)),
  ];
  return [...all, { title: `Cut it into ${parts} shards`, safe: false, edits }];
}
