import { showValue } from '../show.js';
import type { Edge } from '../traffic/node.js';

/**
 * Of n calls at once one is slower than the 99th percentile of its kind in 1 − 0.99^n of the requests (Dean and Barroso, The
 * Tail at Scale, 2013): said for each `parallel` group, as the reason for what the p99 of the caller is.
 */
export function tailNotes(edges: readonly Edge[]): readonly string[] {
  const groups = new Map<string, number>();
  for (const { link } of edges) {
    const { parallel, calls, batch, 'fan-out': fanOut } = link.properties;
    if (!parallel) continue;
    const made = ((calls?.value ?? 1) * (fanOut?.value.average?.value ?? 1)) / (batch?.value ?? 1);
    groups.set(parallel.value, (groups.get(parallel.value) ?? 0) + Math.max(1, made));
  }
  return [...groups]
    .filter(([, made]) => made >= 2)
    .map(
      ([group, made]) =>
        `Of ${Math.round(made)} calls at once (${group}), one is slower than its own p99 in ${showValue(1 - 0.99 ** made, 'ratio')} of requests.`,
    );
}
