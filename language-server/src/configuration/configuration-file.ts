import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { z } from 'zod';
import { nearest } from '../model/nearest.js';
import { faultOfPrice } from '../model/prices.js';
import type { ConfigurationFile, PriceLines } from '../rules/configuration.js';
import { categories } from '../rules/finding.js';
import { ownChecks } from '../rules/own-checks.js';
import { rules } from '../rules/registry.js';
import type { Rule } from '../rules/rule.js';
import { adviceSchema, explainAdvice } from './advice-section.js';
import type { ConfigurationProblem } from './problem.js';

const levels = ['off', 'hint', 'info', 'warning', 'error'] as const;

/** Checks the parsed JSON of an `archlang.json`, and with its text finds the lines of its prices. With problems there is no file. */
export function readConfiguration(
  json: unknown,
  text?: string,
):
  | { readonly file: ConfigurationFile; readonly priceLines?: PriceLines }
  | { readonly problems: readonly ConfigurationProblem[] } {
  const checked = schema().safeParse(json);
  if (checked.success) {
    const { $schema: _, ...file } = checked.data as ConfigurationFile & { $schema?: string };
    const problems = faultsOfPrices(file);
    if (problems.length > 0) return { problems };
    return { file, ...(text !== undefined && file.prices && { priceLines: linesOf(text, file.prices) }) };
  }
  return { problems: checked.error.issues.flatMap((issue) => explain(issue, json)) };
}

function linesOf(text: string, prices: NonNullable<ConfigurationFile['prices']>): PriceLines {
  const tree = parseTree(text);
  const lines = new Map<string, number>();
  for (const [name, own] of Object.entries(prices)) {
    for (const property of Object.keys(own)) {
      const node = tree && findNodeAtLocation(tree, ['prices', name, property]);
      if (node) lines.set(`${name} ${property}`, text.slice(0, node.offset).split('\n').length);
    }
  }
  return lines;
}

function faultsOfPrices({ prices = {} }: ConfigurationFile): ConfigurationProblem[] {
  return Object.entries(prices).flatMap(([name, own]) =>
    Object.entries(own).flatMap(([property, text]) => {
      const fault = faultOfPrice(property, text);
      return fault
        ? [{ ...fault, path: ['prices', name, property], message: `Prices of \`${name}\`: ${fault.message}` }]
        : [];
    }),
  );
}

/** The JSON Schema of `archlang.json`, for completion in editors. */
export function configurationJsonSchema(): unknown {
  return z.toJSONSchema(schema(), { target: 'draft-7', io: 'input' });
}

let made: z.ZodType | undefined;

/** Built when it is first needed: most runs have no configuration. */
function schema(): z.ZodType {
  made ??= makeSchema();
  return made;
}

function makeSchema(): z.ZodType {
  const strings = z.array(z.string());
  const entries = z.strictObject({
    ...Object.fromEntries(
      categories.map((name) => [name, z.enum(levels).optional().describe(`All rules on ${name}.`)]),
    ),
    ...Object.fromEntries(ownChecks.map(({ name, summary }) => [name, z.enum(levels).optional().describe(summary)])),
    ...Object.fromEntries(rules.map((rule) => [rule.name, entrySchema(rule).optional().describe(rule.summary)])),
  });
  return z.strictObject({
    $schema: z.string().optional(),
    extends: z
      .union([z.string(), strings])
      .optional()
      .describe('`recommended` (the default), `strict`, `all`, or paths of other configuration files.'),
    rules: entries
      .optional()
      .describe('By rule or category: a severity, [severity, { option: value }], or { option: value } alone.'),
    overrides: z
      .array(z.strictObject({ files: z.union([z.string(), strings]).describe('Globs.'), rules: entries }))
      .optional()
      .describe('Other severities for some files.'),
    prices: z
      .record(z.string(), z.record(z.string(), z.string()))
      .optional()
      .describe(
        'Unit prices by component, engine or kind, for what has none in the design: { "postgres": { "replica": "$120/month" } }.',
      ),
    libraries: strings.optional().describe('`.arch` files with engines of your own, as if every design imported them.'),
    ignore: strings.optional().describe('Globs of files that are not checked.'),
    unacceptable: z
      .array(z.enum(everyName()))
      .optional()
      .describe('Rules and categories of rules whose findings no `accept` takes off the list.'),
    advice: adviceSchema().optional().describe('Thresholds of `archlang advise`, by name.'),
  });
}

function entrySchema(rule: Rule): z.ZodType {
  const options = Object.entries(rule.options ?? {}).map(([name, { default: value, doc }]) => {
    const type = Array.isArray(value) ? z.array(z.string()) : ofType(typeof value);
    return [name, type.optional().describe(doc)];
  });
  const settings = z.strictObject(Object.fromEntries(options));
  return z.union([z.enum(levels), z.tuple([z.enum(levels), settings.optional()]), settings]);
}

function ofType(type: string): z.ZodType {
  return type === 'number' ? z.number() : type === 'boolean' ? z.boolean() : z.string();
}

function explain(issue: z.core.$ZodIssue, json: unknown): ConfigurationProblem[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  const at = path.lastIndexOf('rules');
  const isEntry = at >= 0 && path.length > at + 1;
  if (path[0] === 'advice') return explainAdvice(valueAt(json, ['advice']));
  if (issue.code === 'unrecognized_keys' && !isEntry) return issue.keys.map((key) => unknownKey([...path, key]));
  if (path[0] === 'unacceptable' && path.length === 2) return [unknownName(path, valueAt(json, path))];
  if (isEntry) return explainEntry(path.slice(0, at + 2), valueAt(json, path.slice(0, at + 2)));
  const where = path.length === 0 ? 'The configuration' : `\`${path.join('.')}\``;
  const expected =
    'expected' in issue ? `has to be ${article(String(issue.expected))}` : 'does not have the right form';
  return [{ path, message: `${where} ${expected}.` }];
}

function unknownName(path: readonly (string | number)[], name: unknown): ConfigurationProblem {
  if (typeof name !== 'string') return { path, message: '`unacceptable` lists names of rules and categories.' };
  const near = nearest(name, everyName());
  const message = `\`${name}\` is not a rule or a category of rules${ending(near)}`;
  return { path, message, ...(near !== undefined && { nearest: near }) };
}

function unknownKey(path: readonly (string | number)[]): ConfigurationProblem {
  const key = String(path[path.length - 1]);
  const inRules = path[path.length - 2] === 'rules';
  const near = nearest(key, inRules ? everyName() : settingNames(path.length));
  const what = inRules ? 'a rule or a category of rules' : 'a setting';
  return { path, message: `\`${key}\` is not ${what}${ending(near)}`, ...(near !== undefined && { nearest: near }) };
}

const settingNames = (depth: number): readonly string[] =>
  depth === 1
    ? ['extends', 'rules', 'overrides', 'prices', 'libraries', 'ignore', 'unacceptable', 'advice']
    : ['files', 'rules'];

/** The rules, own checks, and categories a configuration may name. */
export function everyName(): readonly string[] {
  return [...rules.map(({ name }) => name), ...ownChecks.map(({ name }) => name), ...categories];
}

function explainEntry(path: readonly (string | number)[], entry: unknown): ConfigurationProblem[] {
  const name = String(path[path.length - 1]);
  const rule = rules.find((candidate) => candidate.name === name);
  if (rule && isOptions(entry)) return explainOptions(rule, path, entry);
  const level = Array.isArray(entry) ? entry[0] : entry;
  const levelPath = Array.isArray(entry) ? [...path, 0] : path;
  if (!levels.some((known) => known === level)) {
    const near = typeof level === 'string' ? nearest(level, levels) : undefined;
    const message = `\`${name}\` takes ${levels.join(', ')}${typeof level === 'string' ? `, but \`${level}\` is written` : ''}${ending(near)}`;
    return [{ path: levelPath, message, ...(near !== undefined && { nearest: near }) }];
  }
  const options: unknown = Array.isArray(entry) ? entry[1] : undefined;
  if (!rule || !isOptions(options) || (entry as unknown[]).length > 2) {
    return [{ path, message: `\`${name}\` takes a severity${rule ? ' or [severity, { option: value }]' : ''}.` }];
  }
  return explainOptions(rule, [...path, 1], options);
}

const isOptions = (entry: unknown): entry is Readonly<Record<string, unknown>> =>
  typeof entry === 'object' && entry !== null && !Array.isArray(entry);

function explainOptions(
  { name, options: known = {} }: Rule,
  path: readonly (string | number)[],
  options: Readonly<Record<string, unknown>>,
): ConfigurationProblem[] {
  return Object.entries(options).flatMap(([option, value]): ConfigurationProblem[] => {
    const definition = Object.hasOwn(known, option) ? known[option] : undefined;
    const optionPath = [...path, option];
    if (!definition) {
      const near = nearest(option, Object.keys(known));
      const message = `\`${name}\` has no option \`${option}\`${ending(near)}`;
      return [{ path: optionPath, message, ...(near !== undefined && { nearest: near }) }];
    }
    const fits = Array.isArray(definition.default) ? isStrings(value) : typeof value === typeof definition.default;
    const type = Array.isArray(definition.default) ? 'array' : typeof definition.default;
    return fits ? [] : [{ path: optionPath, message: `\`${option}\` of \`${name}\` has to be ${article(type)}.` }];
  });
}

function isStrings(value: unknown): boolean {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function valueAt(json: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>((value, part) => (value as Record<string | number, unknown> | undefined)?.[part], json);
}

const ending = (near: string | undefined): string => (near === undefined ? '.' : `; did you mean \`${near}\`?`);

const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
