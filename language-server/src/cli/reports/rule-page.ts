import type { Rule } from '../../rules/rule.js';

/** A rule's page as plain text, for those who show no Markdown. */
export function ruleText(rule: Rule): string {
  const blocks = [rule.summary, rule.why];
  for (const { title, code } of rule.incorrect) blocks.push(`Incorrect: ${title}\n${indent(code)}`);
  for (const { title, code } of rule.correct) blocks.push(`Correct: ${title}\n${indent(code)}`);
  if (rule.silent.length > 0)
    blocks.push(`It says nothing when:\n${rule.silent.map((each) => `- ${each}`).join('\n')}`);
  blocks.push(`Sources: ${rule.references.join('; ')}`);
  return blocks.join('\n\n');
}

function indent(code: string): string {
  return code
    .trimEnd()
    .split('\n')
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}
