import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { mayLackLinks } from '../broken.js';
import { insertDeclaration, insertProperty, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { mayOverlap, tablesOn, usesOn } from '../uses.js';
import { call, listed } from '../words.js';

const stores: ReadonlySet<Kind> = new Set(['database', 'storage']);
const unread: ReadonlySet<Kind> = new Set(['client', 'cache', 'queue', 'topic', 'mesh', 'dns']);

/** A cache whose pattern and links tell different stories. */
export const cachePatternWiring = defineRule({
  name: 'cache-pattern-wiring',
  category: 'correctness',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'The links of a cache contradict its pattern, or draw one read twice.',
  why: 'The pattern says who fetches what the cache lacks and who writes to the store. When no link does so, or when the same read is drawn through the cache and beside it, the load of the store is counted wrongly: not at all, or as if there were no cache.',
  silent: [
    'The cache has no `pattern` of its own, unless a read is drawn both through it and beside it.',
    'Cache-aside may be drawn either way: the caller’s link with `on-miss`, or a link from the cache to its store.',
    'It is not known that anybody reads from the cache, and the callers do have other links.',
    'The links beside the cache touch other tables, or take only a `share`.',
    'A link may be missing because its text has an error.',
    'The cache, or the other end, is only drawn (`future: yes`).',
  ],
  references: [
    'Microsoft Azure Architecture Center, Cloud Design Patterns: Cache-Aside',
    'Amazon Web Services, Database Caching Strategies Using Redis (whitepaper): caching patterns',
    'Oracle Coherence documentation: read-through, write-through, write-behind and refresh-ahead caching',
  ],
  incorrect: [
    {
      title: 'what a cache-aside misses is found nowhere',
      code: 'client web {}\nflow view { from: web, op: read }\nservice api {}\ncache pages { pattern: cache-aside, ttl: 1h }\ndatabase posts {}\n\nweb -> api { timeout: 2s }\napi -> pages { timeout: 50ms }\napi -> posts { timeout: 500ms }\n',
    },
    {
      title: 'a read-through without a store',
      code: 'service api {}\ncache places { pattern: read-through, ttl: 5min }\ndatabase map {}\n\napi -> places { op: read, timeout: 300ms }\n',
    },
    {
      title: 'the same read through the cache and beside it',
      code: 'client web {}\nflow find { from: web, op: read }\nservice api {}\ncache places { pattern: read-through, ttl: 5min }\ndatabase map { table spots {} }\n\nweb -> api { timeout: 2s }\napi -> places -> map { timeout: 500ms }\napi -> map { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'cache-aside: the caller asks the store on a miss',
      code: 'client web {}\nflow view { from: web, op: read }\nservice api {}\ncache pages { pattern: cache-aside, ttl: 1h }\ndatabase posts {}\n\nweb -> api { timeout: 2s }\napi -> pages { timeout: 50ms }\napi -> posts { on-miss: pages, timeout: 500ms }\n',
    },
    {
      title: 'write-behind: the cache hands over later',
      code: 'service api {}\ncache likes { pattern: write-behind, flush-interval: 5s }\ndatabase posts {}\n\napi -> likes { op: write, timeout: 50ms }\nlikes ~> posts { batch: 500 }\n',
    },
  ],
  check({ model, report }) {
    if (mayLackLinks(model)) return;
    const missed = new Set(model.links.flatMap(({ properties }) => properties['on-miss']?.value ?? []));
    for (const cache of model.components) {
      if (cache.kind !== 'cache') continue;
      const callers = cache.incoming.filter(isBuilt);
      const own = cache.outgoing.filter(({ target }) => target.kind !== 'client');
      const { pattern } = cache.properties;
      if (callers.length === 0) continue;
      if (pattern && pattern.origin !== 'engine') {
        const fault =
          pattern.value === 'cache-aside'
            ? own.length > 0 || missed.has(cache.id)
              ? undefined
              : asideWithoutStore(model, cache, callers)
            : throughWithoutStore(model, cache, pattern, own, missed.has(cache.id));
        if (fault) {
          report(cache, fault.message, { at: pattern.property, subjects: fault.subjects, fixes: fault.fixes });
          continue;
        }
      }
      for (const [link, beside] of readTwice(model, callers, own)) {
        report(
          beside,
          `The same reads are drawn through \`${cache.id}\` and, with \`${call(beside)}\`, beside it: they are counted twice.`,
          {
            subjects: [cache],
            related: [{ at: link.head, message: 'They go through the cache here.' }],
            fixes: onMiss(model, beside, cache),
          },
        );
      }
    }
  },
});

interface Fault {
  readonly message: string;
  readonly subjects: readonly Component[];
  readonly fixes: readonly Fix[];
}

/** Nothing carries what the cache misses: no link from it, and none that waits for a miss. */
function asideWithoutStore(model: Model, cache: Component, callers: readonly Link[]): Fault | undefined {
  const readers = callers.filter((link) => usesOn(model, link).some(({ operation }) => isRead(operation)));
  const others = callers.flatMap(({ source }) => source.outgoing.filter(isElsewhere));
  const isUnknown = callers.some((link) => usesOn(model, link).some(({ operation }) => operation === undefined));
  if (readers.length === 0 && (!isUnknown || others.length > 0)) return undefined;
  const asking = readers.length > 0 ? readers : callers;
  const sources = [...new Set(asking.map(({ source }) => source))];
  const where =
    others.length > 0
      ? `no link says \`on-miss: ${cache.id}\``
      : `${listed(sources.map(({ id }) => id))} ${sources.length > 1 ? 'have' : 'has'} no link to a store`;
  return {
    message: `\`${cache.id}\` is cache-aside, but nothing carries what it misses: ${where}.`,
    subjects: sources,
    fixes: sources.length === 1 ? fetchOnMiss(model, cache, asking[0]) : [],
  };
}

function isElsewhere(link: Link): boolean {
  return link.synchronous && !unread.has(link.target.kind);
}

function fetchOnMiss(model: Model, cache: Component, reader: Link): readonly Fix[] {
  const flows = new Set(usesOn(model, reader).map(({ flow }) => flow));
  const candidates = reader.source.outgoing.filter(
    (link) =>
      isElsewhere(link) && stores.has(link.target.kind) && usesOn(model, link).some(({ flow }) => flows.has(flow)),
  );
  if (candidates.length === 1) return onMiss(model, candidates[0], cache);
  const store = onlyStore(model);
  if (candidates.length > 1 || !store || reader.chain.links.length > 1) return [];
  const only = reader.flows ? `for: [${reader.flows.map(({ id }) => id).join(', ')}], ` : '';
  const statement = `${reader.source.id} -> ${store.id} { ${only}op: read, on-miss: ${cache.id} }`;
  return [
    {
      title: `Fetch from \`${store.id}\` on a miss`,
      safe: false,
      edits: [insertDeclaration(model, reader, statement)],
    },
  ];
}

/** The cache itself should fetch from, or write to, a store. */
function throughWithoutStore(
  model: Model,
  cache: Component,
  pattern: Value<string>,
  own: readonly Link[],
  isMissed: boolean,
): Fault | undefined {
  if (own.length > 0) {
    if (pattern.value !== 'write-through' || own.some(({ synchronous }) => synchronous)) return undefined;
    const edits = [replaceValue(pattern, 'write-behind')];
    return {
      message: `\`${cache.id}\` is write-through, but with \`${call(own[0])}\` nobody waits for the store: that is write-behind.`,
      subjects: own.map(({ target }) => target),
      fixes: [{ title: 'Call it `pattern: write-behind`', safe: false, edits }],
    };
  }
  const fixes: Fix[] = [];
  if (isMissed && (pattern.value === 'read-through' || pattern.value === 'refresh-ahead')) {
    const edits = [replaceValue(pattern, 'cache-aside')];
    fixes.push({ title: 'Its caller fetches what it misses: `pattern: cache-aside`', safe: false, edits });
  }
  const store = onlyStore(model);
  if (store) {
    const arrow = pattern.value === 'write-behind' ? '~>' : '->';
    const edits = [insertDeclaration(model, cache, `${cache.id} ${arrow} ${store.id}`)];
    fixes.push({ title: `Link it to \`${store.id}\``, safe: false, edits });
  }
  const work = pattern.value.startsWith('write') ? 'takes its writes to a store' : 'fetches what it lacks from a store';
  return {
    message: `\`${cache.id}\` is ${pattern.value}, so it ${work} itself, but no link leads from it to one.`,
    subjects: [],
    fixes,
  };
}

/** The only store of the design, which must be the one that is meant. */
function onlyStore(model: Model): Component | undefined {
  const found = model.components.filter(
    ({ kind, properties }) => stores.has(kind) && properties.future?.value !== true,
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Calls of a cache, each with a call of the same source to the store behind it that carries the same reads in full. */
function* readTwice(
  model: Model,
  callers: readonly Link[],
  own: readonly Link[],
): Iterable<readonly [link: Link, beside: Link]> {
  const behind = new Map(
    own.filter((link) => link.synchronous && stores.has(link.target.kind)).map((link) => [link.target, link]),
  );
  for (const link of callers) {
    if (link.properties.share) continue;
    const read = readsOf(model, link);
    for (const beside of link.source.outgoing) {
      const through = behind.get(beside.target);
      if (!through || !beside.synchronous || beside.properties['on-miss'] || beside.properties.share) continue;
      const tables = [tablesOn(through, 'reads'), tablesOn(beside, 'reads')] as const;
      const isKnown = beside.target.tables.length === 0 || (tables[0] && tables[1]);
      if (!isKnown || !mayOverlap(...tables)) continue;
      const again = readsOf(model, beside);
      const passing = readsOf(model, through);
      if ([...read].some((flow) => again.has(flow) && passing.has(flow))) yield [link, beside];
    }
  }
}

/** The flows that are known to read along a link. */
function readsOf(model: Model, link: Link): ReadonlySet<string> {
  return new Set(usesOn(model, link).flatMap(({ flow, operation }) => (flow && isRead(operation) ? [flow.id] : [])));
}

/** Only where all that the link does are reads: a write does not wait for a miss. */
function onMiss(model: Model, link: Link, cache: Component): Fix[] {
  if (link.chain.links.length > 1 || usesOn(model, link).some(({ operation }) => isWrite(operation))) return [];
  const edits = [insertProperty(model, link, 'on-miss', cache.id)];
  return [{ title: `Take \`${call(link)}\` only on a miss: \`on-miss: ${cache.id}\``, safe: false, edits }];
}
