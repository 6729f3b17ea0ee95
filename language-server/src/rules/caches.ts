import { isWrite, operationOn } from '../estimate/traffic/operations.js';
import type { Component, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';

const known = new WeakMap<Model, ReadonlyMap<string, readonly Link[]>>();

/** The links that are taken when a cache has no answer (`on-miss`), by the id of the cache. */
function askedOnMiss(model: Model): ReadonlyMap<string, readonly Link[]> {
  let byCache = known.get(model);
  if (!byCache) {
    const found = new Map<string, Link[]>();
    for (const link of model.links) {
      const cache = link.properties['on-miss']?.value;
      if (cache === undefined) continue;
      const others = found.get(cache);
      if (others) others.push(link);
      else found.set(cache, [link]);
    }
    byCache = found;
    known.set(model, byCache);
  }
  return byCache;
}

/** The links by which a cache or cdn, or its callers, fetch what it lacks. */
export function missLinks(model: Model, cache: Component): readonly Link[] {
  const own = cache.outgoing.filter(
    (link) => link.synchronous && link.target.kind !== 'client' && !isWrite(operationOn(link, undefined)),
  );
  return [...own, ...(askedOnMiss(model).get(cache.id) ?? [])].filter(isBuilt);
}

/** All that a cache stands in front of: what it calls or hands over to, and what is asked when it misses. */
export function originsOf(model: Model, cache: Component): readonly Component[] {
  const targets = [...cache.outgoing, ...(askedOnMiss(model).get(cache.id) ?? [])].map(({ target }) => target);
  return [...new Set(targets)];
}

/** Sessions, counters and presence have no original elsewhere: a cache that holds them is a store. */
export function isStore({ properties }: Component): boolean {
  return (
    properties.holds?.value.some((what) => what === 'session' || what === 'counter' || what === 'presence') === true
  );
}

/** Does it keep answers for a while: any cache that copies something, a cdn that is known to answer at all? */
export function keepsAnswers(model: Model, component: Component): boolean {
  const { properties, kind } = component;
  if (properties.future?.value === true || isStore(component)) return false;
  if (kind === 'cache') return missLinks(model, component).length > 0;
  if (kind !== 'cdn') return false;
  const { ttl, 'hit-ratio': hits, 'cache-control': control } = properties;
  if (control && control.value !== 'public') return false;
  return (ttl !== undefined && ttl.value > 0) || (hits !== undefined && hits.value > 0);
}

/** Different bytes that fit into a cache: replicas without `shards` all hold the same. Nothing where its memory is unknown. */
export function memoryOf({ properties }: Component): number | undefined {
  const { memory, shards, replicas, autoscale, sharding, 'replication-factor': copies } = properties;
  if (!memory) return undefined;
  if (shards) return memory.value * shards.value;
  const running = autoscale?.value.max?.value ?? replicas?.value ?? 1;
  if (copies) return (memory.value * running) / copies.value;
  // Sharded in an unknown number of parts: at most each replica holds its own.
  return sharding ? memory.value * running : memory.value;
}

/** The tables whose rows a cache copies, where its links say so. */
export function tablesBehind(model: Model, cache: Component) {
  return missLinks(model, cache).flatMap(({ target, properties }) => {
    const named = properties.reads?.value;
    return target.tables.filter(({ id }) => named === undefined || named.includes(id));
  });
}
