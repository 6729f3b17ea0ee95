import ELK from 'elkjs/lib/elk.bundled.js';
import { LayoutCancelled, type LayoutEngine } from './engine.js';

/** ELK on the calling thread, for the command line: simple, and blocking while it computes. */
export function createInlineEngine(): LayoutEngine {
  let elk: InstanceType<typeof ELK> | undefined;
  return {
    async layout(graph, signal) {
      if (signal?.aborted) throw new LayoutCancelled();
      elk ??= new ELK({ algorithms: ['layered'] });
      const result = await elk.layout(graph);
      if (signal?.aborted) throw new LayoutCancelled();
      return result;
    },
  };
}
