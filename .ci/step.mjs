import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const TAIL_BYTES = 20_000;

/** A set-up step that did not succeed; `exitCode` is the one to leave the process with. */
export class StepFailed extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs one command and prints one line: what it does and the time it took. The command's own output is shown only when it fails.
 * Throws `StepFailed` with the command's exit code (1 when it could not be started or was ended by a signal).
 */
export function step(title, command, args, options = {}) {
  process.stdout.write(`${title} … `);
  const started = performance.now();
  // A file rather than a pipe: a tool that floods its output can then neither block nor be cut short.
  const folder = mkdtempSync(join(tmpdir(), 'archlang-step-'));
  const logPath = join(folder, 'log');
  const log = openSync(logPath, 'w');
  try {
    const { status, signal, error } = spawnSync(command, args, { ...options, stdio: ['ignore', log, log] });
    if (status === 0) {
      process.stdout.write(`${secondsSince(started)}\n`);
      return;
    }
    process.stdout.write('failed\n');
    process.stderr.write(`${readFileSync(logPath, 'utf8').slice(-TAIL_BYTES).trimEnd()}\n`);
    const outcome = error?.message ?? (signal ? `was ended by ${signal}` : `left with exit code ${status}`);
    throw new StepFailed(`${title}: \`${[command, ...args].join(' ')}\` ${outcome}`, status || 1);
  } finally {
    closeSync(log);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs `main`; a failed step ends the process with that step's exit code and one line saying which step it was. */
export async function runSteps(main) {
  try {
    await main();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}

/** Time since `started` (a `performance.now()` reading), as `1.2 s`. */
export function secondsSince(started) {
  return `${((performance.now() - started) / 1000).toFixed(1)} s`;
}
