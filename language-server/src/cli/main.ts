import { text } from 'node:stream/consumers';
import type { Io } from './io.js';
import { run } from './program.js';

/** Only a command that asks for it goes on until it is interrupted, and then ends by itself; a second time ends any. */
function untilInterrupted(): AbortSignal {
  const stop = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());
  return stop.signal;
}

let interrupted: AbortSignal | undefined;

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: new Date(),
  readStdin: () => text(process.stdin),
  get signal() {
    interrupted ??= untilInterrupted();
    return interrupted;
  },
};

// A reader that has seen enough, such as `head`, is no fault.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') return;
    process.exitCode = 2;
    if (stream === process.stdout) process.stderr.write(`archlang: cannot write the output: ${error.message}\n`);
  });
}

// The process ends by itself once everything is written: ending it here would cut off what a pipe has not taken yet.
run(process.argv.slice(2), io).then((code) => {
  process.exitCode = Math.max(code, Number(process.exitCode ?? 0));
});
