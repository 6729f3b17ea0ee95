import { missLinks } from '../caches.js';
import { isOwn, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** What only the cache knows was never written. */
export const writeThroughOrder = defineRule({
  name: 'write-through-order',
  category: 'caching',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'A write-through cache is changed before its store.',
  why: 'Cache and store cannot change in one step. Where the cache comes first and the store then refuses the write or is not reached, readers see a value that was never stored, and see it until the entry expires. With the store first the worst case is an old entry, which an expiry or the next write repairs.',
  silent: [
    'The order is not written, or it is `store-first`.',
    'The cache is not written through.',
    'The cache is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: keeping systems in sync',
    'Amazon Web Services, Database Caching Strategies Using Redis (whitepaper): write-through',
  ],
  incorrect: [
    {
      title: 'the cache first',
      code: 'service api {}\ncache safe { pattern: write-through, write-order: cache-first, ttl: 1h }\ndatabase accounts {}\n\napi -> safe -> accounts { timeout: 500ms }\n',
    },
    {
      title: 'two writers',
      code: 'service api {}\nservice admin {}\ncache goods { pattern: write-through, write-order: cache-first, ttl: 1h }\ndatabase shop {}\n\napi -> goods { timeout: 500ms }\nadmin -> goods { timeout: 500ms }\ngoods -> shop { timeout: 300ms }\n',
    },
  ],
  correct: [
    {
      title: 'the store first',
      code: 'service api {}\ncache safe { pattern: write-through, write-order: store-first, ttl: 1h }\ndatabase accounts {}\n\napi -> safe -> accounts { timeout: 500ms }\n',
    },
    {
      title: 'nobody says in which order',
      code: 'service api {}\ncache safe { pattern: write-through, ttl: 1h }\ndatabase accounts {}\n\napi -> safe -> accounts { timeout: 500ms }\n',
    },
  ],
  check({ model, report }) {
    for (const cache of model.components) {
      const { pattern, future, 'write-order': order } = cache.properties;
      if (pattern?.value !== 'write-through' || future?.value === true) continue;
      if (order?.value !== 'cache-first') continue;
      const stores = listed([...new Set(missLinks(model, cache).map(({ target }) => target.id))]) || 'the store';
      report(
        cache,
        `If ${stores} refuses a write after \`${cache.id}\` has taken it, readers see data that was never stored.`,
        {
          at: order.property,
          fixes: isOwn(cache, order)
            ? [{ title: 'Set `write-order: store-first`', safe: false, edits: [replaceValue(order, 'store-first')] }]
            : [],
        },
      );
    }
  },
});
