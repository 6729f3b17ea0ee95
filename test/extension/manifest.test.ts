/** What the extension says of itself must be so. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { defaultSettings } from '../../language-server/src/lsp/settings.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';

const root = resolve(import.meta.dirname, '../..');
const folder = join(root, 'extension');
const read = (path: string): string => readFileSync(join(folder, path), 'utf8');
const manifest = JSON.parse(read('package.json'));
const words: Readonly<Record<string, string>> = JSON.parse(read('package.nls.json'));
const sources = filesBelow(join(folder, 'src')).map((file) => readFileSync(file, 'utf8'));

function filesBelow(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const below = join(path, entry.name);
    return entry.isDirectory() ? filesBelow(below) : [below];
  });
}

test('every text that people read can be translated, and none is left over', () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
  expect([...new Set(used)].sort()).toEqual(Object.keys(words).sort());
  const { contributes } = manifest;
  const shown: unknown[] = [
    ...contributes.commands.map(({ title }: { title: string }) => title),
    ...Object.values<{ markdownDescription: string }>(contributes.configuration.properties).map(
      ({ markdownDescription }) => markdownDescription,
    ),
  ];
  for (const text of shown) expect(text).toMatch(/^%.+%$/);
});

test('what the extension itself says can be translated', () => {
  const said = filesBelow(join(folder, 'src')).filter((file) => !file.includes('webview'));
  const shown =
    /(?:show(?:Error|Warning|Information)Message|setStatusBarMessage)\(\s*|\b(?:title|placeHolder|detail|tooltip) ?[:=]\s*/g;
  for (const file of said) {
    const text = readFileSync(file, 'utf8');
    for (const { 0: words, index } of text.matchAll(shown)) {
      expect(text[index + words.length], `${file}: ${words.trim()}`).not.toMatch(/['"`]/);
    }
  }
});

test('every command exists, and all but one show only where they apply', () => {
  const commands: string[] = manifest.contributes.commands.map(({ command }: { command: string }) => command);
  const registered = sources.flatMap((text) =>
    [...text.matchAll(/registerCommand\(\s*'(archlang\.\w+)'/g)].map(([, name]) => name),
  );
  expect(registered.sort()).toEqual([...commands].sort());
  const limited: string[] = manifest.contributes.menus.commandPalette
    .filter(({ when }: { when: string }) => when !== '')
    .map(({ command }: { command: string }) => command);
  expect(commands.filter((command) => !limited.includes(command))).toEqual(['archlang.newDesign']);
});

test('settings have the defaults that the server has', () => {
  const flat: Record<string, unknown> = {};
  const walk = (value: unknown, path: string): void => {
    const isSection = typeof value === 'object' && value !== null && !Array.isArray(value) && path !== 'archlang.rules';
    if (!isSection) flat[path] = value;
    else for (const [name, inner] of Object.entries(value)) walk(inner, `${path}.${name}`);
  };
  walk(defaultSettings, 'archlang');
  const { properties } = manifest.contributes.configuration;
  for (const [name, value] of Object.entries(flat)) expect(properties[name]?.default, name).toEqual(value);
});

test('files that are named are there', () => {
  const named = [...JSON.stringify(manifest).matchAll(/"\.\/((?:icons|snippets|walkthrough)\/[^"]+)"/g)];
  expect(named.length).toBeGreaterThan(6);
  for (const [, path] of named) expect(existsSync(join(folder, path)), path).toBe(true);
});

test('the schema of archlang.json tells a setting from a mistake', () => {
  const [{ fileMatch, url }] = manifest.contributes.jsonValidation;
  expect(fileMatch).toEqual(['archlang.json']);
  expect(url).toBe('./dist/archlang.schema.json');
  const schema = JSON.parse(readFileSync(join(root, 'language-server/schemas/archlang.json'), 'utf8'));
  const { $schema, ...plain } = schema;
  const validate = new Ajv({ strict: false }).compile(plain);
  expect(validate({ rules: { 'missing-timeout': 'error' } })).toBe(true);
  expect(validate({ rules: { 'missing-timeout': 'loud' } })).toBe(false);
});

test('the problem matcher reads what the task prints', () => {
  const [{ pattern }] = manifest.contributes.problemMatchers;
  const program = join(root, 'language-server/dist/archlang.cjs');
  const args = [program, 'check', 'examples/commerce/orders/wrong.arch', '--format', 'compact', '--fail-on', 'never'];
  const lines = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8' }).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(10);
  for (const line of lines) {
    const [file, row, column, severity, code, message] = new RegExp(pattern.regexp).exec(line)?.slice(1) ?? [];
    expect({ file, severity }, line).toEqual({
      file: 'examples/commerce/orders/wrong.arch',
      severity: expect.stringMatching(/^(error|warning|info|hint)$/),
    });
    expect(Number(row) * Number(column), line).toBeGreaterThan(0);
    expect(code, line).toMatch(/^[a-z-]+$/);
    expect(message.length, line).toBeGreaterThan(10);
  }
});

describe('snippets', () => {
  const snippets: Record<string, { prefix: string; body: string[] }> = JSON.parse(read('snippets/arch.json'));
  /** With each proposal taken as it is, and the first of each choice. */
  const expanded = ({ body }: { body: string[] }): string =>
    body
      .join('\n')
      .replace(/\$\{\d+\|([^,|]+)[^}]*\}/g, '$1')
      .replace(/\$\{\d+:([^}]*)\}/g, '$1')
      .replace(/\$0/g, '');

  test.each(Object.entries(snippets))('%s', (_, snippet) => {
    const text = expanded(snippet);
    expect(text).not.toMatch(/[$|]/);
    const around = 'service api {}\ndatabase db {}\nexternal payments {}\n';
    const missing = around
      .split('\n')
      .filter((line) => line !== '' && !text.includes(`${line.split(' ').slice(0, 2).join(' ')} {`));
    const whole = `${missing.join('\n')}\n${text}`;
    const model = buildModel('s.arch', new Map([['s.arch', parseFile('s.arch', whole)]]));
    expect(model.problems).toEqual([]);
    expect(model.links.length).toBeGreaterThan(0);
  });
});
