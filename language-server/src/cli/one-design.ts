import { CallError } from './call-error.js';
import { type Checked, checkDesigns } from './checking.js';
import type { CommonOptions } from './commands/command.js';
import type { Estimated } from './figures/select.js';
import { type Input, readInput } from './input.js';
import type { Io } from './io.js';
import { Stopwatch } from './stopwatch.js';

/** A design with all that is known of it. */
export interface OneDesign extends Checked {
  readonly input: Input;
  readonly design: Estimated;
  /** Whose change makes another design. */
  readonly sources: readonly string[];
}

/**
 * Reads, estimates and lints the one design a command is about.
 * @throws CallError where the file holds none or several
 */
export async function readOneDesign(
  file: string,
  options: CommonOptions & { readonly stdinFilename?: string },
  io: Io,
): Promise<OneDesign> {
  const input = await readInput([file], options, io);
  const checked = checkDesigns(input, { only: [], stopwatch: new Stopwatch() });
  const [design, ...others] = checked.designs;
  if (others.length > 0) throw new CallError(`\`${file}\` holds ${checked.designs.length} designs`, 'Name one file.');
  const sources = [...checked.workspace.files.keys(), ...input.configurations.sources];
  return { ...checked, input, design, sources };
}
