import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isStore, missLinks, tablesBehind } from '../caches.js';
import { setProperty } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { listed, number, percent, rate, time } from '../words.js';

/** When an entry that everybody wants expires, everybody fetches it. */
export const cacheStampede = defineRule({
  name: 'cache-stampede',
  category: 'caching',
  mode: 'derived',
  severity: 'warning',
  tier: 1,
  summary: 'Many callers recompute a popular entry at once when it expires.',
  why: 'Between the moment an entry expires and the moment its new value is there, every request for it misses. With a popular entry that is its rate times the time the store takes: dozens of equal queries arrive at a store that was sized for the misses, slow it down, and so let still more of them miss. It takes one caller to compute the value; the others can wait for it or be given the old one.',
  silent: [
    'It has no `ttl`, or writes keep its entries up to date (`pattern: write-through`, `write-behind`, `refresh-ahead`).',
    'It is protected: `stampede-protection`, or `hot-keys` on the tables behind.',
    'The rate or the latency of what is behind is unknown; in production that is a hint.',
    'Entries belong to one user each: sessions, presence, or `skew: 0%`.',
    'Without a `skew`, all reads together would have to make ten times as many misses as the limit.',
    'A cdn: it is not the design that says how its provider collapses requests.',
    'The cache, or what is behind it, is only drawn (`future: yes`).',
  ],
  references: [
    'Andrea Vattani, Flavio Chierichetti, Keegan Lowenstein, "Optimal Probabilistic Cache Stampede Prevention", PVLDB (2015)',
    'Rajesh Nishtala and others, "Scaling Memcache at Facebook", NSDI (2013), section 3.2: leases',
    'RFC 5861, HTTP Cache-Control Extensions for Stale Content (2010)',
  ],
  options: {
    concurrent: { default: 10, doc: 'Callers that may recompute one entry at once.' },
    unknownSkew: {
      default: 10,
      doc: 'How many times as many it takes where nothing says how popular the hottest entry is.',
    },
    jitter: { default: '10%', doc: 'The `ttl-jitter` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'the front page gets a tenth of all reads',
      code: 'client web { users: 50M, peak: 3x }\nflow view { from: web, rate: 12/user/day, op: read }\nservice api {}\ncache posts { pattern: cache-aside, ttl: 1h, hit-ratio: 90%, skew: 10% }\ndatabase articles { latency: 50ms }\n\nweb -> api { timeout: 3s }\napi -> posts { timeout: 50ms }\napi -> articles { on-miss: posts, timeout: 500ms }\n',
    },
    {
      title: 'entries loaded together expire together',
      code: 'service api {}\ncache goods { pattern: cache-aside, ttl: 1h, pre-warm: yes, stampede-protection: coalescing }\ndatabase shop {}\n\napi -> goods { timeout: 50ms }\napi -> shop { on-miss: goods, timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'one caller computes, the others wait for it',
      code: 'client web { users: 50M, peak: 3x }\nflow view { from: web, rate: 12/user/day, op: read }\nservice api {}\ncache posts { pattern: cache-aside, ttl: 1h, hit-ratio: 90%, skew: 10%, stampede-protection: coalescing }\ndatabase articles { latency: 50ms }\n\nweb -> api { timeout: 3s }\napi -> posts { timeout: 50ms }\napi -> articles { on-miss: posts, timeout: 500ms }\n',
    },
    {
      title: 'the hottest entry is asked for twice a second',
      code: 'client web { users: 50k, peak: 3x }\nflow view { from: web, rate: 12/user/day, op: read }\nservice api {}\ncache posts { pattern: cache-aside, ttl: 1h, hit-ratio: 90%, skew: 10% }\ndatabase articles { latency: 50ms }\n\nweb -> api { timeout: 3s }\napi -> posts { timeout: 50ms }\napi -> articles { on-miss: posts, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const cache of model.components) {
      if (!expires(cache)) continue;
      const origins = missLinks(model, cache).map(({ target }) => target);
      if (origins.length === 0) continue;
      const behind = listed([...new Set(origins.map(({ id }) => id))]);
      const misses = isProtected(model, cache) ? undefined : missesAtOnce(model, estimates, cache, origins);
      const { ttl } = cache.properties;
      if (
        misses &&
        misses !== 'unknown' &&
        exceeds(misses.count, options.concurrent * (misses.isSkewKnown ? 1 : options.unknownSkew))
      ) {
        report(cache, stampede(cache, misses, behind), { at: ttl!.property, fixes: protect(model, cache) });
      } else if (loadedTogether(cache)) {
        report(
          cache,
          `The entries of \`${cache.id}\` are loaded together, so they expire together after ${time(ttl!.value)}, and ${behind} ${origins.length > 1 ? 'have' : 'has'} to serve them all again.`,
          { at: ttl!.property, severity: 'hint', fixes: spread(model, cache, options.jitter) },
        );
      } else if (misses === 'unknown' && model.maturity === 'production') {
        report(
          cache,
          `When an entry of \`${cache.id}\` expires, everybody who asks for it goes to ${behind} at once; how many that are cannot be told.`,
          { at: ttl!.property, severity: 'hint', fixes: protect(model, cache) },
        );
      }
    }
  },
});

function expires(cache: Component): boolean {
  const { ttl, pattern, future } = cache.properties;
  if (cache.kind !== 'cache' || !ttl || future?.value === true || isStore(cache)) return false;
  return pattern === undefined || pattern.value === 'cache-aside' || pattern.value === 'read-through';
}

function isProtected(model: Model, cache: Component): boolean {
  const protection = cache.properties['stampede-protection'];
  if (protection && protection.value !== 'none') return true;
  return tablesBehind(model, cache).some(({ properties }) => properties['hot-keys'] !== undefined);
}

interface Misses {
  /** Callers that find nothing while one value is computed, at peak. */
  readonly count: number;
  readonly rate: number;
  readonly seconds: number;
  readonly skew: number;
  readonly isSkewKnown: boolean;
}

/** rate of the hottest entry × time until the new value is there (Little 1961). */
function missesAtOnce(
  model: Model,
  estimates: Estimates,
  cache: Component,
  origins: readonly Component[],
): Misses | 'unknown' | undefined {
  const reads = estimates.value(cache, 'rate.peak.read');
  const times = origins.map((origin) => estimates.value(origin, 'latency.mean'));
  if (reads === undefined || times.some((each) => each === undefined)) return 'unknown';
  const copies = cache.properties.scope?.value === 'local' ? callersOf(cache) : 1;
  if (copies === undefined) return 'unknown';
  const seconds = Math.max(...(times as number[]));
  const skews = [cache, ...tablesBehind(model, cache)].flatMap(({ properties }) => properties.skew?.value ?? []);
  const skew = cache.properties.skew?.value ?? (skews.length > 0 ? Math.max(...skews) : 1);
  const hottest = (skew * reads) / copies;
  return { count: hottest * seconds, rate: hottest, seconds, skew, isSkewKnown: skews.length > 0 };
}

/** A local cache is one for each replica of its callers, and each expires by itself. */
function callersOf(cache: Component): number | undefined {
  let total = 0;
  for (const { source } of cache.incoming) {
    const replicas = mostReplicas(source);
    if (replicas === undefined) return undefined;
    total += replicas;
  }
  return total > 0 ? total : undefined;
}

function stampede(
  cache: Component,
  { count, rate: hottest, seconds, skew, isSkewKnown }: Misses,
  behind: string,
): string {
  if (isSkewKnown) {
    return `When the hottest entry of \`${cache.id}\` expires, about ${number(count)} requests reach ${behind} at once: it is read ${rate(hottest)} at peak (${percent(skew)} of all reads), and a new value takes ${time(seconds)}.`;
  }
  return `When popular entries of \`${cache.id}\` expire, up to ${number(count)} requests reach ${behind} at once: it is read ${rate(hottest)} at peak, and a new value takes ${time(seconds)}.`;
}

function protect(model: Model, cache: Component): Fix[] {
  const present = cache.properties['stampede-protection'];
  return ['coalescing', 'lock', 'early-expiry'].map((way) => ({
    title: `Set \`stampede-protection: ${way}\``,
    safe: false,
    edits: [setProperty(model, cache, 'stampede-protection', present, way)],
  }));
}

function loadedTogether({ properties }: Component): boolean {
  return properties['pre-warm']?.value === true && (properties['ttl-jitter']?.value ?? 0) === 0;
}

function spread(model: Model, cache: Component, jitter: string): Fix[] {
  const present = cache.properties['ttl-jitter'];
  const edits = [setProperty(model, cache, 'ttl-jitter', present, jitter)];
  return [{ title: `Set \`ttl-jitter: ${jitter}\``, safe: false, edits }];
}
