declare module 'elkjs/lib/elk-worker.min.js' {
  /** Speaks as ELK's web worker does, on the thread it is made on. */
  export class Worker {
    onmessage: (event: { readonly data: unknown }) => void;
    postMessage(message: unknown): void;
  }
}
