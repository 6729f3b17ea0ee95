import { CallError } from './call-error.js';
import type { CommonOptions } from './commands/command.js';
import { Configurations } from './configuration.js';
import { findFiles } from './find.js';
import type { Io } from './io.js';
import { Paths } from './paths.js';

/** What a command works on. */
export interface Input {
  readonly paths: Paths;
  readonly configurations: Configurations;
  /** Full names of the files that were named or found. */
  readonly given: readonly string[];
  /** Standard input under the name it stands for. */
  readonly texts: ReadonlyMap<string, string>;
  readonly parameters: Readonly<Record<string, string>>;
}

/**
 * Finds what paths, folders and globs mean; `-` is standard input.
 * @throws CallError
 */
export async function readInput(
  given: readonly string[],
  options: CommonOptions & { readonly stdinFilename?: string },
  io: Io,
): Promise<Input> {
  const paths = new Paths(io.cwd);
  const file = options.config;
  const configurations = new Configurations(paths, { today: dayOf(io.now), ...(file !== undefined && { file }) });
  const named = given.filter((path) => path !== '-');
  const found =
    named.length > 0 || given.length === 0 ? await findFiles(named, paths, (path) => configurations.ignores(path)) : [];
  const texts = new Map<string, string>();
  if (named.length < given.length)
    texts.set(paths.absolute(options.stdinFilename ?? 'stdin.arch'), await io.readStdin());
  else if (options.stdinFilename !== undefined) {
    throw new CallError('`--stdin-filename` names standard input, which is not read', 'Give `-` as the path.');
  }
  const all = [...new Set([...found, ...texts.keys()])].sort();
  for (const each of all) await configurations.load(each);
  return {
    paths,
    configurations,
    given: all,
    texts,
    parameters: options.set ?? {},
  };
}

/** As ISO date, where the program runs. */
export function dayOf(date: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}
