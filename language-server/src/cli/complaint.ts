import { isCallError } from './call-error.js';
import type { Io } from './io.js';

/** Says what went wrong on the error output: what, where, what to do. */
export function complain(error: unknown, stack: boolean, { env, stderr }: Io): void {
  const message = error instanceof Error ? error.message : String(error);
  const wantsStack = stack || Boolean(env['DEBUG']);
  if (isCallError(error)) stderr.write(sentences(message, error.advice));
  else {
    const advice = wantsStack ? undefined : '`--stack` shows where. Please report it with the design that causes it.';
    stderr.write(sentences(`an error inside the program: ${message.split('\n')[0]}`, advice));
  }
  if (wantsStack && error instanceof Error) stderr.write(`${error.stack}\n`);
}

function sentences(message: string, advice: string | undefined): string {
  const end = /[.!?]$/.test(message) ? '' : '.';
  return `archlang: ${message}${end}${advice === undefined ? '' : `\n${advice}`}\n`;
}
