import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  DefinitionRequest,
  type LocationLink,
  PrepareRenameRequest,
  ReferencesRequest,
  RenameRequest,
  TypeDefinitionRequest,
} from 'vscode-languageserver-protocol/node';
import { Editor, offsetAt, uri } from './harness.js';

let editor: Editor;
beforeEach(async () => {
  editor = await Editor.start();
});
afterEach(() => editor.stop());

const at = (name: string) => ({ uri: uri(name) });

async function definition(
  marked: string,
  request: typeof DefinitionRequest.type | typeof TypeDefinitionRequest.type = DefinitionRequest.type,
): Promise<string[]> {
  const position = await editor.open('a.arch', marked);
  const found = ((await editor.connection.sendRequest(request, { textDocument: at('a.arch'), position })) ??
    []) as LocationLink[];
  return found.map(({ targetUri, targetSelectionRange: { start, end } }) => {
    const text = targetUri === uri('a.arch') ? editor.text('a.arch') : undefined;
    return text === undefined
      ? `${targetUri}:${start.line}`
      : `${start.line}:${text.slice(offsetAt(text, start), offsetAt(text, end))}`;
  });
}

describe('definition', () => {
  test.each([
    ['a link', 'service a {}\nservice b {}\na -> |b\n', '1:b'],
    [
      'a qualified name, its block',
      'region us { service a {} }\nregion eu { service a {} }\nservice b {}\nb -> e|u.a\n',
      '1:eu',
    ],
    [
      'a qualified name, its last part',
      'region us { service a {} }\nregion eu { service a {} }\nservice b {}\nb -> eu.a|\n',
      '1:a',
    ],
    ['a flow', 'client c {}\nflow read { from: c }\nservice s {}\nc -> s { for: re|ad }\n', '1:read'],
    ['a column', 'database d { table t { fields { k: id }\n shard-key: |k } }\n', '0:k'],
    ['a param in a sum', 'param dau = 1M\nclient c { users: 2 * da|u }\n', '0:dau'],
    [
      'the subject of a figure',
      'client c { users: 1 }\nflow read { from: c }\nexpect rea|d.rate.peak < 1/s\n',
      '1:read',
    ],
    ['an end of a link in a figure', 'service a {}\nservice b {}\na -> b\nexpect a->b|.rate.peak < 1/s\n', '1:b'],
    ['what is accepted', 'service a {}\nservice b {}\na -> b\naccept missing-timeout on a -> |b "x"\n', '1:b'],
    ['who is forbidden', 'service a {}\ngroup g { service b {} }\nforbid a -> |g\n', '1:g'],
    ['an engine of the team', 'engine mine extends redis {}\ncache c { engine: mi|ne }\n', '0:mine'],
  ])('%s', async (_, marked, expected) => {
    expect(await definition(marked)).toEqual([expected]);
  });

  test('of an engine lies in the library', async () => {
    for (const marked of [
      'cache c { engine: red|is }\n',
      'engine mine extends red|is {}\n',
      'cache c { engine: redis }\ncache d { engine: red|is }',
    ]) {
      expect(await definition(marked), marked).toEqual([expect.stringMatching(/^archlang:library\/caches\.arch:\d+$/)]);
      await editor.close('a.arch');
    }
  });

  test('of an import is the file', async () => {
    editor.host.files.set(uri('b.arch'), 'service b {}');
    expect(await definition('import "./b|.arch"\n')).toEqual([`${uri('b.arch')}:0`]);
  });

  test('of nothing is nothing', async () => {
    for (const marked of ['// a|b\n', 'service a { replicas: |3 }', 'a -> no|where', '|']) {
      expect(await definition(marked), marked).toEqual([]);
      await editor.close('a.arch');
    }
  });

  test('of a type: the engine of a component', async () => {
    expect(await definition('cache ho|t { engine: redis }\n', TypeDefinitionRequest.type)).toEqual([
      expect.stringContaining('archlang:library/caches.arch'),
    ]);
  });
});

describe('references and rename', () => {
  const main = `import "./platform.arch"
client web { users: 1M }
flow read { from: web, rate: 1/user/day }
region us { service api { replicas: 2 } }
region eu { service api { replicas: 2 } }
web -> us.api { timeout: 1s }
us.api -> store { timeout: 1s, for: read }
eu.api -> store { timeout: 1s }
expect us.api->store.rate.peak < 9k/s
expect store.rate.peak < 9k/s
accept missing-timeout on us.api -> store "x"
forbid any client -> store
`;
  const platform = 'database store {\n  table rows { fields { id: id } }\n}\nworker w {}\nw -> store { timeout: 1s }\n';

  async function open(): Promise<void> {
    editor.host.files.set(uri('platform.arch'), platform);
    await editor.write('platform.arch', platform);
    await editor.open('main.arch', main);
  }

  function place(text: string, word: string, from = 0) {
    const offset = text.indexOf(word, from);
    const lines = text.slice(0, offset).split('\n');
    return { line: lines.length - 1, character: lines[lines.length - 1].length };
  }

  test('find every use in all files, with the declaration or without', async () => {
    await open();
    const position = place(main, 'store {');
    for (const [includeDeclaration, count] of [
      [true, 8],
      [false, 7],
    ] as const) {
      const found = await editor.connection.sendRequest(ReferencesRequest.type, {
        textDocument: at('main.arch'),
        position,
        context: { includeDeclaration },
      });
      expect(found).toHaveLength(count);
      for (const { uri: file, range } of found ?? []) {
        const text = file === uri('main.arch') ? main : platform;
        expect(text.slice(offsetAt(text, range.start), offsetAt(text, range.end))).toBe('store');
      }
    }
  });

  test('change every use in all files', async () => {
    await open();
    const edit = await editor.connection.sendRequest(RenameRequest.type, {
      textDocument: at('main.arch'),
      position: place(main, 'store {'),
      newName: 'ledger',
    });
    expect(editor.applied(edit!)).toEqual({
      'main.arch': main.replaceAll('store', 'ledger'),
      'platform.arch': platform.replaceAll('store', 'ledger'),
    });
  });

  test('from a file that is imported and was opened alone', async () => {
    editor.host.files.set(uri('main.arch'), main);
    await editor.write('main.arch', main);
    await editor.open('platform.arch', platform);
    const edit = await editor.connection.sendRequest(RenameRequest.type, {
      textDocument: at('platform.arch'),
      position: place(platform, 'store'),
      newName: 'ledger',
    });
    expect(editor.applied(edit!)).toEqual({
      'main.arch': main.replaceAll('store', 'ledger'),
      'platform.arch': platform.replaceAll('store', 'ledger'),
    });
  });

  test('reach the other designs that import the same file', async () => {
    const other = 'import "./platform.arch"\nservice report {}\nreport -> store { timeout: 1s }\n';
    await editor.write('other.arch', other);
    await open();
    const edit = await editor.connection.sendRequest(RenameRequest.type, {
      textDocument: at('main.arch'),
      position: place(main, 'store {'),
      newName: 'ledger',
    });
    expect(editor.applied(edit!)['other.arch']).toBe(other.replaceAll('store', 'ledger'));
    const clash = editor.connection.sendRequest(RenameRequest.type, {
      textDocument: at('main.arch'),
      position: place(main, 'store {'),
      newName: 'report',
    });
    await expect(clash).rejects.toThrow('`report` is declared already.');
  });

  test('keep the blocks in front of a qualified name', async () => {
    await open();
    const edit = await editor.connection.sendRequest(RenameRequest.type, {
      textDocument: at('main.arch'),
      position: place(main, 'api -> store'),
      newName: 'backend',
    });
    expect(editor.applied(edit!)).toEqual({
      'main.arch': main
        .replaceAll('us.api', 'us.backend')
        .replace('region us { service api', 'region us { service backend'),
    });
  });

  test('change the block in front of qualified names', async () => {
    await open();
    const edit = await editor.connection.sendRequest(RenameRequest.type, {
      textDocument: at('main.arch'),
      position: place(main, 'us {'),
      newName: 'us-east',
    });
    expect(editor.applied(edit!)['main.arch']).toBe(
      main.replaceAll('us.api', 'us-east.api').replace('region us', 'region us-east'),
    );
  });

  test('are offered where there is a name of ours', async () => {
    await open();
    const prepared = await editor.connection.sendRequest(PrepareRenameRequest.type, {
      textDocument: at('main.arch'),
      position: place(main, 'web ->'),
    });
    expect(prepared).toEqual({
      range: { start: { line: 5, character: 0 }, end: { line: 5, character: 3 } },
      placeholder: 'web',
    });
    for (const word of ['client', '1M', 'timeout', 'import']) {
      const none = await editor.connection.sendRequest(PrepareRenameRequest.type, {
        textDocument: at('main.arch'),
        position: place(main, word),
      });
      expect(none, word).toBeNull();
    }
    const engine = await editor.open('e.arch', 'cache c { engine: re|dis }\n');
    expect(
      await editor.connection.sendRequest(PrepareRenameRequest.type, { textDocument: at('e.arch'), position: engine }),
    ).toBeNull();
  });

  test('refuse a name that is none, or is taken', async () => {
    await open();
    const rename = (newName: string) =>
      editor.connection.sendRequest(RenameRequest.type, {
        textDocument: at('main.arch'),
        position: place(main, 'web ->'),
        newName,
      });
    for (const newName of ['', '9lives', 'a b', 'a.b', 'a->b', 'us-', '"x"'])
      await expect(rename(newName), newName).rejects.toThrow('is no name');
    await expect(rename('store')).rejects.toThrow('declared already');
    await expect(rename('service')).resolves.toBeTruthy();
  });
});
