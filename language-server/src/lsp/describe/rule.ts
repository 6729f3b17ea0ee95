import { ownChecks } from '../../rules/own-checks.js';
import { rules } from '../../rules/registry.js';
import { rulePage } from '../rule-page.js';
import { block, code, paragraphs } from './markdown.js';

/** What a rule looks for and why; `undefined` for a word that names none. */
export function ruleText(name: string): string | undefined {
  const own = ownChecks.find((check) => check.name === name);
  if (own) return `**${code(name)}** — ${own.summary}`;
  const rule = rules.find((candidate) => candidate.name === name);
  if (!rule) return undefined;
  const page = rulePage(name);
  return paragraphs([
    `**${code(name)}** — ${rule.summary}`,
    rule.why,
    rule.incorrect[0] && block(rule.incorrect[0].code),
    page === undefined ? undefined : `[More about it](${page})`,
  ]);
}

/** Everything an `accept` or a configuration may name, with what it looks for. */
export function namedRules(): readonly { readonly name: string; readonly summary: string }[] {
  return [...rules, ...ownChecks];
}
