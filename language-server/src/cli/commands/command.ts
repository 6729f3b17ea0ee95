import { type Command, Option } from 'commander';
import { CallError } from '../call-error.js';
import type { Io } from '../io.js';

/** 0: nothing found, 1: findings, 2: the call, the configuration or the program is at fault. */
export type ExitCode = 0 | 1 | 2;

/** Makes one command; `finish` is told how its work ended. It throws a `CallError` where the call is at fault. */
export type CommandFactory = (io: Io, finish: (code: ExitCode) => void) => Command;

export interface ColorOption {
  /** Undefined: as the terminal and the environment have it. */
  readonly color?: boolean;
}

/** What every command that reads designs takes. */
export interface CommonOptions extends ColorOption {
  readonly config?: string;
  readonly set?: Readonly<Record<string, string>>;
}

export function withColorOption(command: Command): Command {
  return command
    .option('--color', 'colour the output')
    .option('--no-color', 'do not colour it; NO_COLOR does the same');
}

export function withCommonOptions(command: Command): Command {
  return withColorOption(
    command
      .option('--config <file>', 'use this configuration instead of the nearest archlang.json')
      .addOption(new Option('--set <param=value>', 'set a param of the design; may be repeated').argParser(setting)),
  );
}

function setting(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw new CallError(`\`--set ${text}\` sets nothing`, 'Write it as `--set dau=200M`.');
  return { ...before, [text.slice(0, at).trim()]: text.slice(at + 1).trim() };
}

/** For options that may be given several times. */
export function gather(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}
