import type { Component } from '../../model/model.js';
import { replaceValue } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';
import { number, percent } from '../words.js';

/** With `hash % n`, a cache forgets nearly everything when a node comes or goes. */
export const cacheClusterWithoutConsistentHashing = defineRule({
  name: 'cache-cluster-without-consistent-hashing',
  category: 'caching',
  mode: 'presence',
  severity: 'info',
  tier: 2,
  summary: 'The keys of a cache are placed by `hash % n`.',
  why: 'A client that finds the node of a key by `hash % n` finds another one for nearly every key when n changes. Nothing is lost, but nobody looks where it is: adding a fifth node to four, or losing one of them, turns four hits of five into misses, and the store behind gets them all at that moment. On a ring of hashes only the keys of the node itself move.',
  silent: [
    'How keys are placed is not written, or the cache maps them to fixed `slots`.',
    'It is `managed`, or a single node.',
    'The cache is only drawn (`future: yes`).',
  ],
  references: [
    'David Karger and others, "Consistent Hashing and Random Trees", STOC (1997)',
    'Brad Fitzpatrick, "Distributed Caching with Memcached", Linux Journal (2004)',
    'Redis documentation, Redis Cluster specification: hash slots',
  ],
  incorrect: [
    {
      title: 'four nodes, chosen by the remainder',
      code: 'cache hot { engine: memcached, replicas: 4, sharding: modulo, ttl: 1h }\n',
    },
    {
      title: 'twelve shards',
      code: 'service api {}\ncache hot { shards: 12, sharding: modulo, ttl: 1h }\n\napi -> hot { timeout: 50ms }\n',
    },
  ],
  correct: [
    { title: 'a ring', code: 'cache hot { engine: memcached, replicas: 4, sharding: consistent-hash, ttl: 1h }\n' },
    {
      title: 'slots are moved as a whole',
      code: 'cache hot { replicas: 6, shards: 3, sharding: modulo, slots: 16384, ttl: 1h }\n',
    },
  ],
  check({ model, report }) {
    for (const cache of model.components) {
      const { sharding, slots, managed, future } = cache.properties;
      if (cache.kind !== 'cache' || sharding?.value !== 'modulo' || slots) continue;
      if (managed?.value === true || future?.value === true) continue;
      const nodes = nodesOf(cache);
      if (nodes < 2) continue;
      report(
        cache,
        `A node more or less turns about ${percent(nodes / (nodes + 1))} of the entries of \`${cache.id}\` into misses at once: with \`hash % n\`, nearly every key of its ${number(nodes)} nodes moves.`,
        {
          at: sharding.property,
          fixes: [
            {
              title: 'Place keys on a ring: `sharding: consistent-hash`',
              safe: false,
              edits: [replaceValue(sharding, 'consistent-hash')],
            },
          ],
        },
      );
    }
  },
});

function nodesOf(cache: Component): number {
  return cache.properties.shards?.value ?? mostReplicas(cache) ?? 1;
}
