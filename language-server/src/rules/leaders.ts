import type { Estimates } from '../estimate/estimates.js';
import type { Component } from '../model/model.js';
import type { Severity } from '../model/problem.js';
import { exceeds } from './rounding.js';

/** The load of a store whose one leader takes all writes, at peak. */
export interface LeaderLoad {
  readonly writes: number;
  readonly reads: number;
  /** Writes that one node can take. */
  readonly writeCapacity: number;
  /** Requests that one node can serve. */
  readonly capacity: number;
  /** Leader included; 1 where the design draws one box. */
  readonly replicas: number;
}

/**
 * What comes to an unsharded database that is known to have a single leader; nothing where the leader, the rates or the
 * capacity are not known, or a provider hides its machines.
 */
export function leaderLoad(estimates: Estimates, store: Component): LeaderLoad | undefined {
  const { replication, shards, rebalance, capacity, replicas, autoscale, managed, future } = store.properties;
  if (store.kind !== 'database' || future?.value === true) return undefined;
  if (replication?.value.topology?.value !== 'single-leader') return undefined;
  if ((shards?.value ?? 1) > 1 || rebalance?.value === 'auto') return undefined;
  if (store.tables.some(({ properties }) => (properties.shards?.value ?? 1) > 1)) return undefined;
  const running = (autoscale?.value.max ?? replicas)?.value;
  if (running === undefined && managed?.value === true) return undefined;
  const one = capacity?.value;
  const written = store.properties['write-capacity']?.value ?? one;
  const writes = estimates.value(store, 'rate.peak.write');
  const reads = estimates.value(store, 'rate.peak.read');
  if (one === undefined || written === undefined || writes === undefined || reads === undefined) return undefined;
  return { writes, reads, writeCapacity: written, capacity: one, replicas: running ?? 1 };
}

/** What more replicas, or a wrong number of them, would not show: all writes at one leader, or reads beside the writes that every copy applies. */
export function leaderFault(estimates: Estimates, store: Component): 'writes' | 'reads' | undefined {
  const load = leaderLoad(estimates, store);
  if (!load) return undefined;
  if (load.writes > load.writeCapacity) return 'writes';
  const isSpread = load.replicas > 1 && load.writes < load.writeCapacity;
  return isSpread && exceeds(estimates.value(store, 'utilisation') ?? 0, 1) ? 'reads' : undefined;
}

/** What a node can do is a typical figure of its engine where nobody measured it; with one of the design's own it is certain. */
export function severityOfOverload({ properties }: Component): Severity {
  const { replicas, autoscale, capacity, 'write-capacity': writeCapacity } = properties;
  const isCounted = replicas !== undefined || autoscale?.value.max !== undefined;
  const isTypical = capacity?.origin === 'engine' || writeCapacity?.origin === 'engine';
  return isCounted && !isTypical ? 'error' : 'warning';
}
