import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import { isStore, memoryOf, tablesBehind } from '../caches.js';
import { setProperty } from '../edits.js';
import { hotSetOf } from '../hot-sets.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { data } from '../words.js';

/** A full cache has to know what to forget. */
export const missingEvictionPolicy = defineRule({
  name: 'missing-eviction-policy',
  category: 'caching',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Nothing says what leaves a cache when its memory is full, or the wrong things do.',
  why: 'A cache that is smaller than what lies behind it gets full. Some products then throw out what was not asked for lately, others refuse every further entry: the old stays, the new is never cached, and callers see errors. Where sessions are kept, throwing out is no better, for each one is a user who has to log in again.',
  silent: [
    'Everything behind it fits into its memory, or one of the two is not known.',
    'An `eviction` is set; with `none`, entries also leave after their `ttl`.',
    'It holds sessions, and what leaves has expired or would soon (`volatile-lru`, `volatile-ttl`), or nothing does (`none`).',
    'The provider looks after it (`managed: yes`).',
    'The design is a sketch, or the cache is only drawn (`future: yes`).',
  ],
  references: ['Redis documentation: Key eviction', 'Memcached documentation: slab allocation and the LRU'],
  incorrect: [
    {
      title: 'forty gigabytes behind four',
      code: 'service api {}\ncache hot { memory: 4GB, ttl: 1h, pattern: cache-aside }\ndatabase posts { table texts { row: 1KB, rows: 40M } }\n\napi -> hot { op: read, timeout: 50ms }\napi -> posts { on-miss: hot, op: read, timeout: 500ms }\n',
    },
    {
      title: 'full for ever',
      code: 'service api {}\ncache hot { memory: 4GB, working-set: 8GB, eviction: none, invalidation: on-write, pattern: cache-aside }\ndatabase posts {}\n\napi -> hot { op: read, timeout: 50ms }\napi -> posts { on-miss: hot, op: read, timeout: 500ms }\n',
    },
    {
      title: 'sessions that are thrown out',
      code: 'cache sessions { replicas: 2, memory: 4GB, holds: session, ttl: 30min, eviction: lru }\n',
    },
  ],
  correct: [
    {
      title: 'what was not asked for lately',
      code: 'service api {}\ncache hot { memory: 4GB, ttl: 1h, pattern: cache-aside, eviction: lru }\ndatabase posts { table texts { row: 1KB, rows: 40M } }\n\napi -> hot { op: read, timeout: 50ms }\napi -> posts { on-miss: hot, op: read, timeout: 500ms }\n',
    },
    {
      title: 'everything fits',
      code: 'service api {}\ncache hot { memory: 64GB, ttl: 1h, pattern: cache-aside }\ndatabase posts { table texts { row: 1KB, rows: 1M } }\n\napi -> hot { op: read, timeout: 50ms }\napi -> posts { on-miss: hot, op: read, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, report }) {
    for (const cache of model.components) {
      const { eviction, managed, future } = cache.properties;
      if (cache.kind !== 'cache' || managed?.value === true || future?.value === true) continue;
      const fault = faultOf(model, estimates, cache);
      if (!fault) continue;
      report(cache, `\`${cache.id}\` ${fault.what}.`, {
        ...(eviction && eviction.origin !== 'engine' && { at: eviction.property }),
        fixes: [
          {
            title: `Set \`eviction: ${fault.better}\``,
            safe: false,
            edits: [setProperty(model, cache, 'eviction', eviction, fault.better)],
          },
        ],
      });
    }
  },
});

const forgetsAnything: ReadonlySet<string | undefined> = new Set(['lru', 'lfu', 'fifo']);

function faultOf(
  model: Model,
  estimates: Estimates,
  cache: Component,
): { readonly what: string; readonly better: string } | undefined {
  const { eviction, ttl, holds } = cache.properties;
  const memory = memoryOf(cache);
  if (memory === undefined) return undefined;
  if (holds?.value.includes('session') && forgetsAnything.has(eviction?.value))
    return {
      what: `holds sessions, and throws some out when its ${data(memory)} are full: their users are logged out`,
      better: 'volatile-ttl',
    };
  if (isStore(cache) || (eviction && eviction.value !== 'none') || (eviction && ttl)) return undefined;
  const behind = sizeBehind(model, estimates, cache);
  if (behind === undefined || !exceeds(behind, memory)) return undefined;
  const sizes = `holds ${data(memory)} of ${data(behind)}`;
  return eviction
    ? { what: `${sizes} and never forgets anything: when it is full, it refuses every new entry`, better: 'lru' }
    : { what: `${sizes}, and nothing says what leaves when it is full`, better: 'lru' };
}

/** All that might be kept: the tables behind it, else what is worth keeping; in bytes. */
function sizeBehind(model: Model, estimates: Estimates, cache: Component): number | undefined {
  const sizes = tablesBehind(model, cache).map((table) => estimates.value(table, 'storage'));
  const known = sizes.filter((size) => size !== undefined);
  const whole = known.reduce((sum, size) => sum + size, 0);
  return known.length > 0 ? whole : hotSetOf(model, estimates, cache)?.bytes;
}
