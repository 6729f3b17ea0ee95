import type { Component, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { writesTo } from './uses.js';

/** Writes that several active regions send to the leader of a store, which stands in one of them. */
export interface RemoteWrites {
  readonly store: Component;
  readonly leader: string;
  /** The other regions that write. */
  readonly regions: readonly string[];
  /** The writing links from there. */
  readonly links: readonly Link[];
  /** What sends users to the regions. */
  readonly dns: Component;
}

const active: ReadonlySet<string> = new Set(['latency', 'geo', 'weighted']);

/**
 * Stores with a written single leader to which clients' writes come from other regions than the leader's, because a `dns`
 * keeps several regions active. Not where rows have a `home-region`.
 */
export function remoteWrites(model: Model): readonly RemoteWrites[] {
  const servedBy = reachedByUsers(model);
  if (servedBy.size === 0) return [];
  return model.components.flatMap((store): RemoteWrites[] => {
    const leader = leaderRegion(store);
    if (leader === undefined || store.tables.some(({ properties }) => properties['home-region'])) return [];
    const links = [...new Set(writesTo(model, store).map(({ link }) => link))].filter(
      ({ synchronous, source }) => synchronous && servedBy.has(source) && source.properties.regions,
    );
    const regions = new Set(links.flatMap(({ source }) => source.properties.regions!.value));
    const others = [...regions].filter((region) => region !== leader);
    if (regions.size < 2 || others.length === 0) return [];
    const remote = links.filter(({ source }) => source.properties.regions!.value.some((region) => region !== leader));
    return [{ store, leader, regions: others, links: remote, dns: servedBy.get(remote[0].source)! }];
  });
}

function leaderRegion({ properties: { replication, regions } }: Component): string | undefined {
  const topology = replication?.value.topology;
  if (topology?.value !== 'single-leader' || topology.origin === 'engine') return undefined;
  const written = replication?.value.leader?.value;
  if (written !== undefined) return written;
  const places = [...new Set(regions?.value)];
  return places.length === 1 ? places[0] : undefined;
}

/** What answers requests behind a `dns` that sends users to several regions at once, with that `dns`. */
function reachedByUsers(model: Model): ReadonlyMap<Component, Component> {
  const reached = new Map<Component, Component>();
  for (const dns of model.components) {
    if (dns.kind !== 'dns' || !active.has(dns.properties.routing?.value ?? '') || reached.has(dns)) continue;
    reached.set(dns, dns);
    const front = [dns];
    for (const component of front) {
      for (const link of component.outgoing) {
        if (!link.synchronous || !isBuilt(link) || reached.has(link.target)) continue;
        reached.set(link.target, dns);
        front.push(link.target);
      }
    }
  }
  return reached;
}
