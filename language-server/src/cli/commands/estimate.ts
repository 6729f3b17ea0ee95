import { Command, Option } from 'commander';
import { essentialFigures } from '../../report/figures/essential.js';
import { estimateDesigns } from '../analysis.js';
import { reportBrokenText } from '../broken-text.js';
import { CallError } from '../call-error.js';
import { csv } from '../figures/csv.js';
import { derivation } from '../figures/derivation.js';
import { json } from '../figures/json.js';
import { markdown, markdownDerivation } from '../figures/markdown.js';
import type { FigureReport, Selection } from '../figures/report.js';
import { type Estimated, selectFigures } from '../figures/select.js';
import { table } from '../figures/table.js';
import { readInput } from '../input.js';
import { Stopwatch } from '../stopwatch.js';
import { styleOf } from '../terminal/style.js';
import { loadWorkspace } from '../workspace.js';
import { type CommandFactory, type CommonOptions, gather, withCommonOptions } from './command.js';

type Format = 'table' | 'json' | 'csv' | 'markdown';

interface EstimateOptions extends CommonOptions {
  readonly format: Format;
  readonly figure?: readonly string[];
  readonly derive?: boolean;
  readonly exact?: boolean;
  readonly stdinFilename?: string;
}

export const estimateCommand: CommandFactory = (io, finish) =>
  withCommonOptions(
    new Command('estimate')
      .description('work out the figures: traffic, capacity, latency, availability, storage, money')
      .argument('[paths...]', 'files, folders or globs; `-` is standard input')
      .addOption(
        new Option('--format <format>', 'how to write them')
          .choices(['table', 'json', 'csv', 'markdown'] satisfies Format[])
          .default('table'),
      )
      .option(
        '--figure <glob>',
        'only these: `api.*` is all of api, `*.utilisation` that of everything, `**.p99` any that ends so; may be repeated',
        gather,
      )
      .option('--derive', 'show the working: formula, values and where they come from')
      .option('--exact', 'all digits instead of three')
      .option('--stdin-filename <file>', 'the name standard input stands for'),
  ).action(async (given: string[], options: EstimateOptions) => {
    const report = reportFor(options);
    const input = await readInput(given, options, io);
    const workspace = loadWorkspace(input);
    const designs = estimateDesigns(workspace, input, new Stopwatch());
    const context = {
      paths: input.paths,
      style: styleOf(io.stdout, io.env, options.color),
      exact: options.exact === true,
    };
    io.stdout.write(report(selectionsOf(designs, options), context));
    finish(reportBrokenText(designs, input.paths, io) ? 1 : 0);
  });

/** @throws CallError where there is no working in a format */
function reportFor({ format, derive }: EstimateOptions): FigureReport {
  if (derive && format === 'csv')
    throw new CallError('CSV has no room for the working', 'Use `--format json` or `markdown`.');
  if (format === 'markdown') return derive ? markdownDerivation : markdown;
  if (format === 'table') return derive ? derivation : table;
  return format === 'json' ? json : csv;
}

/** Other programs get every figure, people those that matter most. */
function selectionsOf(designs: readonly Estimated[], { figure = [], format }: EstimateOptions): Selection[] {
  if (figure.length > 0) {
    const selected = selectFigures(designs, figure);
    return designs.map((design, index) => ({ design, figures: selected[index] }));
  }
  const all = format === 'json' || format === 'csv';
  return designs.map((design) => ({ design, figures: all ? design.estimates.figures : essentialFigures(design) }));
}
