import { flowProperty } from '../../model/inherit.js';
import type { Flow, Link } from '../../model/model.js';

export type Operation = 'read' | 'list' | 'write' | 'upsert' | 'delete' | 'invalidate';

/** What a flow does on a link: the link's own `op`; else what its tables say; else the flow's (properties.md 1.7). */
export function operationOn(link: Link, flow: Flow | undefined): Operation | undefined {
  const { op, reads, stores } = link.properties;
  if (op) return op.value;
  if (stores && !reads) return 'write';
  if (reads && !stores) return 'read';
  return flow ? flowProperty(link, flow, 'op')?.value : undefined;
}

export function isRead(operation: Operation | undefined): boolean {
  return operation === 'read' || operation === 'list';
}

/** `invalidate` only drops entries: it is upkeep of a cache, neither a read nor a write of data. */
export function isWrite(operation: Operation | undefined): boolean {
  return operation === 'write' || operation === 'upsert' || operation === 'delete';
}
