import { readFileSync } from 'node:fs';
import { runInThisContext } from 'node:vm';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import type { Estimates } from '../../language-server/src/estimate/estimates.js';
import { buildModel, type Model, parseFile } from '../../language-server/src/model/index.js';
import type { Configuration } from '../../language-server/src/rules/configuration.js';
import type { Finding } from '../../language-server/src/rules/finding.js';
import { lint } from '../../language-server/src/rules/lint.js';
import { rules } from '../../language-server/src/rules/registry.js';
import type { Rule } from '../../language-server/src/rules/rule.js';
import type { Mutant } from './instrument.js';

interface Recorded {
  readonly rule: string;
  readonly text: string;
  readonly configuration: Configuration;
}

interface Case {
  readonly model: Model;
  readonly estimates: Estimates;
  readonly configuration: Configuration;
  readonly verdict: string;
  readonly wording: string;
}

const file = 'design.arch';
const mostMilliseconds = 2000;
const state = globalThis as unknown as { __mutant: number; __task: () => Outcome };

type Design = Pick<Case, 'model' | 'estimates' | 'configuration'>;

function found(rule: Rule, { model, estimates, configuration }: Design): Finding[] {
  const findings = lint(model, estimates, configuration, [rule]);
  return findings.filter((finding) => finding.rule === rule.name || finding.rule === 'internal-error');
}

/** What tests hold a rule to: how often it speaks, how severe it is, and about what. */
function verdict(findings: readonly Finding[]): string {
  return findings.map(({ rule, severity, at, subjects }) => `${rule} ${severity} ${at.offset} ${subjects}`).join('\n');
}

/** What it says and marks, and what it offers to do about it. */
function wording(findings: readonly Finding[]): string {
  return findings
    .map(({ message, subjects, related, fixes }) => JSON.stringify([message, subjects, related, fixes]))
    .join('\n');
}

type Outcome = 'noticed' | 'worded' | 'unnoticed';

/** Does any design that a test asks this rule about get another verdict, or at least another wording? */
function outcomeOf(rule: Rule, cases: readonly Case[], mutant: number): Outcome {
  state.__task = (): Outcome => {
    let outcome: Outcome = 'unnoticed';
    for (const each of cases) {
      const findings = found(rule, each);
      if (verdict(findings) !== each.verdict) return 'noticed';
      if (wording(findings) !== each.wording) outcome = 'worded';
    }
    return outcome;
  };
  state.__mutant = mutant;
  try {
    return runInThisContext('__task()', { timeout: mostMilliseconds }) as Outcome;
  } catch {
    return 'noticed';
  } finally {
    state.__mutant = -1;
  }
}

/**
 * Switches each condition of each rule and looks whether the designs of the tests notice.
 * @param recordings one JSON object a line, as `record` writes them
 * @param mutants by rule: the changes and the number of the first
 * @param only names of rules; all where there are none
 */
export function mutate(
  recordings: string,
  mutants: ReadonlyMap<string, { readonly first: number; readonly list: readonly Mutant[] }>,
  only: readonly string[],
): void {
  state.__mutant = -1;
  const byRule = new Map<string, Map<string, Recorded>>();
  for (const line of readFileSync(recordings, 'utf8').split('\n')) {
    if (line === '') continue;
    const recorded = JSON.parse(line) as Recorded;
    const known = byRule.get(recorded.rule) ?? new Map<string, Recorded>();
    byRule.set(recorded.rule, known.set(line, recorded));
  }
  const byCategory = new Map<string, Counts>();
  for (const rule of rules) {
    if (only.length > 0 && !only.includes(rule.name)) continue;
    const { first, list } = mutants.get(rule.name) ?? { first: 0, list: [] };
    const cases = [...(byRule.get(rule.name)?.values() ?? [])].map(({ text, configuration }) => {
      const model = buildModel(file, new Map([[file, parseFile(file, text)]]));
      const design = { model, estimates: estimate(model), configuration };
      const findings = found(rule, design);
      return { ...design, verdict: verdict(findings), wording: wording(findings) };
    });
    const outcomes = list.map(({ isWording }, index) => (isWording ? 'worded' : outcomeOf(rule, cases, first + index)));
    const counts = { noticed: 0, worded: 0, unnoticed: 0 };
    const all = byCategory.get(rule.category) ?? { noticed: 0, worded: 0, unnoticed: 0 };
    byCategory.set(rule.category, all);
    for (const outcome of outcomes) {
      counts[outcome]++;
      all[outcome]++;
    }
    const judged = list.length - counts.worded;
    console.log(`${rule.name}: ${counts.noticed} of ${judged} noticed by ${cases.length} designs`);
    for (const [index, { line, what }] of list.entries()) {
      if (outcomes[index] === 'unnoticed') console.log(`  line ${line}: ${what}`);
    }
  }
  const sum = { noticed: 0, worded: 0, unnoticed: 0 };
  console.log();
  for (const [category, counts] of byCategory) {
    console.log(`${category}: ${share(counts)}`);
    for (const outcome of ['noticed', 'worded', 'unnoticed'] as const) sum[outcome] += counts[outcome];
  }
  console.log(`\nOf all changes of a verdict, ${share(sum)} are noticed. ${sum.worded} change words or fixes only.`);
}

type Counts = Record<Outcome, number>;

function share({ noticed, unnoticed }: Counts): string {
  const judged = noticed + unnoticed;
  return `${noticed} of ${judged} (${((100 * noticed) / Math.max(1, judged)).toFixed(1)}%)`;
}
