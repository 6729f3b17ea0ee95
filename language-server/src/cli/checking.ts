import type { Parsed } from '../model/parsed.js';
import type { Expected } from '../report/reported.js';
import { applyFixes } from '../rules/apply.js';
import type { Configuration, Layer } from '../rules/configuration.js';
import { settingOf } from '../rules/configuration.js';
import type { Finding } from '../rules/finding.js';
import { ownChecks } from '../rules/own-checks.js';
import { rules as allRules } from '../rules/registry.js';
import { estimateDesigns, expectationsOf, lintDesigns } from './analysis.js';
import { CallError, didYouMean } from './call-error.js';
import type { Estimated } from './figures/select.js';
import type { Input } from './input.js';
import { compareText } from './result.js';
import type { Stopwatch } from './stopwatch.js';
import { loadWorkspace, type Workspace } from './workspace.js';

/** What one look at the designs gives. */
export interface Checked {
  readonly workspace: Workspace;
  readonly designs: readonly Estimated[];
  readonly findings: readonly Finding[];
  readonly expectations: readonly Expected[];
}

export interface CheckingOptions {
  /** Names of rules: only these, whatever the configuration says. Empty: all that are on. */
  readonly only: readonly string[];
  readonly stopwatch: Stopwatch;
}

/** Reads, estimates and lints. `texts` stand in for what is on the disk. */
export function checkDesigns(
  input: Input,
  { only, stopwatch }: CheckingOptions,
  texts: ReadonlyMap<string, string> = input.texts,
  previous?: ReadonlyMap<string, Parsed>,
): Checked {
  const options = { texts, ...(previous && { previous }) };
  const workspace = stopwatch.time('read and parse', () => loadWorkspace(input, options));
  const designs = estimateDesigns(workspace, input, stopwatch);
  const rules = only.length === 0 ? allRules : allRules.filter(({ name }) => only.includes(name));
  const configurationOf = (file: string): Configuration =>
    withAll(rulesOff(only, file, input), input.configurations.of(file));
  const all = lintDesigns(designs, workspace, { configurationOf, rules, stopwatch });
  const named = new Set([...allRules, ...ownChecks].map(({ name }) => name));
  const findings = only.length === 0 ? all : all.filter(({ rule }) => only.includes(rule) || !named.has(rule));
  return { workspace, designs, findings, expectations: expectationsOf(designs) };
}

/** Refuses names that no rule has. */
export function refuseUnknownRules(names: readonly string[]): void {
  const known = [...allRules, ...ownChecks].map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    throw new CallError(`there is no rule \`${name}\``, didYouMean(name, known, '`archlang rules` lists them.'));
  }
}

/** The rules asked for that the configuration has off, at their own severity. */
function rulesOff(only: readonly string[], file: string, { configurations }: Input): Layer['file']['rules'] {
  const checks = [...allRules, ...ownChecks].filter(({ name }) => only.includes(name));
  const off = checks.filter((check) => settingOf(configurations.of(file), check, file).level === 'off');
  return Object.fromEntries(off.map(({ name, severity }) => [name, severity]));
}

function withAll(rules: Layer['file']['rules'] = {}, configuration: Configuration): Configuration {
  if (Object.keys(rules).length === 0) return configuration;
  return { ...configuration, layers: [...configuration.layers, { source: '--rule', directory: '', file: { rules } }] };
}

export interface Mended {
  /** As it was before. */
  readonly before: Checked;
  /** As it is with the fixes. */
  readonly after: Checked;
  readonly changes: readonly { readonly file: string; readonly before: string; readonly after: string }[];
  /** How many fixes were applied. */
  readonly fixes: number;
}

/** A fix may free the way for the next; more rounds than this mean that two of them undo each other. */
const maxRounds = 10;

/**
 * Applies safe fixes until none is left. Nothing is written. Where those of a round together would leave more errors than
 * before, only the first is taken: the others are looked at anew, knowing of it.
 */
export function mend(input: Input, options: CheckingOptions, before = checkDesigns(input, options)): Mended {
  const changed = new Map<string, string>();
  const refused = new Set<string>();
  let after = before;
  let fixes = 0;
  for (let round = 0; round < maxRounds; round++) {
    const wanted = after.findings.filter((finding) => isMendable(finding) && !refused.has(identity(finding)));
    const step =
      attempt(input, options, { after, changed }, wanted) ??
      attempt(input, options, { after, changed }, wanted.slice(0, 1));
    if (step) {
      for (const [file, text] of step.files) changed.set(file, text);
      fixes += step.fixes;
      after = step.after;
    } else if (wanted.length > 1) refused.add(identity(wanted[0]));
    else break;
  }
  const old = textsOf(before);
  const changes = [...changed].map(([file, text]) => ({ file, before: old.get(file) ?? '', after: text }));
  return { before, after, changes: changes.sort((a, b) => compareText(a.file, b.file)), fixes };
}

interface Step {
  readonly files: ReadonlyMap<string, string>;
  readonly fixes: number;
  readonly after: Checked;
}

/** Applies the fixes of some findings at once; nothing where that would leave more errors. `changed`: texts of earlier rounds. */
function attempt(
  input: Input,
  options: CheckingOptions,
  { after: before, changed }: { readonly after: Checked; readonly changed: ReadonlyMap<string, string> },
  findings: readonly Finding[],
): Step | undefined {
  const { files, fixes } = applyFixes(textsOf(before), findings);
  if (fixes.length === 0) return undefined;
  const texts = new Map([...input.texts, ...changed, ...files]);
  const after = checkDesigns(input, options, texts, before.workspace.files);
  return errors(after) > errors(before) ? undefined : { files, fixes: fixes.length, after };
}

/**
 * How many of the findings `mend` would mend. Where their fixes can all be made at once, one more look tells; only where that
 * would leave more errors is it done round by round.
 */
export function mendable(input: Input, options: CheckingOptions, checked: Checked): number {
  const wanted = checked.findings.filter(isMendable);
  if (wanted.length === 0) return 0;
  const step = attempt(input, options, { after: checked, changed: new Map() }, wanted);
  return step?.fixes ?? mend(input, options, checked).fixes;
}

const isMendable = ({ accepted, fixes }: Finding): boolean => !accepted && fixes.some(({ safe }) => safe);

const identity = ({ rule, message }: Finding): string => `${rule} ${message}`;

function textsOf({ workspace }: Checked): Map<string, string> {
  return new Map([...workspace.files].map(([file, { source }]) => [file, source.text]));
}

function errors({ findings }: Checked): number {
  return findings.filter(({ severity, accepted }) => severity === 'error' && !accepted).length;
}
