import type { Component } from '../model/model.js';

/** Does its busiest node set its limit, as reads and writes share out differently? */
export function isStore({ kind }: Component): boolean {
  return kind === 'database' || kind === 'cache';
}

export function isBroker({ kind }: Component): boolean {
  return kind === 'queue' || kind === 'topic';
}

/** Do its nodes share shards among themselves, as it moves them by itself or its engine is cut into shards? Then a node is no copy of another. */
export function sharesShards({ properties: { rebalance, sharding } }: Component): boolean {
  return rebalance?.value === 'auto' || sharding?.origin === 'engine';
}
