import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isStore, originsOf } from '../caches.js';
import { setProperty } from '../edits.js';
import { mostReplicas, replicaCount } from '../replicas.js';
import { defineRule } from '../rule.js';
import { listed, time } from '../words.js';

/** A cache inside each replica is as many caches as there are replicas. */
export const localCacheWithReplicas = defineRule({
  name: 'local-cache-with-replicas',
  category: 'caching',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Replicas keep copies of their own of data that changes.',
  why: 'A cache in the memory of a process is the fastest there is, and each replica has its own. A change made through one replica is unknown to the others until their entries expire: a user who is sent to another replica with the next request sees the old value again, and the new one after a further click. The replicas have to be told of changes, or share one cache.',
  silent: [
    'The cache is shared, or its caller is a single replica, or how many there are is not written.',
    'All replicas hear of changes (`invalidation: broadcast`, `event`), keys carry a version, or entries never change (`immutable: yes`).',
    'Entries that expire soon, within a minute unless set otherwise, are only a hint.',
    'It copies nothing that is known: no store behind it and no `pattern`; or it counts, or holds sessions or presence.',
    'The cache or its caller is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Builders\' Library, Matt Brinkley and Jas Chhabra, "Caching challenges and strategies" (2019): local caches',
    'Microsoft Azure Architecture Center, Best practices: Caching, private and shared caching',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 5: monotonic reads',
  ],
  options: {
    ttl: { default: 60, doc: 'Seconds of expiry up to which replicas may disagree; it is only a hint then.' },
  },
  incorrect: [
    {
      title: 'four replicas disagree for up to an hour',
      code: 'service api { replicas: 4 }\ncache near { scope: local, ttl: 1h, pattern: cache-aside }\ndatabase prices {}\n\napi -> near\napi -> prices { on-miss: near, timeout: 300ms }\n',
    },
    {
      title: 'only the replica that writes drops its own copy',
      code: 'service api { autoscale { min: 2, max: 20 } }\ncache near { engine: caffeine, invalidation: on-write, pattern: cache-aside }\ndatabase prices {}\n\napi -> near\napi -> prices { on-miss: near, timeout: 300ms }\n',
    },
  ],
  correct: [
    {
      title: 'one cache for all',
      code: 'service api { replicas: 4 }\ncache near { engine: redis, ttl: 1h, pattern: cache-aside }\ndatabase prices {}\n\napi -> near { timeout: 50ms }\napi -> prices { on-miss: near, timeout: 300ms }\n',
    },
    {
      title: 'every replica is told',
      code: 'service api { replicas: 4 }\ncache near { scope: local, ttl: 1h, invalidation: broadcast, pattern: cache-aside }\ndatabase prices {}\n\napi -> near\napi -> prices { on-miss: near, timeout: 300ms }\n',
    },
  ],
  check({ model, options, report }) {
    for (const cache of model.components) {
      const { scope, ttl, pattern, immutable, invalidation } = cache.properties;
      if (scope?.value !== 'local' || immutable?.value === true || isStore(cache)) continue;
      if (invalidation?.value.some((way) => way !== 'on-write')) continue;
      const origins = originsOf(model, cache);
      if (origins.length === 0 && !pattern) continue;
      const caller = cache.incoming.find((link) => isBuilt(link) && (mostReplicas(link.source) ?? 1) > 1)?.source;
      if (!caller) continue;
      const what = origins.length > 0 ? `what it reads from ${listed(origins.map(({ id }) => id))}` : 'its entries';
      const lasting = ttl ? `for up to ${time(ttl.value)}` : 'until an entry happens to be evicted';
      const only = invalidation ? ' Only the replica that writes drops its own.' : '';
      report(
        cache,
        `Each of the ${replicaCount(caller)} replicas of \`${caller.id}\` keeps its own copy of ${what} in \`${cache.id}\`; after a change they disagree ${lasting}.${only}`,
        {
          ...(scope.origin === 'written' && { at: scope.property }),
          ...(ttl && ttl.value <= options.ttl && { severity: 'hint' }),
          subjects: [caller],
          fixes: fixes(model, cache),
        },
      );
    }
  },
});

function fixes(model: Model, cache: Component): Fix[] {
  const { scope, invalidation } = cache.properties;
  const ways = [...(invalidation?.value ?? []), 'broadcast'];
  const text = ways.length === 1 ? ways[0] : `[${ways.join(', ')}]`;
  const told: Fix = {
    title: `Tell all replicas: \`invalidation: ${text}\``,
    safe: false,
    edits: [setProperty(model, cache, 'invalidation', invalidation, text)],
  };
  if (scope?.origin !== 'written') return [told];
  return [
    { title: 'Share one cache', safe: false, edits: [setProperty(model, cache, 'scope', scope, 'shared')] },
    told,
  ];
}
