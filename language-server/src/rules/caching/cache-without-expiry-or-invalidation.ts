import { flowProperty } from '../../model/inherit.js';
import type { Component, Model } from '../../model/model.js';
import { isStore, originsOf } from '../caches.js';
import { insertProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

const changing: ReadonlySet<string> = new Set(['write', 'upsert', 'delete']);
/** Kinds of payload that a cdn may keep without asking: their address changes with their content. */
const fixedContent: ReadonlySet<string> = new Set(['static', 'image', 'video', 'file']);

/** A cache that neither expires nor is told of changes answers with old data for ever. */
export const cacheWithoutExpiryOrInvalidation = defineRule({
  name: 'cache-without-expiry-or-invalidation',
  category: 'caching',
  mode: 'absence',
  severity: 'warning',
  tier: 1,
  summary: 'A cache of data that changes neither expires nor is invalidated.',
  why: 'A copy in a cache is right until the original changes. Without an expiry and without word of the change the cache goes on answering with what it has, until the entry happens to be evicted: for popular entries that is never. An expiry bounds the time in which an answer may be wrong even where an invalidation got lost.',
  silent: [
    'It has a `ttl` or an `invalidation`, or its entries never change (`immutable: yes`).',
    'It is written through or behind, and all writes of the stores below go through it.',
    'A cdn that only serves static files, images, videos or downloads.',
    'It holds sessions, counters or presence, or keeps data of its own: then it is a store, not a copy.',
    'The design is a sketch, or the cache is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 5 and 11: derived data and keeping it in sync',
    'Amazon Builders\' Library, Matt Brinkley and Jas Chhabra, "Caching challenges and strategies" (2019)',
    'RFC 9111, HTTP Caching (2022), sections 4.2 and 4.4: freshness and invalidation',
  ],
  options: {
    ttl: { default: '5min', doc: 'The `ttl` that the fix writes.' },
  },
  incorrect: [
    {
      title: 'a cache beside the database that nobody tells of changes',
      code: 'service api {}\ncache hot { pattern: cache-aside }\ndatabase posts {}\n\napi -> hot { timeout: 50ms }\napi -> posts { on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'a read-through cache without an expiry',
      code: 'service api {}\ncache near { pattern: read-through, eviction: lru }\ndatabase places {}\n\napi -> near -> places { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'it expires, and is told of changes',
      code: 'service api {}\ncache hot { pattern: cache-aside, ttl: 5min, invalidation: on-write }\ndatabase posts {}\n\napi -> hot { timeout: 50ms }\napi -> posts { on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'results of a pure function never change',
      code: 'service api {}\ncache thumbnails { immutable: yes }\n\napi -> thumbnails { timeout: 50ms }\n',
    },
    {
      title: 'a cache that all writes go through',
      code: 'service api {}\ncache safe { pattern: write-through }\ndatabase accounts {}\n\napi -> safe -> accounts { timeout: 500ms }\n',
    },
  ],
  check({ model, options, report }) {
    for (const cache of model.components) {
      if ((cache.kind !== 'cache' && cache.kind !== 'cdn') || isKept(model, cache)) continue;
      const { ttl, invalidation, immutable, future } = cache.properties;
      if (ttl || invalidation || immutable?.value === true || future?.value === true) continue;
      const behind = originsOf(model, cache);
      const of = behind.length > 0 ? ` what it has from ${listed(behind.map(({ id }) => id))}` : ' its entries';
      report(
        cache,
        `\`${cache.id}\` neither expires nor invalidates${of}: when the original changes, old answers stay until they happen to be evicted.`,
        {
          fixes: [
            {
              title: `Set \`ttl: ${options.ttl}\``,
              safe: false,
              edits: [insertProperty(model, cache, 'ttl', options.ttl)],
            },
            {
              title: 'Set `invalidation: event`',
              safe: false,
              edits: [insertProperty(model, cache, 'invalidation', 'event')],
            },
          ],
        },
      );
    }
  },
});

/** Is there no original to grow old against, or does the cache see every change of it? */
function isKept(model: Model, cache: Component): boolean {
  const { pattern } = cache.properties;
  if (isStore(cache)) return true;
  if (cache.kind === 'cdn') return onlyFixedContent(model, cache);
  const behind = originsOf(model, cache);
  if (behind.length === 0 && (cache.tables.length > 0 || pattern === undefined)) return true;
  if (pattern?.value !== 'write-through' && pattern?.value !== 'write-behind') return false;
  return behind.every((store) => store.incoming.every((link) => link.source === cache || !writes(model, link)));
}

function writes(model: Model, link: Component['incoming'][number]): boolean {
  const { op, stores, reads } = link.properties;
  if (op) return changing.has(op.value);
  if (stores || reads) return stores !== undefined;
  return journeysOf(model)
    .flowsOn(link)
    .some((flow) => changing.has(flow.properties.op?.value ?? 'write'));
}

/** Without a word on the content nothing is known to change. */
function onlyFixedContent(model: Model, cdn: Component): boolean {
  const journeys = journeysOf(model);
  const contents = cdn.incoming.flatMap((link) =>
    journeys.flowsOn(link).map((flow) => flowProperty(link, flow, 'content')?.value),
  );
  return contents.every((content) => content === undefined || fixedContent.has(content));
}
