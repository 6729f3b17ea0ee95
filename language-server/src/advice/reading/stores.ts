import { isWrite } from '../../estimate/traffic/operations.js';
import type { Component } from '../../model/model.js';
import { keepsCopies } from '../../rules/copies.js';
import { overlaps, quorumsOf } from '../../rules/quorums.js';
import { usesOf } from '../../rules/uses.js';
import { counted, listed, number } from '../../rules/words.js';
import { type Evidence, known, unknown } from '../input.js';
import type { Design } from '../question.js';
import { hasRegions } from './indexes.js';
import { needsOf } from './needs.js';

/** Does the data lie on more than one node? */
export function isSpread(store: Component): Evidence<boolean> {
  const { managed, replicas, shards, regions, erasure, 'replication-factor': factor, autoscale } = store.properties;
  const nodes = replicas?.value ?? autoscale?.value.min?.value;
  if (nodes !== undefined && nodes > 1) return known(true, `\`${store.id}\` has ${counted(nodes, 'replica')}`);
  if (keepsCopies(store))
    return known(true, `\`${store.id}\` keeps ${factor ? number(factor.value) : 'several'} copies`);
  if ((shards?.value ?? 1) > 1) return known(true, `\`${store.id}\` is cut into ${number(shards!.value)} shards`);
  if ((regions?.value.length ?? 0) > 1) return known(true, `\`${store.id}\` stands in several regions`);
  const isSingle = nodes === 1 && !managed && !erasure;
  return isSingle ? known(false, `\`${store.id}\` is one machine`) : unknown(`\`replicas\` of \`${store.id}\``);
}

/** Must all readers see one order of changes, because a stale value costs money or safety? */
export function isStrict(design: Design, store: Component): Evidence<boolean> {
  return needsOf(design, store).loss;
}

/** The regions from which the same rows are written, where all its writers say theirs. */
export function writingRegions({ model }: Design, store: Component): Evidence<number> {
  const homes = store.tables.find(({ properties }) => properties['home-region']);
  if (homes) return known(1, `each row of \`${homes.id}\` is written in its home region`);
  const writers = usesOf(model, store).flatMap(({ link, operation }) => (isWrite(operation) ? [link.source] : []));
  const silent = writers.find(({ properties }) => !properties.regions || properties.regions.value.length === 0);
  if (writers.length === 0 || silent) {
    if (!hasRegions(model)) return known(1, 'the design has no regions');
    return unknown(silent ? `\`regions\` of \`${silent.id}\`` : `a flow that writes \`${store.id}\``);
  }
  const regions = [...new Set(writers.flatMap(({ properties }) => properties.regions!.value))];
  return known(regions.length, `it is written from ${listed(regions)}`);
}

/** Does a read see the write before it: by the engine, by what the design says, or by quorums that overlap? */
export function givesLatest(store: Component): boolean | undefined {
  const { consistency, replication } = store.properties;
  const isOverlapping = overlaps(quorumsOf(store));
  if (isOverlapping !== undefined) return isOverlapping;
  const topology = replication?.value.topology?.value;
  if (consistency) return consistency.value === 'linearizable' || consistency.value === 'sequential';
  return topology === undefined ? undefined : topology === 'single-leader' || topology === 'consensus';
}

/** The side taken in a split: what is said, else what follows from who takes the writes. */
export function sideOf({ properties: { cap, replication } }: Component): 'CP' | 'AP' | undefined {
  if (cap && cap.value !== 'CA') return cap.value;
  const topology = replication?.value.topology?.value;
  if (topology === undefined) return undefined;
  return topology === 'single-leader' || topology === 'consensus' ? 'CP' : 'AP';
}
