import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CodeAction, CodeActionKind, CodeActionRequest } from 'vscode-languageserver-protocol/node';
import { conversions } from '../../language-server/src/lsp/features/actions/convert-units.js';
import { Editor, positionAt, uri } from './harness.js';

let editor: Editor;
let count = 0;
beforeAll(async () => {
  editor = await Editor.start();
});
afterAll(() => editor.stop());

interface Offered {
  readonly titles: readonly string[];
  /** The text after an action whose title begins so. */
  after(title: string): string;
}

/** What is offered where `|` stands, or between two of them. */
async function offered(marked: string, only?: string): Promise<Offered> {
  const name = `r${count++}.arch`;
  const parts = marked.split('|');
  const text = parts.join('');
  const start = positionAt(text, parts[0].length);
  const end = parts.length > 2 ? positionAt(text, parts[0].length + parts[1].length) : start;
  await editor.open(name, text);
  const found = ((await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: uri(name) },
    range: { start, end },
    context: { diagnostics: [], ...(only && { only: [only] }) },
  })) ?? []) as CodeAction[];
  const after = (title: string): string => {
    const action = found.find((candidate) => candidate.title.startsWith(title));
    if (!action) throw new Error(`no ${title} among ${found.map((other) => other.title).join(', ')}`);
    return editor.applied(action.edit ?? {})[name];
  };
  return { titles: found.map(({ title }) => title), after };
}

/** What is said about a text. */
async function codes(text: string): Promise<readonly unknown[]> {
  const name = `r${count++}.arch`;
  await editor.open(name, text);
  return editor.codes(name);
}

describe('a number becomes a param', () => {
  test.each([
    ['a count', 'service api { replicas: |3 }\n', 'param api-replicas = 3\nservice api { replicas: api-replicas }\n'],
    [
      'a quantity in a group, declared outside of it',
      'region eu {\n  service api { capacity: 4|k/s }\n}\n',
      'param api-capacity = 4k/s\nregion eu {\n  service api { capacity: api-capacity }\n}\n',
    ],
    [
      'behind the params that are there, with a name that is free',
      'param api-latency = 1ms in 1ms..5ms\nservice api { latency: |5ms }\n',
      'param api-latency = 1ms in 1ms..5ms\nparam api-latency-2 = 5ms\nservice api { latency: api-latency-2 }\n',
    ],
    [
      'a property of a link',
      'service a {}\nservice b {}\na -> b { timeout: |2s }\n',
      'service a {}\nservice b {}\nparam timeout = 2s\na -> b { timeout: timeout }\n',
    ],
    [
      'a rate per user',
      'client web { users: 1M }\nflow read { from: web, rate: 10/user|/day }\n',
      'client web { users: 1M }\nparam read-rate = 10/user/day\nflow read { from: web, rate: read-rate }\n',
    ],
  ])('%s', async (_, marked, expected) => {
    const text = (await offered(marked, CodeActionKind.RefactorExtract)).after('Extract to');
    expect(text).toBe(expected);
    expect(await codes(text)).toEqual(await codes(marked.replaceAll('|', '')));
  });

  test.each([
    'service a { replicas| : 3 }',
    'param x = |3',
    'client c { users: |1M..3M }',
    'service a {}\nservice b {}\na -> b { backoff: exponential(|100ms, 1s) }',
    'lb l { layer: |7 }',
    'engine e { capacity: |1k/s }',
    'service a { replicas: |3q }',
  ])('but not in %s', async (marked) => {
    expect((await offered(marked, CodeActionKind.RefactorExtract)).titles).toEqual([]);
  });
});

describe('units', () => {
  test.each([
    ['2000ms', ['2s']],
    ['90s', ['1.5min']],
    ['24h', ['1440min', '1d']],
    ['864k/day', ['10/s', '600/min']],
    ['1024MB', ['1.024GB']],
    ['1000', ['1k']],
    ['100Mbps', ['0.1Gbps', '12.5MB/s']],
    ['90%', []],
    ['3x', []],
    ['500M/month', []],
    ['2y', []],
    ['nonsense', []],
    ['0s', []],
  ])('%s', (written, expected) => {
    const found = conversions(written);
    expect(found).toEqual(expect.arrayContaining(expected));
    if (expected.length === 0) expect(found).toEqual([]);
  });

  test('are written in place of the number', async () => {
    const found = await offered('service a {}\nservice b {}\na -> b { timeout: 20|00ms }\n', CodeActionKind.Refactor);
    expect(found.after('Write as `2s`')).toContain('{ timeout: 2s }');
  });
});

describe('wrapping in a group', () => {
  test('takes the selected statements, comments between them included', async () => {
    const text = (
      await offered('service a {}\nserv|ice b {\n  replicas: 2\n}\n// why\nservice c| {}\na -> b { timeout: 1s }\n')
    ).after('Wrap 2 statements');
    expect(text).toBe(
      'service a {}\ngroup "New group" {\n  service b {\n    replicas: 2\n  }\n  // why\n  service c {}\n}\na -> b { timeout: 1s }\n',
    );
    expect(await codes(text)).toEqual(await codes(text.replace('group "New group" {', '').replace(/\}\na/, '\na')));
  });

  test('works inside a group, and keeps the ends of lines', async () => {
    const text = (await offered('region eu {\r\n  service |a {}\r\n\r\n  service b| {}\r\n}\r\n')).after('Wrap');
    expect(text).toBe(
      'region eu {\r\n  group "New group" {\r\n    service a {}\r\n\r\n    service b {}\r\n  }\r\n}\r\n',
    );
  });

  test.each([
    'service a { repl|icas: 2 }\n',
    '|system "S" {}\nservice a {}|\n',
    'service |a {}, service b {}\n',
    'a -|> b\n',
  ])('is not offered in %j', async (marked) => {
    expect((await offered(marked)).titles.filter((title) => title.startsWith('Wrap'))).toEqual([]);
  });
});

describe('a missing component is created', () => {
  test.each([
    ['the target of a link', 'service a {}\na -> |b { timeout: 1s }\n', ['service', 'database']],
    ['what is called like a store', 'service a {}\na -> orders-d|b { timeout: 1s }\n', ['database', 'service']],
    ['where load comes from', 'flow f { from: |web }\n', ['client']],
    ['where dead letters go', 'queue q {}\nworker w { idempotent: yes }\nq ~> w { dead-letter: |rest }\n', ['queue']],
  ])('%s', async (_, marked, kinds) => {
    const found = await offered(marked, CodeActionKind.QuickFix);
    const titles = found.titles.filter((title) => title.startsWith('Create'));
    expect(titles.map((title) => title.split(' ')[1])).toEqual(kinds);
    expect(await codes(found.after('Create'))).not.toContain('unknown-name');
  });

  test('behind the component in front of its use', async () => {
    const found = await offered('service a {}\nflow f {}\nregion eu {\n  a -> |cache { timeout: 1s }\n}\n');
    expect(found.after('Create cache')).toMatch(/^service a \{\}\ncache cache \{\}\nflow f/);
  });

  test('but nothing for what is no component', async () => {
    const found = await offered('service a {}\nservice b {}\na -> b { for: |read, timeout: 1s }\n');
    expect(found.titles.filter((title) => title.startsWith('Create'))).toEqual([]);
  });
});

describe('imports are organised', () => {
  const organised = (text: string) => offered(`|${text}`, CodeActionKind.SourceOrganizeImports);

  test('sorted, each once, at the place of the first', async () => {
    const text =
      '// Shop\nimport "./b.arch" // bees\nservice s {}\nimport "../a.arch"\nimport "./b.arch"\nservice t {}\n';
    expect((await organised(text)).after('Organise')).toBe(
      '// Shop\nimport "../a.arch"\nimport "./b.arch" // bees\nservice s {}\nservice t {}\n',
    );
  });

  test('unless they are', async () => {
    for (const text of ['import "./a.arch"\nimport "./b.arch"\n', 'import "./a.arch"\n', '']) {
      expect((await organised(text)).titles).toEqual([]);
    }
    expect((await offered('|import "./b.arch"\nimport "./a.arch"\n')).titles).not.toContain('Organise imports');
  });
});
