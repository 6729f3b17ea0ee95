import { isRead } from '../../estimate/traffic/operations.js';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { processOf } from '../../model/processes.js';
import { mayLackLinks } from '../broken.js';
import { isStore, missLinks } from '../caches.js';
import { insertDeclaration } from '../edits.js';
import { defineRule } from '../rule.js';
import { tablesOn, type Use, usesOf, writesTo } from '../uses.js';
import { listed, time } from '../words.js';

/** What passes calls on for others, besides connection poolers. */
const passing: ReadonlySet<Kind> = new Set(['lb', 'gateway', 'waf', 'cdn', 'dns']);

/** Whoever writes to the store behind a cache has to tell the cache. */
export const databaseWriteBypassesCache = defineRule({
  name: 'database-write-bypasses-cache',
  category: 'caching',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A component changes data behind a cache and does not tell the cache.',
  why: 'Invalidation on write works as long as every writer does it. A batch job or a second service that writes to the same table goes past the cache: readers go on seeing what was there before until the entry expires, and nothing in either program looks wrong. The store itself can tell of changes, or each writer drops what it changes.',
  silent: [
    'The cache is told by events or broadcasts (`invalidation`), or its entries never change.',
    'The writer, or a module of the same deployable, calls the cache as well.',
    'Changes get there: from the store (`capture`) or from the writer over a broker to something that calls the cache.',
    'It is not known that both touch the same table: a store of several tables, and a link that names none.',
    'Entries expire, and all readers tolerate that: `consistency: eventual`, or a `max-staleness` of at least the `ttl`.',
    'Links may be missing because the text has an error, or an end is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: keeping systems in sync, change data capture',
    'Rajesh Nishtala and others, "Scaling Memcache at Facebook", NSDI (2013), section 4.1: invalidations from the commit log',
    'Microsoft Azure Architecture Center, Cloud Design Patterns: Cache-Aside, consistency',
  ],
  incorrect: [
    {
      title: 'a nightly import changes prices behind the cache',
      code: 'service api {}\ncache near { pattern: cache-aside, ttl: 1d, invalidation: on-write }\ndatabase shop { table prices {} }\njob importer { every: 1d }\n\napi -> near { timeout: 50ms }\napi -> shop { op: read, on-miss: near, timeout: 300ms }\nimporter -> shop { op: upsert, timeout: 30s }\n',
    },
    {
      title: 'a second service writes past a write-through cache',
      code: 'service api {}\nservice admin {}\ncache safe { pattern: write-through, ttl: 1h }\ndatabase accounts {}\n\napi -> safe -> accounts { timeout: 500ms }\nadmin -> accounts { op: write, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'the store tells of its changes',
      code: 'service api {}\ncache near { pattern: cache-aside, ttl: 1d, invalidation: event }\ndatabase shop { table prices {} }\ntopic changes {}\nworker invalidator {}\njob importer { every: 1d }\n\napi -> near { timeout: 50ms }\napi -> shop { op: read, on-miss: near, timeout: 300ms }\nimporter -> shop { op: upsert, timeout: 30s }\nshop ~> changes { capture: cdc }\nchanges ~> invalidator\ninvalidator -> near { op: invalidate, timeout: 50ms }\n',
    },
    {
      title: 'it writes another table',
      code: 'service api {}\ncache near { pattern: cache-aside, ttl: 1d, invalidation: on-write }\ndatabase shop { table prices {}\n  table stock {}\n}\njob importer { every: 1d }\n\napi -> near { timeout: 50ms }\napi -> shop { reads: prices, on-miss: near, timeout: 300ms }\nimporter -> shop { stores: stock, timeout: 30s }\n',
    },
  ],
  check({ model, report }) {
    if (mayLackLinks(model)) return;
    for (const cache of model.components) {
      if (cache.kind !== 'cache' || isTold(cache) || isStore(cache)) continue;
      const misses = missLinks(model, cache).filter(({ target }) => target.kind === 'database');
      if (isTolerated(model, cache)) continue;
      const touching = new Set(cache.incoming.filter(isBuilt).map(({ source }) => processOf(model, source)));
      const said = new Set<Component>();
      for (const miss of misses) {
        for (const { link } of writesTo(model, miss.target)) {
          if (!touchesSame(miss, link) || link.source === cache || said.has(link.source)) continue;
          const writers = writersOn(link);
          if (writers.some((writer) => touching.has(processOf(model, writer)) || tells(writer, miss.target, cache)))
            continue;
          said.add(link.source);
          const tables = tablesOn(miss, 'reads') ?? [];
          const what = tables.length > 0 ? listed(tables) : `\`${miss.target.id}\``;
          const { ttl } = cache.properties;
          const stale = ttl ? `for up to ${time(ttl.value)}` : 'until it happens to be evicted';
          report(
            link,
            `\`${link.source.id}\` changes ${what} behind \`${cache.id}\`, which goes on answering with the old value ${stale}.`,
            {
              subjects: [cache, miss.target],
              related: [{ at: cache.head, message: 'This cache is not told.' }],
              fixes: fixes(model, cache, link),
            },
          );
        }
      }
    }
  },
});

/** Does word of changes reach the cache by another way than its writers? */
function isTold({ properties }: Component): boolean {
  const { invalidation, immutable, future } = properties;
  if (immutable?.value === true || future?.value === true) return true;
  return invalidation?.value.some((way) => way !== 'on-write') === true;
}

/** Do all who read from it know that it may be old? */
function isTolerated(model: Model, cache: Component): boolean {
  const { ttl } = cache.properties;
  const reads = usesOf(model, cache).filter(({ operation }) => isRead(operation));
  const tolerates = ({ flow, link }: Use): boolean => {
    const limit = flow?.properties['max-staleness']?.value;
    const consistency = flow ? flowProperty(link, flow, 'consistency') : link.properties.consistency;
    return consistency?.value === 'eventual' || (limit !== undefined && limit >= ttl!.value);
  };
  return ttl !== undefined && reads.length > 0 && reads.every(tolerates);
}

/** Is it certain that one link reads what the other one writes? */
function touchesSame(reading: Link, writing: Link): boolean {
  if (reading.target.tables.length === 0) return true;
  const read = tablesOn(reading, 'reads');
  const stored = tablesOn(writing, 'stores');
  return read !== undefined && stored?.some((table) => read.includes(table)) === true;
}

/** Who really writes: what only passes calls on stands for its callers. */
function writersOn(link: Link): readonly Component[] {
  const writers = new Set([link.source]);
  for (const writer of writers) {
    if (!passing.has(writer.kind) && writer.properties.role?.value !== 'pooler') continue;
    for (const { source } of writer.incoming) writers.add(source);
  }
  return [...writers];
}

/** Does word go out from the writer or the store over brokers to something that calls the cache? */
function tells(writer: Component, store: Component, cache: Component): boolean {
  const isWord = (link: Link): boolean =>
    isBuilt(link) && !link.synchronous && (link.source !== store || link.properties.capture !== undefined);
  const reached = new Set<Component>();
  for (const start of [writer, store]) for (const link of start.outgoing) if (isWord(link)) reached.add(link.target);
  for (const component of reached) {
    if (component === cache || component.outgoing.some(({ target }) => target === cache)) return true;
    for (const link of component.outgoing) if (isWord(link) && link.target !== store) reached.add(link.target);
  }
  return false;
}

function fixes(model: Model, cache: Component, link: Link): Fix[] {
  const { source, flows } = link;
  if (passing.has(source.kind) || source.kind === 'client') return [];
  const only = flows ? `for: [${flows.map(({ id }) => id).join(', ')}], ` : '';
  const statement = `${source.id} -> ${cache.id} { ${only}op: invalidate, timeout: 50ms }`;
  return [
    {
      title: `Let \`${source.id}\` drop what it changes from \`${cache.id}\``,
      safe: false,
      edits: [insertDeclaration(model, link, statement)],
    },
  ];
}
