import { estimate } from '../../language-server/src/estimate/estimate.js';
import type { Estimates } from '../../language-server/src/estimate/estimates.js';
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
  /** Of all rules. */
  readonly findings: readonly Finding[];
  /** Findings of one rule, which alone is run; of a check that is no rule, such as `internal-error`, with all rules run. */
  of(rule: string): readonly Finding[];
}

/** A design that is read and estimated once, with what the rules said of it under each configuration. */
interface Design {
  readonly model: Model;
  readonly estimates: Estimates;
  readonly said: Map<string, readonly Finding[]>;
}

/** Tests ask again and again about the few designs they are at. */
const designs = new Map<string, Design>();
const mostDesigns = 64;

function designOf(text: string): Design {
  let design = designs.get(text);
  if (!design) {
    const model = buildModel(file, new Map([[file, parseFile(file, text)]]));
    design = { model, estimates: estimate(model), said: new Map() };
    if (designs.size >= mostDesigns) designs.delete(designs.keys().next().value!);
    designs.set(text, design);
  }
  return design;
}

/** Lints a design; every rule is on unless a configuration says otherwise. */
export function linted(text: string, configuration: Configuration = everything()): Linted {
  const { model, estimates, said } = designOf(text);
  const settings = JSON.stringify(configuration);
  const run = (rule?: Rule): readonly Finding[] => {
    const key = `${rule?.name ?? ''} ${settings}`;
    const known = said.get(key);
    if (known) return known;
    const findings = lint(model, estimates, configuration, rule && [rule]);
    said.set(key, findings);
    return findings;
  };
  return {
    text,
    model,
    get findings() {
      return run();
    },
    of: (name) => {
      record(name, text, configuration);
      const rule = byName.get(name);
      const findings = run(rule);
      const fault = rule && findings.find((finding) => finding.rule === 'internal-error');
      if (fault) throw new Error(fault.message);
      return findings.filter((finding) => finding.rule === name);
    },
  };
}

const byName = new Map(rules.map((rule) => [rule.name, rule]));

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
  const rule = byName.get(name);
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
