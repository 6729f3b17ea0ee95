import { Command } from 'commander';
import { settingOf } from '../../rules/configuration.js';
import { pageOf } from '../../rules/documentation.js';
import { ownChecks } from '../../rules/own-checks.js';
import { rules } from '../../rules/registry.js';
import type { Example, Rule } from '../../rules/rule.js';
import { CallError, didYouMean } from '../call-error.js';
import { Configurations } from '../configuration.js';
import { dayOf } from '../input.js';
import { Paths } from '../paths.js';
import { type Style, styleOf } from '../terminal/style.js';
import { wrap } from '../terminal/text.js';
import { type ColorOption, type CommandFactory, withColorOption } from './command.js';

interface ExplainOptions extends ColorOption {
  readonly config?: string;
}

export const explainCommand: CommandFactory = (io, finish) =>
  withColorOption(
    new Command('explain')
      .description('say what a rule looks for, why, and what to do')
      .argument('<rule>', 'its name, such as missing-timeout')
      .option('--config <file>', 'use this configuration instead of the nearest archlang.json'),
  ).action(async (name: string, { config, color }: ExplainOptions) => {
    const style = styleOf(io.stdout, io.env, color);
    const rule = rules.find((candidate) => candidate.name === name);
    const own = ownChecks.find((candidate) => candidate.name === name);
    if (!rule && !own) throw new CallError(`there is no rule \`${name}\``, adviceFor(name));
    const paths = new Paths(io.cwd);
    const here = paths.absolute('design.arch');
    const options = { today: dayOf(io.now), ...(config !== undefined && { file: config }) };
    const { level } = settingOf(await new Configurations(paths, options).load(here), (rule ?? own)!, here);
    io.stdout.write(rule ? page(rule, level, style) : `${style.bold(name)} (${level})\n\n${own?.summary}\n`);
    finish(0);
  });

function adviceFor(name: string): string {
  const names = [...rules.map((rule) => rule.name), ...ownChecks.map((own) => own.name)];
  return didYouMean(name, names) ?? '`archlang rules` lists them.';
}

const modes: Readonly<Record<Rule['mode'], string>> = {
  presence: 'what is written contradicts itself',
  derived: 'it follows from the numbers',
  absence: 'something is missing; silent in a sketch',
};

/** Prose is wrapped to a width that reads well, whatever the terminal has. */
const longest = 90;

function page(rule: Rule, level: string, style: Style): string {
  const width = Math.min(style.width, longest);
  const prose = (text: string): string =>
    wrap(text, width)
      .map((line) => line.replace(/`[^`]+`/g, style.accent))
      .join('\n');
  const mark = level === 'off' ? style.dim : style.severity[level as keyof Style['severity']];
  const blocks = [
    `${style.bold(rule.name)}  ${mark(level)}  ${style.dim(`${rule.category}; ${modes[rule.mode]}`)}`,
    prose(rule.summary),
    prose(rule.why),
    ...rule.incorrect.map((example) => exampleBlock('Incorrect', style.severity.error, example, style)),
    ...rule.correct.map((example) => exampleBlock('Correct', style.good, example, style)),
  ];
  if (rule.silent.length > 0) {
    blocks.push(
      [style.bold('It says nothing when'), ...rule.silent.flatMap((text) => indented(text, width))].join('\n'),
    );
  }
  const options = Object.entries(rule.options ?? {});
  if (options.length > 0) {
    const lines = options.flatMap(([name, { default: value, doc }]) =>
      hanging(`${name}: ${JSON.stringify(value)}`, doc, width),
    );
    blocks.push([style.bold('Options, with their defaults'), ...lines].join('\n'));
  }
  blocks.push([style.bold('Sources'), ...rule.references.flatMap((text) => indented(text, width))].join('\n'));
  blocks.push(style.dim(pageOf(rule.name)));
  return `${blocks.join('\n\n')}\n`;
}

function exampleBlock(
  verdict: string,
  paint: (text: string) => string,
  { title, code }: Example,
  style: Style,
): string {
  const [first, ...more] = wrap(`${verdict}: ${title}`, Math.min(style.width, longest));
  const head = [`${paint(verdict)}${first.slice(verdict.length)}`, ...more];
  const lines = code.trim().split('\n');
  return [...head, ...lines.map((line) => `${style.dim('  │')} ${line}`.trimEnd())].join('\n');
}

function hanging(head: string, text: string, width: number): string[] {
  return [`  ${head}`, ...wrap(text, width - 4).map((line) => `    ${line}`)];
}

function indented(text: string, width: number): string[] {
  return wrap(text, width - 4).map((line, index) => (index === 0 ? `  - ${line}` : `    ${line}`));
}
