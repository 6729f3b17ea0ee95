import { Worker } from 'elkjs/lib/elk-worker.min.js';

/** Lays out what its parent sends, and ends when its parent does. */
const elk = new Worker();
elk.onmessage = ({ data }) => process.send!(data);
process.on('message', (message) => elk.postMessage(message));

// Ctrl+C reaches this process too, but it is the parent who decides what ends.
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => {});
