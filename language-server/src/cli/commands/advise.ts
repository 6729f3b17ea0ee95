import { Command, Option } from 'commander';
import type { Format } from '../advice/advising.js';
import { estimateDesigns } from '../analysis.js';
import { reportBrokenText } from '../broken-text.js';
import { readInput } from '../input.js';
import { Stopwatch } from '../stopwatch.js';
import { styleOf } from '../terminal/style.js';
import { loadWorkspace } from '../workspace.js';
import { type CommandFactory, type CommonOptions, withCommonOptions } from './command.js';

interface AdviseOptions extends CommonOptions {
  readonly format: Format;
  readonly about?: string;
  readonly question?: string;
  readonly all?: boolean;
  readonly list?: boolean;
  readonly stdinFilename?: string;
}

export const adviseCommand: CommandFactory = (io, finish) =>
  withCommonOptions(
    new Command('advise')
      .description('say which choice fits the design, because of what, and what would change it; never a finding')
      .argument('[paths...]', 'files, folders or globs; `-` is standard input')
      .option('--about <part>', 'only this part: `orders`, `orders.lines`, `api->orders`, `system`')
      .option('--question <name>', 'only this question, such as cache-pattern')
      .option('--all', 'also where the design does as advised')
      .option('--list', 'list the questions')
      .addOption(
        new Option('--format <format>', 'how to write it')
          .choices(['pretty', 'json', 'markdown'] satisfies Format[])
          .default('pretty'),
      )
      .option('--stdin-filename <file>', 'the name standard input stands for'),
  ).action(async (given: string[], options: AdviseOptions) => {
    const style = styleOf(io.stdout, io.env, options.color);
    const { adviceText, questionList } = await import('../advice/advising.js');
    if (options.list) {
      io.stdout.write(questionList(options.format, { style }));
      return finish(0);
    }
    const input = await readInput(given, options, io);
    const designs = estimateDesigns(loadWorkspace(input), input, new Stopwatch());
    const context = { paths: input.paths, style };
    io.stdout.write(adviceText(designs, input.configurations, options, options.format, context));
    finish(reportBrokenText(designs, input.paths, io) ? 1 : 0);
  });
