import type { Estimates } from '../estimate/estimates.js';
import { busiestNode, loadOrder } from '../estimate/load.js';
import type { Component, Table } from '../model/model.js';
import { quorumsOf } from './quorums.js';

/** What has a skew. */
export type Holder = Component | Table;

/** A key that gets more than the nodes it lies on can serve. */
export interface HotKey {
  readonly holder: Holder;
  /** Load on these nodes against what they can do; above 1. */
  readonly load: number;
  /** For the key, a second at peak. */
  readonly requests: number;
  /** Do writes weigh more than reads? */
  readonly isWritten: boolean;
}

/** The keys of a store that are too hot where nothing is done about it. */
export function hotKeysOf(estimates: Estimates, store: Component): readonly HotKey[] {
  const { future, 'stampede-protection': protection } = store.properties;
  if (future?.value === true || protection?.value === 'coalescing') return [];
  return skewed(store).flatMap((holder) => {
    const hot = hottest(estimates, holder, store);
    return hot && hot.load > 1 ? [{ holder, ...hot }] : [];
  });
}

/** What its busiest node would use of its capacity if no key were hotter than others; nothing where that is not known. */
export function evenUtilisation(estimates: Estimates, store: Component): number | undefined {
  const inputs = estimates.get(`${store.id}.utilisation`)?.inputs ?? [];
  if (inputs.length !== loadOrder.length) return undefined;
  const topology = store.properties.replication?.value.topology?.value ?? 'single-leader';
  return busiestNode(
    topology,
    inputs.map(({ value }, i) => (isSkew(loadOrder[i]) ? 0 : value)),
  );
}

function isSkew(term: (typeof loadOrder)[number]): boolean {
  return term === 'readSkew' || term === 'writeSkew';
}

/** The tables with a skew of their own, else the store with its. */
function skewed(store: Component): readonly Holder[] {
  const tables = store.tables.filter(({ properties }) => properties.skew && !properties['hot-keys']);
  // A table inherits the skew of its store: said of the store alone, it is about the whole.
  const own = tables.filter(({ properties }) => properties.skew!.origin === 'written');
  if (own.length > 0 || !store.properties.skew) return own;
  return store.tables.some(({ properties }) => properties['hot-keys']) ? [] : [store];
}

/** The load on the hottest key at peak against what its nodes can do: reads spread over its copies, writes go to each. */
function hottest(estimates: Estimates, holder: Holder, store: Component): Omit<HotKey, 'holder'> | undefined {
  const { skew } = holder.properties;
  const { capacity, 'write-capacity': writeCapacity } = store.properties;
  const reads = estimates.value(holder, 'rate.peak.read');
  const writes = estimates.value(holder, 'rate.peak.write');
  if (!skew || !capacity || reads === undefined || writes === undefined) return undefined;
  const readLoad = (skew.value * reads) / copiesOf(store) / capacity.value;
  const writeLoad = (skew.value * writes) / (writeCapacity ?? capacity).value;
  return { load: readLoad + writeLoad, requests: skew.value * (reads + writes), isWritten: writeLoad > readLoad };
}

/** Nodes that hold one key. Unsharded replicas all do; of those that share shards among themselves at least one. */
function copiesOf(store: Component): number {
  const { replicas, autoscale, shards, replication, rebalance } = store.properties;
  const { copies } = quorumsOf(store);
  if (copies !== undefined) return Math.max(1, copies);
  const all = autoscale?.value.max?.value ?? replicas?.value ?? 1;
  const isCut = shards || rebalance?.value === 'auto' || replication?.value.topology?.value === 'leaderless';
  return isCut ? 1 : all;
}
