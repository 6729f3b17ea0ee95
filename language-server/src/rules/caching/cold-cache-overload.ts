import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isStore, missLinks } from '../caches.js';
import { setProperty } from '../edits.js';
import { leastReplicas, mostReplicas } from '../replicas.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { percent, rate } from '../words.js';

/** A store that only lives because of the cache in front of it dies with the cache. */
export const coldCacheOverload = defineRule({
  name: 'cold-cache-overload',
  category: 'caching',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'Without its cache, the store behind gets more than it can serve.',
  why: 'A cache that answers nine reads of ten lets a store serve ten times as many users, and the store is sized for the tenth. When the cache restarts empty or fails, all reads reach the store at once; it slows down, answers time out before they can fill the cache again, and the system does not come back by itself. Losing a cache should make a system slower, not break it.',
  silent: [
    'The rates, the hit ratio or what the store can serve are unknown.',
    'The cache is not lost as a whole (two replicas, `managed`) or is filled before it gets traffic (`pre-warm: yes`).',
    'One caller at a time fetches an entry (`stampede-protection: coalescing`, `lock`), or somebody refuses what is too much (`load-shedding`).',
    'A cdn, or a cache inside each replica of its caller: not all of them are lost at once.',
    'The store is over its capacity already: `over-capacity` says so. How many replicas the cache has is not written: a hint.',
    'The cache, or what is behind it, is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Builders\' Library, Matt Brinkley and Jas Chhabra, "Caching challenges and strategies" (2019): modal behaviour',
    'Nathan Bronson and others, "Metastable Failures in Distributed Systems", HotOS (2021)',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 22: addressing cascading failures, cold caches',
  ],
  incorrect: [
    {
      title: 'one cache keeps nineteen reads of twenty away',
      code: 'client web { users: 144M, peak: 3x }\nflow view { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache hot { replicas: 1, hit-ratio: 95%, ttl: 1h, pattern: cache-aside, stampede-protection: early-expiry }\ndatabase posts { replicas: 1, capacity: 5k/s }\n\nweb -> api { timeout: 3s }\napi -> hot { timeout: 50ms }\napi -> posts { on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'a service behind a read-through cache',
      code: 'client web { users: 8.64M, peak: 3x }\nflow find { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache near { replicas: 1, hit-ratio: 80%, ttl: 5min, pattern: read-through, stampede-protection: early-expiry }\nservice geocoder { replicas: 4, capacity: 250/s }\n\nweb -> api { timeout: 3s }\napi -> near { timeout: 1s }\nnear -> geocoder { timeout: 800ms }\n',
    },
  ],
  correct: [
    {
      title: 'three replicas that are not lost together',
      code: 'client web { users: 144M, peak: 3x }\nflow view { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache hot { replicas: 3, hit-ratio: 95%, ttl: 1h, pattern: cache-aside, stampede-protection: early-expiry }\ndatabase posts { replicas: 1, capacity: 5k/s }\n\nweb -> api { timeout: 3s }\napi -> hot { timeout: 50ms }\napi -> posts { on-miss: hot, timeout: 500ms }\n',
    },
    {
      title: 'the store could serve everything',
      code: 'client web { users: 1M, peak: 3x }\nflow view { from: web, rate: 10/user/day, op: read }\nservice api {}\ncache hot { replicas: 1, hit-ratio: 95%, ttl: 1h, pattern: cache-aside, stampede-protection: early-expiry }\ndatabase posts { replicas: 1, capacity: 5k/s }\n\nweb -> api { timeout: 3s }\napi -> hot { timeout: 50ms }\napi -> posts { on-miss: hot, timeout: 500ms }\n',
    },
  ],
  check({ model, estimates, report }) {
    for (const cache of model.components) {
      if (cache.kind !== 'cache' || isSafe(cache)) continue;
      const answered = cache.properties['hit-ratio']?.value ?? estimates.value(cache, 'hit-ratio.attainable');
      if (answered === undefined || answered <= 0) continue;
      const links = missLinks(model, cache);
      for (const store of new Set(links.map(({ target }) => target))) {
        const cold = coldLoad(
          estimates,
          cache,
          answered,
          store,
          links.filter(({ target }) => target === store),
        );
        if (!cold || !exceeds(cold.utilisation, 1)) continue;
        const now = estimates.value(store, 'rate.peak')!;
        report(
          cache,
          `If \`${cache.id}\` is lost or starts empty, \`${store.id}\` gets ${rate(cold.rate)} at peak instead of ${rate(now)}: ${percent(cold.utilisation)} of what it can serve.`,
          {
            ...(leastReplicas(cache) === undefined && { severity: 'hint' }),
            subjects: [store],
            related: [{ at: store.head, message: 'All reads reach it then.' }],
            fixes: fixes(model, cache, store),
          },
        );
      }
    }
  },
});

function isSafe(cache: Component): boolean {
  const { managed, scope, future, 'pre-warm': warm, 'stampede-protection': protection } = cache.properties;
  if (future?.value === true || managed?.value === true || warm?.value === true || scope?.value === 'local')
    return true;
  if (isStore(cache) || shedsLoad(cache) || (leastReplicas(cache) ?? 1) > 1) return true;
  return protection?.value === 'coalescing' || protection?.value === 'lock';
}

function shedsLoad({ properties }: Component): boolean {
  return properties['load-shedding']?.value === true;
}

interface Cold {
  readonly rate: number;
  readonly utilisation: number;
}

/** What a store gets when nothing is answered before it, and at least how much of its capacity that is. */
function coldLoad(
  estimates: Estimates,
  cache: Component,
  answered: number,
  store: Component,
  links: readonly Link[],
): Cold | undefined {
  const used = estimates.value(store, 'utilisation');
  const now = estimates.value(store, 'rate.peak');
  if (used === undefined || used > 1 || now === undefined || !isCounted(store)) return undefined;
  if (shedsLoad(store) || links.some(({ source }) => shedsLoad(source))) return undefined;
  let more = 0;
  for (const link of links) {
    const missed = estimates.value(link, 'rate.peak.read');
    const all = answered < 1 ? missed && missed / (1 - answered) : estimates.value(cache, 'rate.peak.read');
    if (missed === undefined || all === undefined) return undefined;
    more += all - missed;
  }
  const serves = readCapacity(estimates, store, links, { now, used });
  return serves === undefined ? undefined : { rate: now + more, utilisation: used + more / serves };
}

/** One box in the picture is not one box in the rack. */
function isCounted(store: Component): boolean {
  return mostReplicas(store) !== undefined || store.kind === 'external' || store.properties.managed?.value === true;
}

/** Reads a second it can serve, at most: of a store all nodes together, unless reads are known to take more than one of them. */
function readCapacity(
  estimates: Estimates,
  store: Component,
  links: readonly Link[],
  { now, used }: { now: number; used: number },
): number | undefined {
  if (store.kind !== 'database' && store.kind !== 'cache') return estimates.value(store, 'capacity');
  if (now > 0 && used > 0 && estimates.value(store, 'rate.peak.write') === 0) return now / used;
  const { capacity, shards, replication } = store.properties;
  if (!capacity) return undefined;
  const isLed = links.every(({ properties }) => properties['read-from']?.value === 'leader');
  const isLeaderless = replication?.value.topology?.value === 'leaderless';
  const nodes = isLed && !isLeaderless ? (shards?.value ?? 1) : (mostReplicas(store) ?? 1);
  const asked = isLeaderless ? (replication.value['read-quorum']?.value ?? 1) : 1;
  return (nodes * capacity.value) / asked;
}

function fixes(model: Model, cache: Component, store: Component): Fix[] {
  const { replicas, autoscale, shards } = cache.properties;
  const all: Fix[] = [];
  if (!autoscale) {
    const text = String(2 * (shards?.value ?? 1));
    const edits = [setProperty(model, cache, 'replicas', replicas, text)];
    all.push({ title: `Set \`replicas: ${text}\``, safe: false, edits });
  }
  return [
    ...all,
    {
      title: 'Fill it before it gets traffic: `pre-warm: yes`',
      safe: false,
      edits: [setProperty(model, cache, 'pre-warm', cache.properties['pre-warm'], 'yes')],
    },
    {
      title: `Let \`${store.id}\` refuse what is too much: \`load-shedding: yes\``,
      safe: false,
      edits: [setProperty(model, store, 'load-shedding', store.properties['load-shedding'], 'yes')],
    },
  ];
}
