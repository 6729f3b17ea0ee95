import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Io } from './io.js';
import { run } from './program.js';

/** Only a command that asks for it goes on until it is interrupted, and then ends by itself; a second time ends any. */
const interruption = new AbortController();
const signals = ['SIGINT', 'SIGTERM'] as const;
let heeds = false;

function heed(): void {
  if (heeds) return;
  heeds = true;
  for (const name of signals) process.once(name, interrupt);
}

function interrupt(): void {
  for (const name of signals) process.off(name, interrupt);
  interruption.abort();
}

const io: Io = {
  cwd: process.cwd(),
  env: process.env,
  stdout: process.stdout,
  stderr: process.stderr,
  now: new Date(),
  readStdin: () => text(process.stdin),
  get signal() {
    heed();
    return interruption.signal;
  },
  layoutProgram: fileURLToPath(new URL('layout.cjs', import.meta.url)),
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
