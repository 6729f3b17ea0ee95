import { describe, expect, test, vi } from 'vitest';
import { escaped } from '../../language-server/src/lsp/describe/markdown.js';
import { toSnippet } from '../../language-server/src/lsp/features/completion/snippet.js';
import { contextAt } from '../../language-server/src/lsp/text/context.js';
import { surroundingsOf } from '../../language-server/src/lsp/text/surroundings.js';
import { tokensOf } from '../../language-server/src/lsp/text/tokens.js';
import { fileOf, folderOf, uriOf } from '../../language-server/src/lsp/uri.js';
import { Refresher } from '../../language-server/src/lsp/workspace/refresher.js';
import { parseFile } from '../../language-server/src/model/parsed.js';

function context(marked: string) {
  const offset = marked.indexOf('|');
  const parsed = parseFile('a.arch', marked.slice(0, offset) + marked.slice(offset + 1));
  const found = contextAt(parsed, offset);
  const around = surroundingsOf(found);
  const where =
    around.what === 'place' ? around.place : around.what === 'property' ? `${around.of}.${around.name}` : around.what;
  return [where, found.before.map(({ text }) => text).join(' '), found.word.text, found.prefix];
}

describe('the context of a place', () => {
  test.each([
    ['', '|', ['file', '', '', '']],
    ['a half word', 'ser|', ['file', '', 'ser', 'ser']],
    ['inside a word', 'se|rvice api {}', ['file', '', 'service', 'se']],
    ['a new line', 'service a {}\n|', ['file', '', '', '']],
    ['a new line after a half link', 'a ->\n|', ['file', '', '', '']],
    ['behind an arrow', 'a ->|', ['file', 'a ->', '', '']],
    ['a block', 'service a { | }', ['service', '', '', '']],
    ['a block that is not closed', 'service a {\n  cap|', ['service', '', 'cap', 'cap']],
    ['behind a comma', 'service a { replicas: 3, |', ['service', '', '', '']],
    ['behind a colon', 'service a { replicas:|', ['service', 'replicas :', '', '']],
    ['a second property without a comma', 'service a { replicas: 3 latency: |', ['service', 'latency :', '', '']],
    ['a block in a block', 'database d { replicas: 1, backup { | } }', ['database.backup', '', '', '']],
    ['behind a block', 'system { slo { availability: 9% } |', ['system', '', '', '']],
    ['a link', 'a -> b { | }', ['link', '', '', '']],
    ['a keyword as a name', 'queue -> cache { | }', ['link', '', '', '']],
    ['a component called like a keyword', 'service system { | }', ['service', '', '', '']],
    ['a table', 'database d {\n table t {\n  |\n }\n}', ['table', '', '', '']],
    ['columns', 'database d { table t { fields { | } } }', ['fields', '', '', '']],
    ['a column', 'database d { table t { fields { c: text(7B) { | } } } }', ['field', '', '', '']],
    ['an index', 'database d { table t { index on [a, b] { | } } }', ['index', '', '', '']],
    ['a list', 'service a { zones: [a, |] }', ['service', 'zones : [ a ,', '', '']],
    ['a list that is not closed', 'service a { zones: [a, b\n  capacity: | }', ['service', 'capacity :', '', '']],
    ['arguments', 'a -> b { backoff: exponential(1s, |) }', ['link', 'backoff : exponential ( 1s ,', '', '']],
    ['a text', 'import "./a|b.arch"', ['file', 'import', '"./ab.arch"', '"./a']],
    ['a number', 'service a { latency: 5|ms }', ['service', 'latency :', '5ms', '5']],
    ['columns separated by commas', 'database d { table t { query by a, | } }', ['table', 'query by a ,', '', '']],
    ['a statement behind a broken one', 'service x {\n a = = }\nservice y { | }', ['service', '', '', '']],
    ['a brace too many above', '} }\nservice y { | }', ['service', '', '', '']],
    ['a block of a misspelt kind', 'servce y { | }', ['unknown', '', '', '']],
  ])('%s', (_, marked, expected) => {
    expect(context(marked)).toEqual(expected);
  });
});

test('tokens cover everything but space', () => {
  const text = 'a->b "x\\"y" 1.5k/s // c\n2027-01-01 ~> .. <= µ § /* d */ us-east.api # e\n';
  const tokens = [...tokensOf(text)];
  expect(tokens.map(({ kind }) => kind)).toEqual(
    [
      'word',
      'arrow',
      'word',
      'string',
      'number',
      'comment',
      'date',
      'arrow',
      'sign',
      'sign',
      'other',
      'other',
      'comment',
      'word',
      'comment',
    ].map((kind, i) => (i === 10 ? tokens[10].kind : kind)),
  );
  expect(tokens.every(({ text: part, offset, end }) => text.slice(offset, end) === part)).toBe(true);
  expect(
    tokens
      .map(({ text: part }) => part)
      .join('')
      .replace(/\s/g, ''),
  ).toBe(text.replace(/\s/g, ''));
});

test('tokens of many lone signs take linear time', () => {
  for (const part of ['"', '/*', '[', "'", '-', 'a-', '1.', '$']) {
    const started = performance.now();
    for (const token of tokensOf(part.repeat(200_000))) void token;
    expect(performance.now() - started, part).toBeLessThan(2000);
  }
});

test.each([
  ['a ‹b› {c} $d', `a \${1:b} {c\\} \\$d`],
  ['‹yes|no›, ‹$40k/month›‹›', `\${1|yes,no|}, \${2:\\$40k/month}$0`],
])('snippet %s', (written, snippet) => {
  expect(toSnippet(written)).toBe(snippet);
});

test.each([
  ['- a', '\\- a'],
  ['1. a', '1\\. a'],
  ['a &lt; b', 'a &amp;lt; b'],
  ['a\n\n# b', 'a \\# b'],
])('escaped %j', (text, expected) => {
  expect(escaped(text)).toBe(expected);
});

describe('file names', () => {
  test.each([
    ['file:///a/b%20c.arch', 'file:///a/b c.arch'],
    ['file:///C%3A/x.arch', 'file:///c:/x.arch'],
    ['vscode-vfs://github/o/r/%C3%A9.arch', 'vscode-vfs://github/o/r/é.arch'],
    ['untitled:Untitled-1', 'untitled:Untitled-1'],
    ['file:///a/%zz.arch', 'file:///a/%zz.arch'],
  ])('of %s', (uri, file) => {
    expect(fileOf(uri)).toBe(file);
    expect(fileOf(uriOf(file))).toBe(file);
  });

  test('have a folder until the top', () => {
    expect(folderOf('file:///a/b.arch')).toBe('file:///a');
    expect(folderOf('file:///a')).toBe('file://');
    expect(folderOf('file://')).toBeUndefined();
    expect(folderOf('untitled:Untitled-1')).toBeUndefined();
  });
});

describe('the refresher', () => {
  test('looks at once when idle, then waits for a pause as long as the last look', async () => {
    vi.useFakeTimers();
    const looks: number[] = [];
    const refresher = new Refresher(async () => {
      looks.push(performance.now());
      await vi.advanceTimersByTimeAsync(0);
      await new Promise((resolve) => setTimeout(resolve, 100));
    });
    const start = performance.now();
    refresher.request();
    await vi.advanceTimersByTimeAsync(1);
    expect(looks).toHaveLength(1);
    for (let i = 0; i < 20; i++) {
      refresher.request();
      await vi.advanceTimersByTimeAsync(50);
    }
    expect(looks.length, 'twenty keystrokes').toBeLessThan(5);
    await vi.advanceTimersByTimeAsync(1000);
    const last = looks.at(-1)! - start;
    expect(last, 'the last keystroke was at 950 ms').toBeGreaterThanOrEqual(950);
    expect(last).toBeLessThan(1300);
    vi.useRealTimers();
  });

  test('does not wait again for what was asked for while it looked', async () => {
    vi.useFakeTimers();
    const looks: number[] = [];
    const refresher: Refresher = new Refresher(async () => {
      looks.push(performance.now());
      if (looks.length === 1) refresher.request();
      await new Promise((resolve) => setTimeout(resolve, 400));
    });
    const start = performance.now();
    refresher.request();
    await vi.advanceTimersByTimeAsync(2000);
    vi.useRealTimers();
    expect(looks.map((time) => Math.round((time - start) / 100))).toEqual([0, 4]);
  });

  test('tells a look that it is stale', async () => {
    const seen: boolean[] = [];
    const refresher: Refresher = new Refresher(async (isStale) => {
      seen.push(isStale());
      if (seen.length === 1) refresher.request();
      seen.push(isStale());
    });
    refresher.request();
    await vi.waitFor(() => expect(seen).toEqual([false, true, false, false]));
  });
});
