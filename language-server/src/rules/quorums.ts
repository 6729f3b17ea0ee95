import type { Component } from '../model/model.js';
import type { Value } from '../model/value.js';

/** How many copies there are, how many confirm a write, how many answer a read; each only where it is known. */
export interface Quorums {
  readonly copies?: number;
  readonly write?: Value<number>;
  readonly read?: Value<number>;
}

export function quorumsOf({ properties }: Component): Quorums {
  const { replication, 'replication-factor': factor, replicas, shards } = properties;
  const copies = factor?.value ?? (replicas && shards ? replicas.value / shards.value : undefined);
  const { 'write-quorum': write, 'read-quorum': read } = replication?.value ?? {};
  return { ...(copies !== undefined && { copies }), ...(write && { write }), ...(read && { read }) };
}

/**
 * Does every read ask a copy that has the latest write, W + R > N (Gifford 1979)? Nothing where one of the three is unknown.
 */
export function overlaps({ copies, write, read }: Quorums): boolean | undefined {
  if (copies === undefined || !write || !read) return undefined;
  return write.value + read.value > copies;
}

export function majority(copies: number): number {
  return Math.floor(copies / 2) + 1;
}
