import { fork } from 'node:child_process';
import { createWorkerEngine, type WorkerEngine, type WorkerLike } from '../../diagram/layout/engine-worker.js';

/**
 * ELK in a process of its own, so that this one goes on meanwhile. V8's helpers would run on every core at once, whatever the priority of the
 * process: without them a long layout takes one core only, and leaves the others to the editor.
 * @param program what such a process runs: the built `layout/main`
 */
export function createProcessEngine(program: string): WorkerEngine {
  return createWorkerEngine(() => {
    const child = fork(program, {
      execArgv: ['--single-threaded'],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const worker: WorkerLike = {
      onmessage: null,
      onerror: null,
      postMessage: (message) => child.send(message as object, failed),
      // Busy as it may be, it hears nothing less.
      terminate: () => child.kill('SIGKILL'),
    };
    function failed(error: Error | null): void {
      if (error) worker.onerror?.(error);
    }
    child.on('message', (data) => worker.onmessage?.({ data }));
    child.once('error', failed);
    child.once('exit', (code, signal) => failed(new Error(`The layout's process ended with ${signal ?? code}.`)));
    return worker;
  });
}
