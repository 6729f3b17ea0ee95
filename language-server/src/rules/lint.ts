import type { Estimates } from '../estimate/estimates.js';
import type { Model } from '../model/model.js';
import type { Location } from '../model/source.js';
import { applyAcceptances } from './acceptances.js';
import { type Configuration, isAcceptable, type Setting, settingOf, severityOf } from './configuration.js';
import { checkConstraints } from './constraints.js';
import { checkExpectations } from './expectations.js';
import { type Finding, sortFindings } from './finding.js';
import { type OwnFinding, ownChecks } from './own-checks.js';
import { rules as allRules } from './registry.js';
import type { OptionValue, ReportDetails, Rule, Subject } from './rule.js';

/**
 * Everything there is to say about a design: problems of its text, findings of the rules, of `expect` and `forbid`, with
 * accepted risks marked, in the order of the text. Pure: the same input gives the same findings. Never throws: a rule that
 * fails becomes a finding, and the others go on.
 */
export function lint(
  model: Model,
  estimates: Estimates,
  configuration: Configuration,
  rules: readonly Rule[] = allRules,
): Finding[] {
  const own: OwnFinding[] = [];
  const found: Finding[] = [...model.problems, ...estimates.problems].map(
    ({ code, severity, message, at, related = [], fixes = [] }) => ({
      rule: code,
      severity,
      message,
      at,
      subjects: [],
      related,
      fixes,
    }),
  );
  const known = withoutEndless(estimates);
  for (const rule of rules) found.push(...runRule(rule, model, known, configuration, own));
  for (const [name, check] of languageChecks) {
    attempt(name, model, own, () => own.push(...check(model, estimates)));
  }
  const settled = (list: readonly OwnFinding[]): Finding[] =>
    list.flatMap((finding) => settle(finding, model, configuration));
  const ran = new Set(rules.filter((rule) => isOnSomewhere(rule, model, configuration)).map(({ name }) => name));
  const { findings, remarks } = applyAcceptances(model, sortFindings([...found, ...settled(own)]), {
    ran,
    isAcceptable: (name) => {
      const check = [...allRules, ...ownChecks].find((candidate) => candidate.name === name);
      return !check || isAcceptable(configuration, check);
    },
    ...(configuration.today !== undefined && { today: configuration.today }),
  });
  return sortFindings([...findings, ...settled(remarks)]);
}

const languageChecks: readonly (readonly [string, (model: Model, estimates: Estimates) => OwnFinding[]])[] = [
  ['expectation', checkExpectations],
  ['forbidden-call', checkConstraints],
];

/**
 * A loop without end is a fault that is said by itself: what has no bound because of it is unknown to the rules, or each
 * would say the same again of everything behind it.
 */
function withoutEndless(estimates: Estimates): Estimates {
  if (estimates.problems.length === 0) return estimates;
  const value: Estimates['value'] = (subject, figure) => {
    const found = estimates.value(subject, figure);
    return found !== undefined && Number.isFinite(found) ? found : undefined;
  };
  return Object.create(estimates, { value: { value } });
}

/** Runs a rule once for each set of options that applies to any file, and keeps what it says of those files. */
function runRule(
  rule: Rule,
  model: Model,
  estimates: Estimates,
  configuration: Configuration,
  own: OwnFinding[],
): Finding[] {
  if (rule.mode === 'absence' && model.maturity === 'sketch') return [];
  const settings = new Map<string, Setting>();
  const byOptions = new Map<string, Setting['options']>();
  for (const file of model.files.keys()) {
    const setting = settingOf(configuration, rule, file);
    settings.set(file, setting);
    if (setting.level !== 'off') byOptions.set(JSON.stringify(setting.options), setting.options);
  }
  const found: Finding[] = [];
  for (const [key, options] of byOptions) {
    const reported: Finding[] = [];
    const report = (subject: Subject, message: string, details: ReportDetails = {}): void => {
      const at = details.at && model.files.has(details.at.file) ? details.at : headOf(subject);
      const setting = settings.get(at.file);
      if (!setting || JSON.stringify(setting.options) !== key) return;
      const severity = severityOf(configuration, rule, setting, model.maturity, details.severity);
      if (!severity) return;
      reported.push({
        rule: rule.name,
        severity,
        message,
        at,
        subjects: [...new Set([subject, ...(details.subjects ?? [])].map(idOf))],
        related: (details.related ?? []).filter((other) => model.files.has(other.at.file)),
        fixes: (details.fixes ?? []).filter(
          ({ edits }) => edits.length > 0 && edits.every((edit) => model.files.has(edit.at.file)),
        ),
      });
    };
    const context = {
      model,
      estimates,
      options: options as Record<string, never> & Record<string, OptionValue>,
      ...(configuration.today !== undefined && { today: configuration.today }),
      report,
    };
    attempt(rule.name, model, own, () => {
      rule.check(context);
      found.push(...reported);
    });
  }
  return found;
}

function attempt(name: string, model: Model, own: OwnFinding[], run: () => void): void {
  try {
    run();
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'an unknown error';
    own.push({
      rule: 'internal-error',
      message: `The check \`${name}\` stopped: ${reason}. This is a fault of Archlang, not of your design; all other checks ran. Please report it.`,
      at: model.system?.head ?? { file: model.entry, offset: 0, end: 0 },
      subjects: [],
      related: [],
      fixes: [],
    });
  }
}

function settle(finding: OwnFinding, model: Model, configuration: Configuration): Finding[] {
  const check = ownChecks.find(({ name }) => name === finding.rule)!;
  const setting = settingOf(configuration, check, finding.at.file);
  const severity = severityOf(configuration, check, setting, model.maturity, finding.severity);
  return severity ? [{ ...finding, severity }] : [];
}

function isOnSomewhere(rule: Rule, model: Model, configuration: Configuration): boolean {
  if (rule.mode === 'absence' && model.maturity === 'sketch') return false;
  return [...model.files.keys()].some((file) => settingOf(configuration, rule, file).level !== 'off');
}

function headOf(subject: Subject): Location {
  return subject.what === 'field' ? subject.nameAt : subject.head;
}

function idOf(subject: Subject): string {
  return subject.what === 'system' ? 'system' : subject.id;
}
