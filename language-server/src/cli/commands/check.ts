import { Command, Option } from 'commander';
import type { Severity } from '../../model/problem.js';
import { plural, summarise } from '../../report/summary.js';
import { version } from '../../report/version.js';
import type { Finding } from '../../rules/finding.js';
import { rules } from '../../rules/registry.js';
import { severities } from '../../rules/severity.js';
import { withoutKnown, writeBaseline } from '../baseline.js';
import { CallError } from '../call-error.js';
import { type Checked, type CheckingOptions, checkDesigns, mend, mendable, refuseUnknownRules } from '../checking.js';
import { unifiedDiff } from '../fixes/diff.js';
import { type Input, readInput } from '../input.js';
import type { Io } from '../io.js';
import { type ReportOutput, ReportOutputs } from '../outputs.js';
import { reportNames, reports } from '../reports/index.js';
import { atLeast, type CheckResult, compareText } from '../result.js';
import { Stopwatch } from '../stopwatch.js';
import { styleOf, styleOfFile } from '../terminal/style.js';
import { timesTable } from '../times.js';
import type { Run } from '../watch.js';
import { replaceText, writeWhole } from '../write.js';
import { type CommandFactory, type CommonOptions, type ExitCode, gather, withCommonOptions } from './command.js';

interface CheckOptions extends CommonOptions {
  readonly failOn: Severity | 'never';
  readonly maxWarnings?: number;
  readonly quiet?: boolean;
  readonly rule?: readonly string[];
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly baseline?: string;
  readonly updateBaseline?: boolean;
  readonly stdinFilename?: string;
  readonly watch?: boolean;
  readonly stats?: boolean;
  readonly printConfig?: boolean;
}

export const checkCommand: CommandFactory = (io, finish) => {
  const outputs = new ReportOutputs();
  const command = new Command('check')
    .description('read, estimate and lint designs, and hold them to their `expect`s')
    .argument('[paths...]', 'files, folders or globs; `-` is standard input; without any, all `.arch` files below')
    .option('--format <format>', `${reportNames.join(', ')}; may be repeated`, outputs.format)
    .option('--output <file>', 'where the report before it goes', outputs.output)
    .addOption(
      new Option('--fail-on <severity>', 'the least severity that fails the run')
        .choices([...severities.filter((severity) => severity !== 'hint'), 'never'])
        .default('error'),
    )
    .option('--max-warnings <n>', 'fail when there are more warnings', count)
    .option('--quiet', 'show only what fails the run')
    .option('--rule <name>', 'only this rule, even if it is off; may be repeated', gather)
    .option('--fix', 'apply the safe fixes and write the files')
    .option('--fix-dry-run', 'show what `--fix` would change, as a diff')
    .option('--baseline <file>', 'leave out the findings this file knows')
    .option('--update-baseline', 'write all findings of today to the baseline')
    .option('--stdin-filename <file>', 'the name standard input stands for')
    .option('--watch', 'check again whenever a file changes')
    .option('--stats', 'show where the time goes, rule by rule')
    .option('--print-config', 'show the configuration that applies to each file, and check nothing');
  return withCommonOptions(command).action(async (given: string[], options: CheckOptions) => {
    refuseContradictions(options, given);
    refuseUnknownRules(options.rule ?? []);
    const { all } = outputs;
    const once = (): Promise<Run> => check(given, options, all, io);
    if (!options.watch) return finish((await once()).code);
    const { watch } = await import('../watch.js');
    finish(await watch(given, once, io));
  });
};

async function check(
  given: readonly string[],
  options: CheckOptions,
  outputs: readonly ReportOutput[],
  io: Io,
): Promise<Run> {
  const input = await readInput(given, options, io);
  if (options.printConfig) {
    const { printConfiguration } = await import('../print-configuration.js');
    io.stdout.write(printConfiguration(input));
    return { code: 0, files: [] };
  }
  const stopwatch = new Stopwatch();
  const checked = look(input, options, stopwatch, io);
  const isForPeople = outputs.some(({ format }) => format === 'pretty') && !options.fix && !options.fixDryRun;
  const findings = options.baseline === undefined ? checked.findings : againstBaseline(checked, options, input, io);
  const code = codeOf(findings, options, io);
  if (!options.fixDryRun) {
    const mended = isForPeople ? mendable(input, settingsOf(options, new Stopwatch()), checked) : 0;
    const result = resultOf(checked, findings, mended, options);
    stopwatch.time('report', () => writeReports(result, options, outputs, input, io));
  }
  if (options.stats) io.stderr.write(timesTable(stopwatch, checked.designs));
  return { code, files: [...checked.workspace.files.keys(), ...input.configurations.sources] };
}

function look(input: Input, options: CheckOptions, stopwatch: Stopwatch, io: Io): Checked {
  const settings = settingsOf(options, stopwatch);
  if (!options.fix && !options.fixDryRun) return checkDesigns(input, settings);
  const { before, after, changes, fixes } = mend(input, settings);
  if (options.fixDryRun) {
    for (const change of changes)
      io.stdout.write(unifiedDiff(input.paths.shown(change.file), change.before, change.after));
    return before;
  }
  for (const change of changes) replaceText(change.file, change.before, change.after);
  if (fixes > 0) io.stderr.write(`Mended ${plural(fixes, 'finding')} in ${plural(changes.length, 'file')}.\n`);
  return after;
}

function settingsOf({ rule = [] }: CheckOptions, stopwatch: Stopwatch): CheckingOptions {
  return { only: rule, stopwatch };
}

function againstBaseline(
  { workspace, findings }: Checked,
  options: CheckOptions,
  { paths }: Input,
  io: Io,
): readonly Finding[] {
  const file = options.baseline!;
  const sources = sourcesOf(workspace);
  if (options.updateBaseline) {
    const count = writeBaseline(findings, sources, file, paths);
    io.stderr.write(`Wrote ${plural(count, 'finding')} to ${file}.\n`);
  }
  return withoutKnown(findings, sources, file, paths);
}

function resultOf(
  { workspace, expectations, findings: all }: Checked,
  findings: readonly Finding[],
  mended: number,
  options: CheckOptions,
): CheckResult {
  return {
    files: [...workspace.files.keys()].sort(compareText),
    sources: sourcesOf(workspace),
    findings: options.quiet ? findings.filter((finding) => fails(finding, options)) : findings,
    expectations,
    known: all.length - findings.length,
    mendable: mended,
  };
}

function sourcesOf({ files }: Checked['workspace']): CheckResult['sources'] {
  return new Map([...files].map(([file, { source }]) => [file, source]));
}

function fails({ severity, accepted }: Finding, { failOn }: CheckOptions): boolean {
  return !accepted && atLeast(severity, failOn);
}

function codeOf(findings: readonly Finding[], options: CheckOptions, io: Io): ExitCode {
  const { warning } = summarise(findings);
  const tooMany = options.maxWarnings !== undefined && warning > options.maxWarnings;
  if (tooMany) io.stderr.write(`${plural(warning, 'warning')}; at most ${options.maxWarnings} may be left.\n`);
  return tooMany || findings.some((finding) => fails(finding, options)) ? 1 : 0;
}

function writeReports(
  result: CheckResult,
  options: CheckOptions,
  outputs: readonly ReportOutput[],
  { paths }: Input,
  io: Io,
): void {
  const byName = new Map(rules.map((rule) => [rule.name, rule]));
  for (const { format, file } of outputs) {
    if (format === 'pretty' && options.quiet && result.findings.length === 0) continue;
    const style = file === undefined ? styleOf(io.stdout, io.env, options.color) : styleOfFile(io.env);
    const text = reports[format](result, { paths, style, rules: byName, version, failOn: options.failOn });
    if (file === undefined) io.stdout.write(text);
    else writeWhole(paths.absolute(file), text);
  }
}

function refuseContradictions(options: CheckOptions, given: readonly string[]): void {
  if (options.updateBaseline && options.baseline === undefined) {
    throw new CallError('`--update-baseline` does not say which file', 'Add `--baseline FILE`.');
  }
  if (options.fix && options.fixDryRun)
    throw new CallError('`--fix` writes and `--fix-dry-run` does not', 'Give one of them.');
  if (options.fix && given.includes('-')) {
    throw new CallError('standard input cannot be mended in place', '`--fix-dry-run` shows the changes.');
  }
  if (options.watch && given.includes('-')) throw new CallError('standard input cannot be watched', 'Name a file.');
}

function count(text: string): number {
  if (!/^\d{1,9}$/.test(text))
    throw new CallError(`\`--max-warnings ${text}\` is not a number`, 'Write it as `--max-warnings 10`.');
  return Number(text);
}
