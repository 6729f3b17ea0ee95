import { afterEach, describe, expect, test } from 'vitest';
import { HoverRequest, WorkspaceSymbolRequest } from 'vscode-languageserver-protocol/node';
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
