import { expect } from 'vitest';
import { estimate } from '../../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../../language-server/src/model/index.js';
import type { Fix } from '../../../language-server/src/model/problem.js';
import { applyEdits } from '../../../language-server/src/rules/apply.js';
import { resolveConfiguration } from '../../../language-server/src/rules/configuration.js';
import type { Finding } from '../../../language-server/src/rules/finding.js';
import { lint } from '../../../language-server/src/rules/lint.js';
import type { OptionValue, Rule } from '../../../language-server/src/rules/rule.js';
import { record } from '../recording.js';

const file = 'design.arch';

/** What some rules say about a design that has no other problems. */
export function check(
  code: string,
  rules: readonly Rule[],
  options?: Readonly<Record<string, OptionValue>>,
): readonly Finding[] {
  const model = buildModel(file, new Map([[file, parseFile(file, code)]]));
  expect(model.problems, code).toEqual([]);
  const [rule] = rules;
  const entry = [rule.severity, options] as [Rule['severity'], Record<string, unknown>];
  const settings = { extends: ['all'], ...(options && { rules: { [rule.name]: entry } }) };
  const layers = [{ source: 'archlang.json', directory: '', file: settings }];
  const configuration = resolveConfiguration(layers as unknown as Parameters<typeof resolveConfiguration>[0]);
  for (const { name } of rules) record(name, code, configuration);
  const findings = lint(model, estimate(model), configuration, rules);
  expect(findings.filter((finding) => finding.rule === 'internal-error')).toEqual([]);
  return findings;
}

/** `rule severity`, in the order of the text. */
export function said(
  code: string,
  rules: readonly Rule[],
  options?: Readonly<Record<string, OptionValue>>,
): readonly string[] {
  return check(code, rules, options).map(({ rule, severity }) => `${rule} ${severity}`);
}

export function messages(code: string, rule: Rule): readonly string[] {
  return check(code, [rule]).map(({ message }) => message);
}

export function applied(code: string, { edits }: Fix): string {
  return applyEdits(code, edits);
}

/** The text a finding points at. */
export function pointedAt(code: string, { at }: Finding): string {
  return code.slice(at.offset, at.end);
}
