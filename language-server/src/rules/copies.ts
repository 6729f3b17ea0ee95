import type { Component } from '../model/model.js';

/**
 * Is more than one copy of a store's data known to be kept? Replicas, copies or coding as the design or its engine say, or a
 * provider that keeps them.
 */
export function keepsCopies({ properties }: Component): boolean {
  const { managed, replicas, autoscale, erasure, shards, 'replication-factor': factor } = properties;
  if (managed?.value === true || erasure || (factor?.value ?? 1) > 1) return true;
  return (autoscale?.value.min?.value ?? replicas?.value ?? 1) > (shards?.value ?? 1);
}

/** A store that can be built anew from others is not the place where its data is at home. */
export function isSourceOfTruth({ kind, properties }: Component): boolean {
  return (kind === 'database' || kind === 'storage') && !properties['derived-from'];
}
