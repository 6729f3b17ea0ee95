import type { Acceptance, Model } from '../model/model.js';
import { nearest } from '../model/nearest.js';
import type { Finding } from './finding.js';
import { type OwnFinding, ownChecks } from './own-checks.js';
import { rules } from './registry.js';

interface Circumstances {
  /** May the design accept what a rule finds? */
  readonly isAcceptable: (rule: string) => boolean;
  /** The rules that were looked at: of the others nobody knows whether an acceptance is still needed. */
  readonly ran: ReadonlySet<string>;
  /** ISO date. */
  readonly today?: string;
}

/** Marks the findings that the design accepts, and says which acceptances are out of date, unused, unexplained or misspelt. */
export function applyAcceptances(
  model: Model,
  findings: readonly Finding[],
  { isAcceptable, ran, today }: Circumstances,
): { readonly findings: readonly Finding[]; readonly remarks: readonly OwnFinding[] } {
  if (model.acceptances.length === 0) return { findings, remarks: [] };
  const byRule = new Map<string, Acceptance[]>();
  const remarks: OwnFinding[] = [];
  const remark = (
    rule: OwnFinding['rule'],
    acceptance: Acceptance,
    message: string,
    more: Partial<OwnFinding> = {},
  ): void => {
    remarks.push({ rule, message, at: acceptance.at, subjects: [], related: [], fixes: [], ...more });
  };
  for (const acceptance of model.acceptances) {
    if (!isKnown(acceptance.rule)) {
      remark('unknown-rule', acceptance, ...unknownRule(acceptance));
      continue;
    }
    if (!isAcceptable(acceptance.rule)) {
      const message = `The configuration lets nobody accept \`${acceptance.rule}\`: what it finds has to be mended.`;
      remark('acceptance-not-allowed', acceptance, message);
      continue;
    }
    if (!acceptance.reason?.trim()) {
      const message = `Accepting \`${acceptance.rule}\` without a reason helps nobody who reads this later. Write one behind it: "…".`;
      remark('acceptance-without-reason', acceptance, message);
    }
    const others = byRule.get(acceptance.rule);
    if (others) others.push(acceptance);
    else byRule.set(acceptance.rule, [acceptance]);
  }
  const used = new Map<Acceptance, Finding[]>();
  const marked = findings.map((finding) => {
    const fitting = (byRule.get(finding.rule) ?? []).filter((acceptance) => covers(model, acceptance, finding));
    for (const acceptance of fitting) used.set(acceptance, [...(used.get(acceptance) ?? []).slice(0, 4), finding]);
    const valid = fitting.find((acceptance) => !isExpired(acceptance, today));
    return valid ? { ...finding, accepted: valid } : finding;
  });
  for (const acceptance of [...byRule.values()].flat()) {
    const matched = used.get(acceptance);
    if (matched && isExpired(acceptance, today)) {
      const message = `\`${acceptance.rule}\` was accepted until ${acceptance.until}; that day has passed and the finding counts again.`;
      const related = matched.map(({ at, message: what }) => ({ at, message: what }));
      remark('acceptance-expired', acceptance, message, { related });
    } else if (!matched && ran.has(acceptance.rule)) {
      const on = acceptance.target === undefined ? '' : ` on \`${acceptance.target}\``;
      const message = `There is no \`${acceptance.rule}\`${on} to accept any more; this line can go.`;
      remark('acceptance-unused', acceptance, message);
    }
  }
  return { findings: marked, remarks };
}

function isKnown(rule: string): boolean {
  return rules.some(({ name }) => name === rule) || ownChecks.some(({ name }) => name === rule);
}

function unknownRule({ rule, ruleAt }: Acceptance): [string, Partial<OwnFinding>] {
  const near = nearest(rule, [...rules.map(({ name }) => name), ...ownChecks.map(({ name }) => name)]);
  const fixes =
    near === undefined ? [] : [{ title: `Replace with \`${near}\``, safe: true, edits: [{ at: ruleAt, text: near }] }];
  const hint = near === undefined ? '.' : `; did you mean \`${near}\`?`;
  return [`There is no rule called \`${rule}\`${hint}`, { at: ruleAt, fixes }];
}

/** A day counts to its end. */
function isExpired({ until }: Acceptance, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today;
}

/** `system` stands for all of the design, a group for what is in it, a table for its fields, `a->b` for parallel links too. */
function covers(model: Model, { target }: Acceptance, { subjects }: Finding): boolean {
  if (target === undefined || target === 'system') return true;
  return subjects.some((subject) => {
    if (subject === target || subject.replace(/#\d+$/, '') === target) return true;
    const named = model.declarations.get(target);
    if (named?.what === 'table') return named.fields.some(({ id }) => id === subject);
    if (named?.what !== 'group') return false;
    const declared = model.declarations.get(subject);
    for (let group = declared?.group; group; group = group.group) if (group === named) return true;
    return false;
  });
}
