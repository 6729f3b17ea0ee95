import { Command, Option } from 'commander';
import { settingOf } from '../../rules/configuration.js';
import { pageOf } from '../../rules/documentation.js';
import { categories } from '../../rules/finding.js';
import { rules } from '../../rules/registry.js';
import type { Rule } from '../../rules/rule.js';
import { Configurations } from '../configuration.js';
import { dayOf } from '../input.js';
import { Paths } from '../paths.js';
import { type Style, styleOf } from '../terminal/style.js';
import { padEnd, wrap } from '../terminal/text.js';
import { type ColorOption, type CommandFactory, withColorOption } from './command.js';

interface RulesOptions extends ColorOption {
  readonly config?: string;
  readonly category?: string;
  readonly format: 'table' | 'json';
}

type Listed = Rule & { readonly level: string };

export const rulesCommand: CommandFactory = (io, finish) =>
  withColorOption(
    new Command('rules')
      .description('list the rules, and what the configuration makes of them')
      .option('--config <file>', 'use this configuration instead of the nearest archlang.json')
      .addOption(new Option('--category <category>', 'only those on one subject').choices(categories))
      .addOption(new Option('--format <format>', 'how to write them').choices(['table', 'json']).default('table')),
  ).action(async ({ config, category, format, color }: RulesOptions) => {
    const paths = new Paths(io.cwd);
    const options = { today: dayOf(io.now), ...(config !== undefined && { file: config }) };
    const here = paths.absolute('design.arch');
    const configuration = await new Configurations(paths, options).load(here);
    const listed = rules
      .filter((rule) => category === undefined || rule.category === category)
      .map((rule) => ({ ...rule, level: settingOf(configuration, rule, here).level }));
    io.stdout.write(format === 'json' ? asJson(listed) : asTable(listed, styleOf(io.stdout, io.env, color)));
    finish(0);
  });

function asJson(listed: readonly Listed[]): string {
  const list = listed.map(({ name, category, level, severity, mode, tier, summary }) => ({
    name,
    category,
    level,
    severity,
    mode,
    tier,
    summary,
    help: pageOf(name),
  }));
  return `${JSON.stringify({ version: 1, rules: list }, undefined, 2)}\n`;
}

function asTable(listed: readonly Listed[], style: Style): string {
  const width = Math.max(0, ...listed.map(({ name }) => name.length));
  const blocks = categories.flatMap((category) => {
    const own = listed.filter((rule) => rule.category === category);
    if (own.length === 0) return [];
    return [[style.bold(category), ...own.flatMap((rule) => ruleLines(rule, width, style))].join('\n')];
  });
  return `${blocks.join('\n\n')}\n`;
}

function ruleLines({ name, level, summary }: Listed, width: number, style: Style): string[] {
  const paint = level === 'off' ? style.dim : style.severity[level as keyof Style['severity']];
  const indent = 2 + 7 + 2 + width + 2;
  // Beside the names there is no room for a sentence on a narrow terminal.
  if (style.width < indent + 30) {
    return [
      `  ${paint(padEnd(level, 7))}  ${name}`,
      ...wrap(summary, style.width - 11).map((line) => `           ${style.dim(line)}`),
    ];
  }
  const [first, ...more] = wrap(summary, style.width - indent);
  return [
    `  ${paint(padEnd(level, 7))}  ${padEnd(name, width)}  ${style.dim(first)}`,
    ...more.map((line) => ' '.repeat(indent) + style.dim(line)),
  ];
}
