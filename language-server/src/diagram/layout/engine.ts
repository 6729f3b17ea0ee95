import type { ElkNode } from 'elkjs/lib/elk-api.js';

/** What places boxes and routes edges. A graph goes in, the same graph with coordinates comes out. */
export interface LayoutEngine {
  /** Rejects with a `LayoutCancelled` once the signal is aborted, with the engine's own error where it fails. */
  layout(graph: ElkNode, signal?: AbortSignal): Promise<ElkNode>;
}

/** A layout that nobody waits for any more. */
export class LayoutCancelled extends Error {
  override readonly name = 'LayoutCancelled';

  constructor() {
    super('The layout was cancelled.');
  }
}

/** Told by the name, as files that are built apart have a class of their own each. */
export function isLayoutCancelled(error: unknown): boolean {
  return error instanceof Error && error.name === 'LayoutCancelled';
}
