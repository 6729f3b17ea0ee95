import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, type Fix, type Model, parseFile } from '../../language-server/src/model/index.js';
import { applyEdits } from '../../language-server/src/rules/apply.js';
import { type Configuration, resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import type { Finding } from '../../language-server/src/rules/finding.js';
import { lint } from '../../language-server/src/rules/lint.js';
import { rules } from '../../language-server/src/rules/registry.js';
import type { Rule } from '../../language-server/src/rules/rule.js';
import { record } from './recording.js';

export const file = 'design.arch';

export interface Linted {
  readonly text: string;
  readonly model: Model;
  readonly findings: readonly Finding[];
  /** Findings of one rule. */
  of(rule: string): readonly Finding[];
}

/** Lints a design; every rule is on unless a configuration says otherwise. */
export function linted(text: string, configuration: Configuration = everything()): Linted {
  const model = buildModel(file, new Map([[file, parseFile(file, text)]]));
  const findings = lint(model, estimate(model), configuration);
  return {
    text,
    model,
    findings,
    of: (rule) => {
      record(rule, text, configuration);
      return findings.filter((finding) => finding.rule === rule);
    },
  };
}

/** The `all` preset, with settings of rules on top. */
export function everything(
  settings: Readonly<Record<string, unknown>> = {},
  extend: 'all' | 'recommended' | 'strict' = 'all',
  today?: string,
): Configuration {
  const layer = { source: 'archlang.json', directory: '', file: { extends: [extend], rules: settings } };
  return resolveConfiguration([layer as never], today === undefined ? {} : { today });
}

/** A rule by its name. */
export function ruleNamed(name: string): Rule {
  const rule = rules.find((candidate) => candidate.name === name);
  if (!rule) throw new Error(`No rule is called ${name}.`);
  return rule;
}

export function fixed(text: string, fix: Fix): string {
  return applyEdits(text, fix.edits);
}

/** The text a finding underlines. */
export function underlined({ text }: Linted, { at }: Finding): string {
  return text.slice(at.offset, at.end);
}
