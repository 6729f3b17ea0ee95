import { describeDimension, isQuantityError, parseQuantity, sameDimension } from '@archlang/grammar';
import { estimate } from '../estimate/estimate.js';
import { buildModel } from '../model/build.js';
import type { Param } from '../model/model.js';
import { type Expected, expectedOf } from '../report/reported.js';
import { additionsOf, type Configuration } from '../rules/configuration.js';
import { type Finding, sortFindings } from '../rules/finding.js';
import { lint } from '../rules/lint.js';
import type { Rule } from '../rules/rule.js';
import { severities } from '../rules/severity.js';
import { CallError, didYouMean } from './call-error.js';
import type { Estimated } from './figures/select.js';
import type { Input } from './input.js';
import { compareText } from './result.js';
import type { Stopwatch } from './stopwatch.js';
import { importKey, type Workspace } from './workspace.js';

/**
 * Builds and estimates every design of a workspace.
 * @throws CallError for a setting that fits no param
 */
export function estimateDesigns(
  { entries, files }: Workspace,
  { parameters, configurations }: Input,
  stopwatch: Stopwatch,
): Estimated[] {
  const designs = entries.map((entry) => {
    const model = stopwatch.time('model', () =>
      buildModel(entry, files, { parameters, ...additionsOf(configurations.of(entry)) }),
    );
    return { entry, model, estimates: stopwatch.time('estimate', () => estimate(model)) };
  });
  const params = designs.flatMap(({ model }) => model.params.filter(({ what }) => what === 'param'));
  for (const [name, text] of Object.entries(parameters)) refuseSetting(name, text, params);
  return designs;
}

function refuseSetting(name: string, text: string, params: readonly Param[]): void {
  const meant = params.filter((param) => param.name === name || param.id === name);
  if (meant.length === 0) {
    const otherwise = params.length === 0 ? 'The design has no `param`.' : undefined;
    const ids = params.map(({ id }) => id);
    throw new CallError(`there is no param \`${name}\` to set`, didYouMean(name, ids, otherwise));
  }
  const quantity = parseQuantity(text);
  if (isQuantityError(quantity)) throw new CallError(`\`--set ${name}=${text}\` sets no quantity`, quantity.message);
  const odd = meant.find(({ dimension }) => !sameDimension(dimension, quantity.dimension));
  if (!odd) return;
  throw new CallError(
    `\`--set ${name}=${text}\` does not fit`,
    `\`${name}\` is ${describeDimension(odd.dimension)}, but \`${text}\` is ${describeDimension(quantity.dimension)}.`,
  );
}

export interface LintOptions {
  readonly configurationOf: (file: string) => Configuration;
  readonly rules: readonly Rule[];
  readonly stopwatch: Stopwatch;
}

/** The findings of all designs, each once, in order. */
export function lintDesigns(designs: readonly Estimated[], workspace: Workspace, options: LintOptions): Finding[] {
  const timed = options.rules.map((rule) => ({
    ...rule,
    check: (context: Parameters<Rule['check']>[0]) =>
      options.stopwatch.time(`rule ${rule.name}`, () => rule.check(context)),
  }));
  const all = designs.flatMap(({ entry, model, estimates }) =>
    lint(model, estimates, options.configurationOf(entry), timed).map((finding) => explainImport(finding, workspace)),
  );
  // A file that two designs import is judged in each of them: the worse verdict stays.
  const worstFirst = all.sort(
    (a, b) =>
      Number(a.accepted !== undefined) - Number(b.accepted !== undefined) ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
  return sortFindings(worstFirst);
}

/** Says of an import that was not followed why. */
function explainImport(finding: Finding, { files, refused }: Workspace): Finding {
  if (finding.rule !== 'unknown-import') return finding;
  const written = files.get(finding.at.file)?.source.text.slice(finding.at.offset, finding.at.end) ?? '';
  const path = written.replace(/^"|"$/g, '');
  const reason = refused.get(importKey(finding.at.file, path));
  return reason === undefined ? finding : { ...finding, message: `\`${path}\` cannot be imported: ${reason}.` };
}

/** The expectations of all designs, each once, in order. */
export function expectationsOf(designs: readonly Estimated[]): Expected[] {
  const all = new Map<string, Expected>();
  for (const { model, estimates } of designs) {
    for (const expected of expectedOf(model, estimates)) {
      const { at, holds, actual } = expected;
      all.set(JSON.stringify([at.file, at.offset, holds, actual]), expected);
    }
  }
  return [...all.values()].sort((a, b) => compareText(a.at.file, b.at.file) || a.at.offset - b.at.offset);
}
