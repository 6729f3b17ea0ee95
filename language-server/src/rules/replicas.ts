import type { Component } from '../model/model.js';

/** The most replicas that may run at once, where the design says so. */
export function mostReplicas({ properties: { autoscale, replicas } }: Component): number | undefined {
  return autoscale ? autoscale.value.max?.value : replicas?.value;
}

/** The fewest that run, where the design says so. */
export function leastReplicas({ properties: { autoscale, replicas } }: Component): number | undefined {
  return autoscale ? autoscale.value.min?.value : replicas?.value;
}

/** `4`, `up to 20` */
export function replicaCount({ properties: { autoscale, replicas } }: Component): string {
  const most = autoscale?.value.max?.value;
  return most === undefined ? String(replicas?.value) : `up to ${most}`;
}
