import type { Component } from '../model/model.js';
import { type Cell, constant, define, derived, isKnown, sumOfProducts, type Term, unknown } from './cell.js';
import { sharesShards } from './kinds.js';
import { running } from './replicas.js';
import { figureOf, perSubject, property, type Sheet, termOf, written } from './sheet.js';
import { worstSkew } from './skew.js';
import { isRead, isWrite, type Operation } from './traffic/operations.js';
import { rateOf, unknownOperationOf } from './traffic/rates.js';
import { type Share, sharesOfLink } from './traffic/reach.js';
import { sources } from './traffic/sources.js';

export type Topology = 'single-leader' | 'multi-leader' | 'leaderless' | 'consensus';

/** What the nodes of a store are given to do at peak, and how they share it. */
export interface StoreLoad {
  readonly topology: Topology;
  /** Whether the topology is assumed. */
  readonly assumedTopology: boolean;
  /** What more nodes would do: hold more shards, or more copies of everything. */
  readonly grows: 'shards' | 'copies';
  readonly terms: {
    readonly nodes: Term;
    readonly copies: Term;
    readonly shards: Term;
    /** The share of the reads that falls on the hottest key, and that of the writes. */
    readonly readSkew: Term;
    readonly writeSkew: Term;
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
  'readSkew',
  'writeSkew',
  'readQuorum',
  'capacity',
  'writeCapacity',
  'readsAny',
  'readsLeader',
  'readsFollowers',
  'writes',
] as const satisfies readonly (keyof StoreLoad['terms'])[];

export const storeLoad = perSubject((sheet, store: Component): StoreLoad => {
  const stated = topologyOf(store);
  const topology = stated ?? 'single-leader';
  const nodes = running(store);
  const copies = copiesOf(sheet, store);
  const spreads = topology === 'leaderless' || store.properties.shards !== undefined || sharesShards(store);
  const capacity = property(store, 'capacity', '/s');
  const writeCapacity = written(store, 'write-capacity', '/s');
  const readSkew = worstSkew(sheet, store, 'reads');
  const writeSkew = worstSkew(sheet, store, 'writes');
  // Where there is one copy and one capacity, a node does not care whether a request reads or writes.
  const isSame = !writeCapacity && readSkew.value === writeSkew.value;
  const isPlain = isSame && isKnown(copies) && copies.value === 1 && topology !== 'leaderless';
  return {
    topology,
    assumedTopology: stated === undefined,
    grows: spreads ? 'shards' : 'copies',
    terms: {
      nodes,
      copies,
      shards: shardsOf(sheet, store, topology),
      readSkew,
      writeSkew,
      readQuorum: readQuorum(store, copies),
      capacity,
      writeCapacity: writeCapacity ?? capacity,
      readsAny: derived(reads(sheet, store, 'any', isPlain)),
      readsLeader: derived(reads(sheet, store, 'leader', isPlain)),
      readsFollowers: derived(reads(sheet, store, 'followers', isPlain)),
      writes: derived(writes(sheet, store)),
    },
  };
});

function topologyOf(store: Component): Topology | undefined {
  return store.properties.replication?.value.topology?.value;
}

/** Does a provider keep the copies of a store that moves its shards, so that each node answers for its own part of the data? */
export function hidesCopies(store: Component): boolean {
  const { managed, 'replication-factor': factor, shards } = store.properties;
  return managed?.value === true && sharesShards(store) && !factor && !shards;
}

/**
 * Copies of the data in all: as declared, by the engine, else replicas ÷ shards, else all replicas hold the same. Nodes that
 * share shards among themselves do not, and how many copies they keep has to be said.
 */
export function copiesOf(sheet: Sheet, store: Component): Term {
  const factor = written(store, 'replication-factor', 'count');
  if (factor) return factor;
  const name = `${store.id}.replication-factor`;
  if (hidesCopies(store)) return constant(name, 1, 'count', 'the provider keeps copies out of sight');
  const shards = written(store, 'shards', 'count');
  if (!shards && sharesShards(store) && running(store).value !== 1) return unknown(name);
  if (!shards && topologyOf(store) === 'leaderless') return unknown(name);
  return derived(copiesByShards(sheet, store));
}

const copiesByShards = figureOf('replication-factor', 'count', (_sheet, store: Component) => {
  const shards = written(store, 'shards', 'count');
  return {
    formula: shards ? 'replicas ÷ shards' : 'unsharded replicas all hold the same data',
    terms: [running(store), ...(shards ? [shards] : [])],
    compute: ([nodes, parts = 1]) => Math.max(1, nodes / parts),
  };
});

function shardsOf(sheet: Sheet, store: Component, topology: Topology): Term {
  const stated = written(store, 'shards', 'count');
  if (stated) return stated;
  if (topology !== 'leaderless' && !sharesShards(store)) {
    return constant(`${store.id}.shards`, 1, 'count', 'not sharded unless it says so');
  }
  return derived(shardsByCopies(sheet, store));
}

const shardsByCopies = figureOf('shards', 'count', (sheet, store: Component) => ({
  formula: 'replicas ÷ copies: its shards are spread over all nodes',
  terms: [running(store), copiesOf(sheet, store)],
  compute: ([all, each]) => Math.max(1, all / each),
}));

/** Replicas a read asks: as declared or by the engine, else the majority of the copies (properties.md 5.11). */
function readQuorum(store: Component, copies: Term): Term {
  const stated = store.properties.replication?.value['read-quorum'];
  const name = `${store.id}.replication.read-quorum`;
  if (stated) return termOf(name, stated, 'count') ?? unknown(name);
  const compute = ([all]: readonly number[]): number => Math.floor(all / 2) + 1;
  const base = { subject: store.id, figure: 'replication.read-quorum', unit: 'count' as const };
  return derived(define({ ...base, formula: 'the majority of the copies', terms: [copies], compute }));
}

type ReadFrom = 'any' | 'leader' | 'followers';

function reads(sheet: Sheet, store: Component, from: ReadFrom, isPlain: boolean): Cell {
  return loadCell(sheet, store, `rate.peak.read-from-${from}`, (operation, readFrom) => {
    if (operation === undefined) return isPlain ? readFrom === from : undefined;
    return isRead(operation) && readFrom === from;
  });
}

/** Dropping an entry of a cache has to reach every copy, as a write has. */
function writes(sheet: Sheet, store: Component): Cell {
  return loadCell(sheet, store, 'rate.peak.changes', (operation) => isWrite(operation) || operation === 'invalidate');
}

/** The peak rate of those arrivals that fit; `undefined` from `fits` means that nobody can tell. */
function loadCell(
  sheet: Sheet,
  store: Component,
  figure: string,
  fits: (operation: Operation | undefined, readFrom: ReadFrom) => boolean | undefined,
): Cell {
  return define({
    subject: store.id,
    figure,
    unit: '/s',
    formula: 'Σ rate of the flow × visits',
    terms: arrivalsAt(sheet, store).flatMap(({ share, readFrom }): Term[] => {
      const isMeant = fits(share.operation, readFrom);
      if (isMeant === undefined) return unknownOperationOf(share, store.id);
      return isMeant ? [derived(rateOf(share.source, 'peak')), derived(share.visits)] : [];
    }),
    compute: sumOfProducts,
  });
}

/** What its links bring, and what begins at the store itself. */
function arrivalsAt(sheet: Sheet, store: Component): readonly { readonly share: Share; readonly readFrom: ReadFrom }[] {
  const own = sources(sheet).filter(({ from }) => from === store);
  const begun = own.map((source): Share => {
    const once = define({
      subject: store.id,
      figure: `starts.${source.id}`,
      unit: 'count',
      formula: 'where it starts',
      terms: [],
      compute: () => 1,
    });
    return { source, operation: source.flow?.properties.op?.value, visits: once };
  });
  const brought = store.incoming.flatMap((link) => {
    const readFrom = link.properties['read-from']?.value ?? 'any';
    return sharesOfLink(sheet, link).map((share) => ({ share, readFrom }));
  });
  return [...begun.map((share) => ({ share, readFrom: 'any' as const })), ...brought];
}

/**
 * The share of its capacity that the busiest node uses (estimates.md, Capacity; Kleppmann 2017, ch. 5 and 6).
 * One leader: it takes all writes of its shard and its part of the reads; a follower takes the writes too. Leaderless: a
 * write goes to all copies, a read to R of them, (λw·RF + λr·R) ÷ N. The hottest shard bears `skew` and its part of the rest.
 * @param values those of `loadOrder`
 */
export function busiestNode(topology: Topology, values: readonly number[]): number {
  const [nodes, copies, shards, readSkew, writeSkew, quorum, capacity, writeCapacity, any, leader, followers, changes] =
    values;
  if (nodes <= 0 || copies <= 0) return Number.POSITIVE_INFINITY;
  if (topology === 'leaderless') {
    const read = (any + leader + followers) * (quorum / copies) * onHottest(readSkew, nodes / copies);
    return read / capacity + (changes * onHottest(writeSkew, nodes / copies)) / writeCapacity;
  }
  const hottest = onHottest(readSkew, shards);
  const perShard = Math.min(copies, nodes);
  const written = (changes * onHottest(writeSkew, shards)) / writeCapacity;
  if (topology === 'multi-leader') {
    return ((any + leader + followers) * hottest) / perShard / capacity + written;
  }
  const shared = any / perShard;
  const onLeader = (shared + leader + (perShard > 1 ? 0 : followers)) * hottest;
  const onFollower = perShard > 1 ? (shared + followers / (perShard - 1)) * hottest : 0;
  return Math.max(onLeader, onFollower) / capacity + written;
}

/** What the shard of the hottest key bears: that key, and its even part of the rest. */
function onHottest(skew: number, shards: number): number {
  return skew + Math.min(1 - skew, (1 - skew) / shards);
}
