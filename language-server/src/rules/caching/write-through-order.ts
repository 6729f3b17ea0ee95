import { missLinks } from '../caches.js';
import { isOwn, replaceValue } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';
import { writesTo } from '../uses.js';
import { listed } from '../words.js';

/** What only the cache knows was never written. */
export const writeThroughOrder = defineRule({
  name: 'write-through-order',
  category: 'caching',
  mode: 'presence',
  severity: 'warning',
  tier: 3,
  summary: 'A write-through cache is changed before its store, or by two writers who may overtake each other.',
  why: 'Cache and store cannot change in one step. Where the cache comes first and the store then refuses the write or is not reached, readers see a value that was never stored, and see it until the entry expires. With the store first the worst case is an old entry, which an expiry or the next write repairs. Two writers at the same moment are a second way to come apart: the store takes one value last and the cache the other, unless an entry is replaced only by what is newer.',
  silent: [
    'The order is not written, or it is `store-first`.',
    'Nobody says that entries are replaced blindly (`compare-and-set: no`), or only one writer is there: one caller of one replica.',
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
    {
      title: 'two writers, and the later one need not win',
      code: 'service api {}\nservice admin {}\nflow edit { from: api, rate: 10/s, op: write }\nflow fix { from: admin, rate: 1/s, op: write }\ncache goods { pattern: write-through, write-order: store-first, compare-and-set: no, ttl: 1h }\ndatabase shop {}\n\napi -> goods { timeout: 500ms }\nadmin -> goods { timeout: 500ms }\ngoods -> shop { timeout: 300ms }\n',
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
      const { pattern, future, 'write-order': order, 'compare-and-set': compares } = cache.properties;
      if (pattern?.value !== 'write-through' || future?.value === true) continue;
      const writers =
        compares?.value === false ? [...new Set(writesTo(model, cache).map(({ link }) => link.source))] : [];
      if (compares && writers.reduce((sum, writer) => sum + (mostReplicas(writer) ?? 1), 0) > 1) {
        report(
          cache,
          `${writers.length > 1 ? listed(writers.map(({ id }) => id)) : `Replicas of \`${writers[0].id}\``} write through \`${cache.id}\` at the same time, and it takes whatever comes last: it may keep another value than the store does.`,
          {
            at: compares.property,
            subjects: writers,
            fixes: isOwn(cache, compares)
              ? [{ title: 'Set `compare-and-set: yes`', safe: false, edits: [replaceValue(compares, 'yes')] }]
              : [],
          },
        );
      }
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
