import type { Component } from '../model/model.js';
import { running } from './replicas.js';
import { property, type Sheet, written } from './sheet.js';
import { rateOf, sharesOfLink } from './traffic/rates.js';
import { isRead, isWrite } from './traffic/operations.js';
import { type Cell, define, derived, sumOfProducts, type Term, unknown } from './cell.js';

export type Topology = 'single-leader' | 'multi-leader' | 'leaderless' | 'consensus';

/** What the nodes of a store are given to do at peak, and how they share it. */
export interface StoreLoad {
  readonly topology: Topology;
  /** Whether the topology is assumed. */
  readonly assumedTopology: boolean;
  readonly terms: {
    readonly nodes: Term;
    readonly copies: Term;
    readonly shards: Term;
    readonly skew: Term;
    readonly readQuorum: Term;
    readonly capacity: Term;
    readonly writeCapacity: Term;
    readonly readsAny: Term;
    readonly readsLeader: Term;
    readonly readsFollowers: Term;
    readonly writes: Term;
  };
}

/** The terms in the order that `busiestNode` takes their values. */
export const loadOrder = [
  'nodes',
  'copies',
  'shards',
  'skew',
  'readQuorum',
  'capacity',
  'writeCapacity',
  'readsAny',
  'readsLeader',
  'readsFollowers',
  'writes',
] as const satisfies readonly (keyof StoreLoad['terms'])[];

export function isStore({ kind }: Component): boolean {
  return kind === 'database' || kind === 'cache';
}

export function storeLoad(sheet: Sheet, store: Component): StoreLoad {
  const stated = store.properties.replication?.value.topology?.value;
  const topology = stated ?? 'single-leader';
  const nodes = running(store);
  const copies = copiesOf(store, nodes, topology);
  const shards = shardsOf(store, nodes, copies, topology);
  return {
    topology,
    assumedTopology: stated === undefined,
    terms: {
      nodes,
      copies,
      shards,
      skew: worstSkew(store),
      readQuorum: readQuorum(store, copies),
      capacity: property(store, 'capacity', '/s'),
      writeCapacity: written(store, 'write-capacity', '/s') ?? property(store, 'capacity', '/s'),
      readsAny: derived(reads(sheet, store, 'any')),
      readsLeader: derived(reads(sheet, store, 'leader')),
      readsFollowers: derived(reads(sheet, store, 'followers')),
      writes: derived(writes(sheet, store)),
    },
  };
}

/** Copies of the data in all: as declared, by the engine, else replicas ÷ shards. */
export function copiesOf(store: Component, nodes: Term = running(store), topology: Topology = 'single-leader'): Term {
  const factor = written(store, 'replication-factor', 'count');
  if (factor) return factor;
  const name = `${store.id}.replication-factor`;
  const shards = written(store, 'shards', 'count');
  if ('missing' in nodes) return { name, missing: nodes.missing };
  if (shards && !('missing' in shards)) {
    const source = 'replicas ÷ shards';
    return { name, value: Math.max(1, nodes.value / shards.value), unit: 'count', origin: 'derived', source };
  }
  if (topology === 'leaderless') return unknown(name);
  return { name, value: nodes.value, unit: 'count', origin: 'derived', source: 'unsharded replicas all hold the same data' };
}

function shardsOf(store: Component, nodes: Term, copies: Term, topology: Topology): Term {
  const stated = written(store, 'shards', 'count');
  if (stated) return stated;
  const name = `${store.id}.shards`;
  // Engines that move shards by themselves spread over all nodes.
  const spreads = topology === 'leaderless' || store.properties.rebalance?.value === 'auto';
  if (!spreads) return { name, value: 1, unit: 'count', origin: 'assumed', source: 'not sharded unless it says so' };
  if ('missing' in nodes || 'missing' in copies) return { name, missing: ['missing' in nodes ? nodes.name : copies.name] };
  const value = Math.max(1, nodes.value / copies.value);
  return { name, value, unit: 'count', origin: 'derived', source: 'the engine spreads its shards over all nodes' };
}

function worstSkew(store: Component): Term {
  const holders = [store, ...store.tables];
  const skewed = holders.flatMap((holder) => written(holder, 'skew', 'ratio') ?? []);
  const known = skewed.filter((term) => !('missing' in term));
  if (known.length === 0) return { name: `${store.id}.skew`, value: 0, unit: 'ratio', origin: 'assumed', source: 'load is even' };
  return known.reduce((worst, term) => ('value' in term && 'value' in worst && term.value > worst.value ? term : worst));
}

/** Replicas a read asks: as declared or by the engine, else the majority of the copies. */
function readQuorum(store: Component, copies: Term): Term {
  const stated = store.properties.replication?.value['read-quorum'];
  const name = `${store.id}.replication.read-quorum`;
  if (stated) return { name, value: stated.value, unit: 'count', origin: stated.origin, at: stated.at };
  if ('missing' in copies) return { name, missing: copies.missing };
  const source = 'the majority of the copies';
  return { name, value: Math.floor(copies.value / 2) + 1, unit: 'count', origin: 'assumed', source };
}

function reads(sheet: Sheet, store: Component, from: 'any' | 'leader' | 'followers'): Cell {
  return loadCell(sheet, store, `rate.peak.read-from-${from}`, (operation, readFrom) => !isWrite(operation) && operation !== 'invalidate' && readFrom === from);
}

function writes(sheet: Sheet, store: Component): Cell {
  return loadCell(sheet, store, `rate.peak.changes`, (operation) => isWrite(operation) || operation === 'invalidate');
}

function loadCell(
  sheet: Sheet,
  store: Component,
  figure: string,
  fits: (operation: Parameters<typeof isRead>[0], readFrom: 'any' | 'leader' | 'followers') => boolean,
): Cell {
  return sheet.cell(`${store.id}.${figure}`, () => {
    const shares = store.incoming.flatMap((link) => {
      const readFrom = link.properties['read-from']?.value ?? 'any';
      return sharesOfLink(sheet, link).filter(({ operation }) => fits(operation, readFrom));
    });
    return define({
      subject: store.id,
      figure,
      unit: '/s',
      formula: 'Σ rate of the flow × visits',
      terms: shares.flatMap((share) => [derived(rateOf(share.source, 'peak')), derived(share.visits)]),
      compute: sumOfProducts,
    });
  });
}


/**
 * The share of its capacity that the busiest node uses (estimates.md, Capacity; Kleppmann 2017, ch. 5 and 6).
 * One leader: it takes all writes of its shard and its part of the reads; a follower takes the writes too. Leaderless: a
 * write goes to all copies, a read to R of them, (λw·RF + λr·R) ÷ N. The hottest shard bears `skew` and its part of the rest.
 * @param values those of `loadOrder`
 */
export function busiestNode(topology: Topology, values: readonly number[]): number {
  const [nodes, copies, shards, skew, quorum, capacity, writeCapacity, any, leader, followers, changes] = values;
  if (nodes <= 0 || copies <= 0) return Number.POSITIVE_INFINITY;
  const hottest = skew + (1 - skew) / shards;
  if (topology === 'leaderless') {
    const read = any + leader + followers;
    const spread = ((1 - skew) * copies) / nodes;
    const onNode = skew + Math.min(1 - skew, spread);
    return (read * (quorum / copies) * onNode) / capacity + (changes * onNode) / writeCapacity;
  }
  const perShard = Math.min(copies, nodes);
  const written = (changes * hottest) / writeCapacity;
  if (topology === 'multi-leader') {
    return ((any + leader + followers) * hottest) / perShard / capacity + written;
  }
  const shared = any / perShard;
  const onLeader = (shared + leader + (perShard > 1 ? 0 : followers)) * hottest;
  const onFollower = perShard > 1 ? (shared + followers / (perShard - 1)) * hottest : 0;
  return Math.max(onLeader, onFollower) / capacity + written;
}
