import type { Example, Rule } from './rule.js';

const modes: Readonly<Record<Rule['mode'], string>> = {
  presence: 'fires only on what the design says',
  derived: 'fires on figures, and is silent while an input is unknown',
  absence: 'fires on what is missing, never in a sketch',
};

/** The whole page of a rule, as Markdown. */
export function rulePage(rule: Rule): string {
  const head = `# \`${rule.name}\`\n\n${rule.category} · **${rule.severity}** · ${modes[rule.mode]}`;
  return `${[head, ruleBody(rule), ...optionTable(rule), configuration(rule)].join('\n\n')}\n`;
}

/** What the rule says and why, with its examples, silences and sources, as Markdown without a heading of its own. */
export function ruleBody(rule: Rule): string {
  return [
    rule.summary,
    rule.why,
    ...rule.incorrect.flatMap((example) => exampleOf('Incorrect', example)),
    ...rule.correct.flatMap((example) => exampleOf('Correct', example)),
    `It says nothing when:\n\n${rule.silent.map((each) => `- ${each}`).join('\n')}`,
    `Sources:\n\n${rule.references.map((each) => `- ${each}`).join('\n')}`,
  ].join('\n\n');
}

function exampleOf(verdict: string, { title, code }: Example): string[] {
  return [`**${verdict}**: ${title}`, `\`\`\`arch\n${code.trimEnd()}\n\`\`\``];
}

function optionTable({ options }: Rule): string[] {
  const rows = Object.entries(options ?? {}).map(
    ([name, option]) => `| \`${name}\` | ${shown(option.default)} | ${option.doc.replaceAll('|', '\\|')} |`,
  );
  return rows.length === 0 ? [] : [`## Options\n\n| option | default | meaning |\n|---|---|---|\n${rows.join('\n')}`];
}

function shown(value: unknown): string {
  return Array.isArray(value) ? value.map((each) => `\`${each}\``).join(', ') : `\`${value}\``;
}

function configuration({ name, severity, tier, options }: Rule): string {
  const [first] = Object.entries(options ?? {});
  const some = first && JSON.stringify({ [first[0]]: first[1].default });
  // What is not recommended has to be turned on, too.
  const setting = some ? (tier < 3 ? some : `["${severity}", ${some}]`) : '"off"';
  const file = `\`\`\`json\n{ "rules": { "${name}": ${setting} } }\n\`\`\``;
  const accept = `\`\`\`arch\naccept ${name} on … until 2030-01-01 "why it is acceptable here"\n\`\`\``;
  return `## Settings\n\nIn \`archlang.json\`:\n\n${file}\n\nTo accept the risk in one place:\n\n${accept}`;
}
