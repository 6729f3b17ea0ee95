import { Command } from 'commander';
import { reportBrokenText } from '../broken-text.js';
import { dayOf } from '../input.js';
import type { Io } from '../io.js';
import { readOneDesign } from '../one-design.js';
import { type PictureChoice, withPictureChoice } from '../picture-choice.js';
import { writeWhole } from '../write.js';
import { type CommandFactory, type CommonOptions, type ExitCode, withCommonOptions } from './command.js';

interface ReportOptions extends CommonOptions, PictureChoice {
  readonly output?: string;
  readonly stdinFilename?: string;
}

export const reportCommand: CommandFactory = (io, finish) =>
  withCommonOptions(
    withPictureChoice(
      new Command('report')
        .description(
          'write one page of HTML: picture, findings, accepted risks, expectations, figures with their working',
        )
        .argument('<file>', 'the design; `-` is standard input')
        .option('-o, --output <file>', 'where the page goes; without it to standard output'),
    ).option('--stdin-filename <file>', 'the name standard input stands for'),
  ).action(async (file: string, options: ReportOptions) => finish(await report(file, options, io)));

async function report(file: string, options: ReportOptions, io: Io): Promise<ExitCode> {
  const one = await readOneDesign(file, options, io);
  const [{ pageBody }, { reportPage }] = await Promise.all([import('../page.js'), import('../../report/page/page.js')]);
  const page = await reportPage(await pageBody(one, options), dayOf(io.now));
  if (options.output === undefined || options.output === '-') io.stdout.write(page);
  else writeWhole(one.input.paths.absolute(options.output), page);
  return reportBrokenText(one.designs, one.input.paths, io) ? 1 : 0;
}
