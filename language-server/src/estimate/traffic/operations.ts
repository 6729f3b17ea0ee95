import { flowProperty } from '../../model/inherit.js';
import type { Flow, Link } from '../../model/model.js';

export type Operation = 'read' | 'list' | 'write' | 'upsert' | 'delete' | 'invalidate';

/**
 * What a flow does on a link (properties.md 1.7): the link's own `op`; else what its tables say, in the flow's own manner
 * where that fits (an upsert that `stores` is an upsert); else the flow's. The tables of a `capture` link only narrow it.
 */
export function operationOn(link: Link, flow: Flow | undefined): Operation | undefined {
  const { op, reads, stores, capture } = link.properties;
  if (op) return op.value;
  const ofFlow = flow && flowProperty(link, flow, 'op')?.value;
  if (capture) return ofFlow;
  if (stores && !reads) return isWrite(ofFlow) ? ofFlow : 'write';
  if (reads && !stores) return isRead(ofFlow) ? ofFlow : 'read';
  return ofFlow;
}

export function isRead(operation: Operation | undefined): boolean {
  return operation === 'read' || operation === 'list';
}

/** `invalidate` only drops entries: it is upkeep of a cache, neither a read nor a write of data. */
export function isWrite(operation: Operation | undefined): boolean {
  return operation === 'write' || operation === 'upsert' || operation === 'delete';
}
