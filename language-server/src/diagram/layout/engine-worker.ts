import type { ElkNode } from 'elkjs/lib/elk-api.js';
import ELK from 'elkjs/lib/elk-api.js';
import { LayoutCancelled, type LayoutEngine } from './engine.js';

/** The part of a web worker that ELK's own worker script needs; a face makes one of Node's or the browser's. */
export interface WorkerLike {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: unknown }) => void) | null;
  /** Called when the worker itself fails, not when a layout does. */
  onerror?: ((error: unknown) => void) | null;
  terminate(): unknown;
}

export interface WorkerEngine extends LayoutEngine {
  /** Ends the worker and rejects what waits for it. */
  dispose(): void;
}

interface Request {
  readonly graph: ElkNode;
  readonly settle: (outcome: { result: ElkNode } | { error: unknown }) => void;
}

/**
 * ELK in a worker that runs its script `elk-worker`. One layout at a time; cancelling the one that runs ends the worker, as it
 * cannot be interrupted otherwise, and the next request starts a new one.
 * @param createWorker called when a worker is needed: at the first layout and after each one that was ended
 */
export function createWorkerEngine(createWorker: () => WorkerLike): WorkerEngine {
  const waiting: Request[] = [];
  let current: Request | undefined;
  let running: { readonly elk: InstanceType<typeof ELK>; readonly worker: WorkerLike } | undefined;

  function stopWorker(): void {
    if (!running) return;
    const { elk, worker } = running;
    running = undefined;
    worker.onerror = null;
    elk.terminateWorker();
  }

  function startWorker(): NonNullable<typeof running> {
    const worker = createWorker();
    worker.onerror = (error) => {
      stopWorker();
      if (current) finish(current, { error });
    };
    // elkjs declares a DOM worker and uses no more of it than this.
    const workerFactory = (() => worker) as never;
    return { worker, elk: new ELK({ workerFactory, algorithms: ['layered'] }) };
  }

  function finish(request: Request, outcome: { result: ElkNode } | { error: unknown }): void {
    if (current === request) current = undefined;
    request.settle(outcome);
    next();
  }

  function next(): void {
    if (current) return;
    const request = waiting.shift();
    if (!request) return;
    current = request;
    try {
      running ??= startWorker();
      running.elk.layout(request.graph).then(
        (result) => current === request && finish(request, { result }),
        (error) => current === request && finish(request, { error }),
      );
    } catch (error) {
      stopWorker();
      finish(request, { error });
    }
  }

  function cancel(request: Request, error: unknown): void {
    const place = waiting.indexOf(request);
    if (place >= 0) waiting.splice(place, 1);
    else if (current === request) stopWorker();
    else return;
    finish(request, { error });
  }

  return {
    layout(graph, signal) {
      if (signal?.aborted) return Promise.reject(new LayoutCancelled());
      return new Promise<ElkNode>((resolve, reject) => {
        const onAbort = () => cancel(request, new LayoutCancelled());
        const request: Request = {
          graph,
          settle: (outcome) => {
            signal?.removeEventListener('abort', onAbort);
            if ('result' in outcome) resolve(outcome.result);
            else reject(outcome.error);
          },
        };
        signal?.addEventListener('abort', onAbort);
        waiting.push(request);
        next();
      });
    },
    dispose() {
      const all = [...waiting.splice(0), ...(current ? [current] : [])];
      current = undefined;
      stopWorker();
      for (const { settle } of all) settle({ error: new LayoutCancelled() });
    },
  };
}
