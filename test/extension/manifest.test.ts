/** What the extension says of itself must be so. */
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Ajv } from 'ajv';
import ts from 'typescript';
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

describe('what the page of a preview says', () => {
  const page = join(folder, 'src/webview');

  test.each(filesBelow(page).filter((file) => /\.tsx?$/.test(file)))('can be translated: %s', (file) => {
    expect(bareTexts(readFileSync(file, 'utf8'))).toEqual([]);
  });

  test.each([
    ['<p>Nothing here.</p>', 'Nothing here.'],
    ['<p>and {more} more.</p>', 'and', 'more.'],
    ['<p aria-label="all figures">{l10n.t("x")}</p>', 'all figures'],
    [`<p title={\`\${n} links\`} />`, 'links'],
    ['<p title={all ? "all" : l10n.t("some")} />', 'all'],
    ['<h3>{n === 1 ? "this breaks" : l10n.t("Breaks first")}</h3>', 'this breaks'],
    [`<h3>{shown && \`\${n} more\`}</h3>`, 'more'],
    ['const names = ["Engine"]', 'Engine'],
    [`const said = \`Breaks: \${what}\``, 'Breaks:'],
    ['const said = l10n.t("Breaks: {0}", "Everything")', 'Everything'],
    ['const said = l10n.t(n === 1 ? "one link" : "Many links")', 'one link', 'Many links'],
    [`const said = l10n.t(\`Breaks: \${what}\`)`, 'Breaks:'],
    ['<p class="quiet row" title={l10n.t("Links")}>{l10n.t("{0} links", n)} · {name}%</p>'],
    ['if (key === "Escape") throw new Error("It broke.")'],
  ])('is told from what cannot: %s', (text, ...bare) => {
    expect(bareTexts(text)).toEqual(bare);
  });
});

/** Texts that people would read and that do not pass through `l10n.t`, whose message is one literal, since it is read from the source. */
function bareTexts(text: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (isTextPart(node) && /\p{L}/u.test(node.text) && isShown(node)) found.push(node.text.trim());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('page.tsx', text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

function isTextPart(node: ts.Node): node is ts.JsxText | ts.LiteralLikeNode {
  return (
    ts.isJsxText(node) ||
    ts.isStringLiteralLike(node) ||
    ts.isTemplateHead(node) ||
    ts.isTemplateMiddleOrTemplateTail(node)
  );
}

const comparisons = new Set([ts.SyntaxKind.EqualsEqualsEqualsToken, ts.SyntaxKind.ExclamationEqualsEqualsToken]);

function isShown(part: ts.JsxText | ts.LiteralLikeNode): boolean {
  if (ts.isJsxText(part)) return true;
  const whole = ts.isStringLiteralLike(part) ? part : ts.findAncestor(part, ts.isTemplateExpression)!;
  for (let { parent } = whole as ts.Node; parent; parent = parent.parent) {
    if (ts.isCallExpression(parent) && parent.expression.getText() === 'l10n.t') {
      return parent.arguments[0] !== whole || ts.isTemplateExpression(whole);
    }
    const isOther =
      ts.isNewExpression(parent) ||
      ts.isCaseClause(parent) ||
      ts.isElementAccessExpression(parent) ||
      (ts.isBinaryExpression(parent) && comparisons.has(parent.operatorToken.kind));
    if (isOther) return false;
    if (ts.isJsxAttribute(parent))
      return /^(aria-label|aria-valuetext|title|placeholder|label)$/.test(parent.name.getText());
    // What a callback or a call inside of it does shows nothing by itself.
    if (ts.isCallExpression(parent) || ts.isFunctionLike(parent)) break;
    if (ts.isJsxExpression(parent) && !ts.isJsxAttribute(parent.parent)) return true;
  }
  return /^\p{Lu}\p{Ll}/u.test(part.text);
}

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
