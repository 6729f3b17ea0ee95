import { extname } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import type { ThemeName } from '../../diagram/svg/themes.js';
import { estimate } from '../../estimate/estimate.js';
import { type Sweep, sweep, type Variant } from '../../estimate/sweep.js';
import { buildModel } from '../../model/build.js';
import { additionsOf } from '../../rules/configuration.js';
import { estimateDesigns } from '../analysis.js';
import { reportBrokenText } from '../broken-text.js';
import { CallError } from '../call-error.js';
import { type Estimated, selectFigures } from '../figures/select.js';
import { readInput } from '../input.js';
import { Stopwatch } from '../stopwatch.js';
import { csv } from '../sweep/csv.js';
import { json } from '../sweep/json.js';
import { knobNamed, rangeOf, showKnob } from '../sweep/knob.js';
import type { SweepContext, SweepReport } from '../sweep/report.js';
import { svg } from '../sweep/svg.js';
import { table } from '../sweep/table.js';
import { styleOf, styleOfFile } from '../terminal/style.js';
import { loadWorkspace } from '../workspace.js';
import { writeWhole } from '../write.js';
import { type CommandFactory, type CommonOptions, gather, withCommonOptions } from './command.js';

const reports = { table, csv, json, svg } as const satisfies Readonly<Record<string, SweepReport>>;
type Format = keyof typeof reports;

interface SweepOptions extends CommonOptions {
  readonly param: string;
  readonly from?: string;
  readonly to?: string;
  readonly steps: number;
  readonly log?: boolean;
  readonly figure?: readonly string[];
  readonly format?: Format;
  readonly output?: string;
  readonly theme: ThemeName;
  readonly exact?: boolean;
  readonly stdinFilename?: string;
}

/** More curves than these cannot be told apart. */
const mostCurves = 24;
const mostSteps = 1000;

export const sweepCommand: CommandFactory = (io, finish) =>
  withCommonOptions(
    new Command('sweep')
      .description('work figures out over the range of a param, and find where something breaks')
      .argument('<file>', 'the design; `-` is standard input')
      .requiredOption('--param <name>', 'the param to turn')
      .option('--from <quantity>', "where to begin; without it, at the low end of the param's own range")
      .option('--to <quantity>', 'where to end')
      .addOption(new Option('--steps <number>', 'steps from one end to the other').argParser(steps).default(25))
      .option('--log', 'equal ratios instead of equal distances, logarithmic axes')
      .option('--figure <glob>', 'figures such as `redirect.latency.p99` or `*.utilisation`; may be repeated', gather)
      .addOption(
        new Option(
          '--format <format>',
          'how to write it; without it as the ending of `--output` says, else a table',
        ).choices(Object.keys(reports)),
      )
      .option('-o, --output <file>', 'the file to write; without it standard output')
      .addOption(
        new Option('--theme <theme>', 'colours of the SVG')
          .choices(['light', 'dark', 'auto', 'print'])
          .default('light'),
      )
      .option('--exact', 'all digits instead of three')
      .option('--stdin-filename <file>', 'the name standard input stands for'),
  ).action(async (file: string, options: SweepOptions) => {
    const format = options.format ?? formatOf(options.output);
    const input = await readInput([file], options, io);
    const workspace = loadWorkspace(input);
    const designs = estimateDesigns(workspace, input, new Stopwatch());
    if (designs.length > 1) throw new CallError(`\`${file}\` holds ${designs.length} designs`, 'Name one file.');
    const [design] = designs;
    const knob = knobNamed(options.param, design.model);
    const range = rangeOf(knob, design.model, options);
    const figures = figuresOf(design, options.figure);
    const additions = additionsOf(input.configurations.of(design.entry));
    const at = (value: number): Variant => {
      const parameters = { ...input.parameters, [knob.id]: value };
      const model = buildModel(design.entry, workspace.files, { parameters, ...additions });
      return { model, estimates: estimate(model) };
    };
    const toFile = options.output !== undefined && options.output !== '-';
    const context: SweepContext = {
      sweep: withKnown(sweep(at, figures, range), options.figure ?? []),
      knob,
      range,
      model: design.model,
      entry: design.entry,
      at,
      paths: input.paths,
      style: toFile ? styleOfFile(io.env) : styleOf(io.stdout, io.env, options.color),
      exact: options.exact === true,
      theme: options.theme,
    };
    refuseIdle(context);
    const { length } = context.sweep.curves;
    if (format === 'svg' && length > mostCurves) {
      throw new CallError(`${length} curves are too many for one picture`, 'Narrow `--figure` down.');
    }
    const text = reports[format](context);
    if (toFile) writeWhole(input.paths.absolute(options.output), text);
    else io.stdout.write(text);
    finish(reportBrokenText(designs, input.paths, io) ? 1 : 0);
  });

function steps(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= mostSteps) return number;
  throw new InvalidArgumentError(`A whole number from 1 to ${mostSteps} is needed.`);
}

function formatOf(output: string | undefined): Format {
  const ending = extname(output ?? '')
    .slice(1)
    .toLowerCase();
  return Object.hasOwn(reports, ending) ? (ending as Format) : 'table';
}

/** Those asked for, else the utilisation of every component, as far as it is known. */
function figuresOf(design: Estimated, patterns: readonly string[] | undefined): string[] {
  if (patterns) return selectFigures([design], patterns)[0].map(({ name }) => name);
  const known = design.estimates.figures.filter(({ figure, value }) => figure === 'utilisation' && value !== undefined);
  if (known.length > 0) return known.map(({ name }) => name);
  throw new CallError(
    'no utilisation is known in this design',
    "Say with `--figure` which figures to show, such as `'*.rate.peak'`.",
  );
}

/** Without the figures that are unknown throughout, unless they were asked for by name. */
function withKnown(whole: Sweep, patterns: readonly string[]): Sweep {
  const named = new Set(patterns);
  const curves = whole.curves.filter(
    ({ name, values }) => named.has(name) || values.some((value) => value !== undefined),
  );
  if (curves.length > 0) return { ...whole, curves };
  throw new CallError(
    'all of these figures are unknown throughout the range',
    `\`archlang estimate --figure ${whole.curves[0].name}\` says what is missing.`,
  );
}

/** @throws CallError where no figure at all changes with the knob */
function refuseIdle({ sweep: { curves, breaks }, knob, range, at }: SweepContext): void {
  const isMoved = curves.some(({ values }) => values.some((value) => value !== values[0]));
  if (isMoved || breaks.length > 0) return;
  const [low, high] = [range.from, range.to].map((value) => at(value).estimates.figures);
  if (low.length !== high.length || low.some(({ value }, index) => value !== high[index].value)) return;
  throw new CallError(
    `nothing depends on \`${knob.name}\`: every figure is the same at ${showKnob(knob, range.from)} and at ${showKnob(knob, range.to)}`,
    `Use \`${knob.name}\` where its value stands in the design.`,
  );
}
