import { readFileSync } from 'node:fs';
import { format, parse } from '@archlang/grammar';
import { Command } from 'commander';
import { SourceText } from '../../model/source.js';
import { plural } from '../../report/summary.js';
import { CallError, reasonOf } from '../call-error.js';
import { readInput } from '../input.js';
import type { Io } from '../io.js';
import type { Paths } from '../paths.js';
import { styleOf } from '../terminal/style.js';
import { visible } from '../terminal/text.js';
import { replaceText } from '../write.js';
import { type CommandFactory, type CommonOptions, withCommonOptions } from './command.js';

interface FormatOptions extends CommonOptions {
  readonly check?: boolean;
  readonly stdinFilename?: string;
}

export const formatCommand: CommandFactory = (io, finish) =>
  withCommonOptions(
    new Command('format')
      .description('set designs in the one standard layout')
      .argument('[paths...]', 'files, folders or globs; `-` reads standard input and writes standard output')
      .option('--check', 'write nothing; name the files that are not formatted')
      .option('--stdin-filename <file>', 'the name standard input stands for'),
  ).action(async (given: string[], options: FormatOptions) => {
    const { given: files, texts, paths } = await readInput(given, options, io);
    const style = styleOf(io.stdout, io.env, options.color);
    let odd = 0;
    let broken = 0;
    for (const file of files) {
      const stdin = texts.get(file);
      const before = stdin ?? read(file, paths);
      const after = formatted(before, file, paths, io);
      if (after === undefined) broken++;
      if (stdin !== undefined && !options.check) io.stdout.write(after ?? before);
      else if (after !== undefined && after !== before) {
        odd++;
        if (options.check) io.stdout.write(`${style.bold(visible(paths.shown(file)))} is not formatted\n`);
        else {
          replaceText(file, before, after);
          io.stdout.write(`${visible(paths.shown(file))}\n`);
        }
      }
    }
    if (options.check && odd > 0)
      io.stderr.write(`${plural(odd, 'file is', 'files are')} not formatted; \`archlang format\` does it.\n`);
    finish(broken > 0 || (options.check && odd > 0) ? 1 : 0);
  });

/** Nothing for a text with errors: what cannot be read is left as it is. */
function formatted(text: string, file: string, paths: Paths, io: Io): string | undefined {
  const [problem] = parse(text).problems;
  if (!problem) return format(text);
  const { line, column } = new SourceText(file, text).positionAt(problem.offset);
  io.stderr.write(`${visible(`${paths.shown(file)}:${line + 1}:${column + 1}: not formatted: ${problem.message}`)}\n`);
  return undefined;
}

function read(file: string, paths: Paths): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new CallError(`cannot read \`${paths.shown(file)}\`: ${reasonOf(error)}`);
  }
}
