import { afterEach, describe, expect, test, vi } from 'vitest';
import { HoverRequest, WillRenameFilesRequest, WorkspaceSymbolRequest } from 'vscode-languageserver-protocol/node';
import { shop } from './designs.js';
import { Editor, root, uri } from './harness.js';

let editor: Editor;
afterEach(() => editor.stop());

describe('imports', () => {
  test('an edit to an imported file refreshes the designs that import it', async () => {
    editor = await Editor.start({ 'platform.arch': 'database db {}\n' });
    await editor.open('main.arch', 'import "./platform.arch"\nservice api {}\napi -> db { timeout: 1s }\n');
    expect(editor.codes('main.arch')).toEqual([]);
    await editor.open('platform.arch', 'database db {}\n');
    await editor.type('platform.arch', 'db', 'store');
    await editor.until(() => editor.codes('main.arch').includes('unknown-name'));
    await editor.type('platform.arch', 'store', 'db');
    await editor.until(() => editor.codes('main.arch').length === 0);
  });

  test('an imported file is looked at inside the designs that import it, opened or not', async () => {
    editor = await Editor.start({ 'main.arch': 'import "./links.arch"\nservice a {}\nservice b {}\n' });
    await editor.open('links.arch', 'a -> b { timeout: 1s }\n');
    expect(editor.codes('links.arch'), 'a and b are declared by the file that imports it').toEqual([]);
  });

  test('a change outside of the editor counts', async () => {
    editor = await Editor.start({ 'platform.arch': 'database db {}\n' });
    await editor.open('main.arch', 'import "./platform.arch"\nservice api {}\napi -> db { timeout: 1s }\n');
    await editor.write('platform.arch', 'database store {}\n');
    await editor.until(() => editor.codes('main.arch').includes('unknown-name'));
    await editor.write('platform.arch', undefined);
    await editor.until(() => editor.codes('main.arch').includes('unknown-import'));
    await editor.write('platform.arch', 'database db {}\n');
    await editor.until(() => editor.codes('main.arch').length === 0);
  });

  test('nothing outside of the workspace is read', async () => {
    editor = await Editor.start();
    editor.host.files.set('file:///secret.arch', 'service s {}');
    await editor.open('main.arch', 'import "../secret.arch"\nimport "/etc/passwd"\n');
    expect(editor.codes('main.arch')).toEqual(['unknown-import', 'unknown-import']);
    expect(editor.host.reads.has('file:///secret.arch')).toBe(false);
    expect(editor.host.reads.has('file:///etc/passwd')).toBe(false);
  });

  test('typing an import changes which designs a file belongs to', async () => {
    editor = await Editor.start();
    await editor.open('links.arch', 'a -> b { timeout: 1s }\n');
    expect(editor.codes('links.arch')).toEqual(['unknown-name', 'unknown-name']);
    await editor.open('main.arch', 'service a {}\nservice b {}\n');
    await editor.type('main.arch', 'service b', 'import "./links.arch"\nservice b');
    await editor.until(() => editor.codes('links.arch').length === 0);
    await editor.type('main.arch', 'import', '// import');
    await editor.until(() => editor.codes('links.arch').length === 2);
  });

  test('what is shown in a file is asked for anew when a file it imports changes', async () => {
    const workspace = { inlayHint: { refreshSupport: true }, codeLens: { refreshSupport: true } };
    editor = await Editor.start({ 'platform.arch': 'database db {}\n' }, { capabilities: { workspace } });
    const refreshed: string[] = [];
    for (const what of ['inlayHint', 'codeLens']) {
      editor.connection.onRequest(`workspace/${what}/refresh`, () => {
        refreshed.push(what);
      });
    }
    await editor.open('main.arch', 'import "./platform.arch"\nservice api {}\n');
    await editor.type('main.arch', 'api', 'web');
    await editor.looked('main.arch');
    expect(refreshed).toEqual([]);
    await editor.write('platform.arch', 'database store {}\n');
    await editor.until(() => editor.changed.length > 2);
    await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uri('main.arch') },
      position: { line: 1, character: 9 },
    });
    expect(refreshed.sort()).toEqual(['codeLens', 'inlayHint']);
  });

  test('what two designs say of a file they share is said once', async () => {
    const files = {
      'shared.arch': 'service s {}\ns -> nowhere { timeout: 1s }\n',
      'two.arch': 'import "./shared.arch"\n',
    };
    editor = await Editor.start(files);
    await editor.open('one.arch', 'import "./shared.arch"\n');
    await editor.open('shared.arch', files['shared.arch']);
    expect(editor.codes('shared.arch')).toEqual(['unknown-name']);
  });

  test('a file that imports itself, and files that import each other', async () => {
    editor = await Editor.start({ 'b.arch': 'import "./a.arch"\nservice b {}\n' });
    await editor.open('a.arch', 'import "./a.arch"\nimport "./b.arch"\nservice a {}\na -> b { timeout: 1s }\n');
    expect(editor.codes('a.arch')).toEqual([]);
  });

  test('names with spaces and other letters', async () => {
    editor = await Editor.start();
    editor.host.files.set(`${root}/my%20parts%20%C3%A9.arch`, 'service b {}');
    await editor.open('main.arch', 'import "./my parts é.arch"\nservice a {}\na -> b { timeout: 1s }\n');
    expect(editor.codes('main.arch')).toEqual([]);
  });
});

describe('a design', () => {
  test('after many edits says what a fresh look says', async () => {
    editor = await Editor.start();
    await editor.open('shop.arch', shop);
    const edits = [
      ['timeout: 2s', 'timout: 2s'],
      ['cache hot {', 'cache hot'],
      ['replicas: 6', 'replicas: 1'],
      ['cache hot', 'cache hot {'],
      ['-> front', '-> frnt'],
      ['timout: 2s', 'timeout: 1s'],
      ['500k', '50M'],
      ['stores: goods', 'stores: god'],
      ['expect', '// expect'],
    ] as const;
    for (const [from, to] of edits) {
      await editor.type('shop.arch', from, to);
      if (to.length % 2 === 0) await editor.looked('shop.arch');
    }
    await editor.looked('shop.arch');
    const fresh = await Editor.start();
    await fresh.open('shop.arch', editor.text('shop.arch'));
    expect(editor.diagnostics.get(uri('shop.arch'))).toEqual(fresh.diagnostics.get(uri('shop.arch')));
    expect(editor.codes('shop.arch').length).toBeGreaterThan(2);
    await fresh.stop();
  });

  test('a request sees the text as it was when it was sent', async () => {
    editor = await Editor.start();
    await editor.open('a.arch', 'service api { replicas: 2 }\n');
    await editor.type('a.arch', 'replicas: 2', 'capacity: 7k/s, replicas: 1');
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument: { uri: uri('a.arch') },
      position: { line: 0, character: 9 },
    });
    expect(JSON.stringify(hover)).toContain('7k/s');
  });

  test('what was looked at for one request counts for the next only until something changes', async () => {
    editor = await Editor.start({ 'platform.arch': 'database db { capacity: 2k/s }\n' });
    await editor.open('main.arch', 'import "./platform.arch"\nservice api {}\napi -> db { timeout: 1s }\n');
    const hover = async (): Promise<string> => {
      const position = { line: 2, character: 8 };
      const found = await editor.connection.sendRequest(HoverRequest.type, {
        textDocument: { uri: uri('main.arch') },
        position,
      });
      return JSON.stringify(found);
    };
    expect(await hover()).toContain('2k/s');
    await editor.write('platform.arch', 'database db { capacity: 3k/s }\n');
    expect(await hover(), 'changed on the disk').toContain('3k/s');
    await editor.open('platform.arch', 'database db { capacity: 4k/s }\n');
    expect(await hover(), 'opened with other text').toContain('4k/s');
    await editor.type('platform.arch', '4k/s', '5k/s');
    expect(await hover(), 'edited').toContain('5k/s');
    await editor.close('platform.arch');
    await vi.waitFor(async () => expect(await hover(), 'closed without saving').toContain('3k/s'));
  });

  test('a file nobody knows has no answer, and no error', async () => {
    editor = await Editor.start();
    const position = { line: 0, character: 0 };
    expect(
      await editor.connection.sendRequest(HoverRequest.type, { textDocument: { uri: uri('none.arch') }, position }),
    ).toBeNull();
  });

  test('names are found in all files of the workspace', async () => {
    editor = await Editor.start({
      'deep/one.arch': 'region eu { service payments {} }\n',
      'two.arch': 'service other {}\n',
    });
    await editor.open('a.arch', 'table x {}\n');
    const found = await editor.connection.sendRequest(WorkspaceSymbolRequest.type, { query: 'pymt' });
    expect(found).toMatchObject([{ name: 'payments', containerName: 'eu', location: { uri: uri('deep/one.arch') } }]);
  });
});

describe('moving files', () => {
  const moves = async (...files: readonly (readonly [from: string, to: string])[]) => {
    const edit = await editor.connection.sendRequest(WillRenameFilesRequest.type, {
      files: files.map(([from, to]) => ({ oldUri: uri(from), newUri: uri(to) })),
    });
    return edit && editor.applied(edit);
  };
  const capabilities = {
    workspace: { fileOperations: { willRename: true }, workspaceEdit: { documentChanges: true } },
  };

  test('writes anew what imports them, and what they import', async () => {
    const files = {
      'main.arch': 'import "./parts/a.arch"\nimport "./other.arch"\n',
      'parts/a.arch': 'import "./b.arch" // bees\nservice a {}\n',
      'parts/b.arch': 'import "../other.arch"\n',
      'other.arch': 'service o {}\n',
    };
    editor = await Editor.start(files, { capabilities });
    expect(editor.capabilities.workspace?.fileOperations?.willRename?.filters).toHaveLength(2);
    await editor.open('main.arch', files['main.arch']);
    expect(await moves(['parts/a.arch', 'a2.arch'])).toEqual({
      'main.arch': 'import "./a2.arch"\nimport "./other.arch"\n',
      'parts/a.arch': 'import "./parts/b.arch" // bees\nservice a {}\n',
    });
    expect(await moves(['parts', 'deep/er/parts'])).toEqual({
      'main.arch': 'import "./deep/er/parts/a.arch"\nimport "./other.arch"\n',
      'parts/b.arch': 'import "../../../other.arch"\n',
    });
    expect(await moves(['parts/a.arch', 'parts/x.arch'], ['parts/b.arch', 'parts/y.arch'])).toEqual({
      'main.arch': 'import "./parts/x.arch"\nimport "./other.arch"\n',
      'parts/a.arch': 'import "./y.arch" // bees\nservice a {}\n',
    });
    expect(await moves(['main.arch', 'index.arch'])).toBeNull();
  });

  test('is not asked about by an editor that cannot', async () => {
    editor = await Editor.start();
    expect(editor.capabilities.workspace?.fileOperations).toBeUndefined();
  });
});

describe('several folders', () => {
  const folder = (name: string) => ({ uri: uri(name), name });

  test('that come and go change what is known', async () => {
    editor = await Editor.start(
      { 'one/a.arch': 'service alpha {}\n', 'two/b.arch': 'service beta {}\n' },
      { folders: [folder('one')], capabilities: { workspace: { workspaceFolders: true } } },
    );
    await editor.open('one/a.arch', 'service alpha {}\n');
    const names = async () =>
      ((await editor.connection.sendRequest(WorkspaceSymbolRequest.type, { query: '' })) ?? []).map(({ name }) => name);
    expect(await names()).toEqual(['alpha']);
    const change = (added: string[], removed: string[]) =>
      editor.connection.sendNotification('workspace/didChangeWorkspaceFolders', {
        event: { added: added.map(folder), removed: removed.map(folder) },
      });
    await change(['two'], []);
    await vi.waitFor(async () => expect(await names()).toEqual(['alpha', 'beta']));
    await change([], ['two']);
    await vi.waitFor(async () => expect(await names()).toEqual(['alpha']));
  });

  test.each([['one'], ['one', 'two']])('may import from each other where they are open: %s', async (...names) => {
    const folders = names.length === 1 ? [{ uri: root, name: 'all' }] : names.map(folder);
    editor = await Editor.start({ 'two/b.arch': 'database db {}\n' }, { folders });
    await editor.open('one/a.arch', 'import "../two/b.arch"\nservice a {}\na -> db { timeout: 1s }\n');
    expect(editor.codes('one/a.arch')).toEqual([]);
  });
});

test('an untitled document is a design of its own', async () => {
  editor = await Editor.start();
  const document = { uri: 'untitled:Untitled-1', languageId: 'arch', version: 1 };
  await editor.connection.sendNotification('textDocument/didOpen', {
    textDocument: { ...document, text: 'service a {}\nservice b {}\na -> b\n' },
  });
  await editor.until(() => editor.diagnostics.has(document.uri));
  expect(editor.diagnostics.get(document.uri)?.map(({ code }) => code)).toEqual(['missing-timeout']);
});

test('of many files only the designs that hold a changed one are looked at again', async () => {
  const files: Record<string, string> = { 'shared.arch': 'database db {}\n' };
  for (let i = 0; i < 200; i++) files[`d${i}.arch`] = `import "./shared.arch"\nservice s${i} {}\ns${i} -> db\n`;
  files['alone.arch'] = 'service x {}\nservice y {}\nx -> y\n';
  editor = await Editor.start(files);
  for (const name of ['d1.arch', 'd2.arch', 'alone.arch']) await editor.open(name, files[name]);
  const reads = new Map(editor.host.reads);
  const before = editor.changed.length;
  await editor.type('d1.arch', 's1 -> db', 's1 -> db { timeout: 1s }');
  await editor.looked('d1.arch');
  expect(editor.changed.slice(before).map((change) => change.uri)).toEqual([uri('d1.arch')]);
  expect(editor.host.reads).toEqual(reads);
  await editor.write('shared.arch', 'database db {}\nservice more {}\n');
  await editor.until(() => editor.changed.length >= before + 3);
  expect(editor.changed.slice(before + 1).map((change) => change.uri)).toEqual([uri('d1.arch'), uri('d2.arch')]);
});
