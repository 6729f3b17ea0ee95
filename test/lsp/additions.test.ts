import { afterEach, expect, test } from 'vitest';
import { Editor, uri } from './harness.js';

let editor: Editor;
afterEach(() => editor.stop());

const design = `client web { users: 86.4k }
flow view { from: web, rate: 10/user/day, op: read }
database db { engine: our-db, replicas: 2 }
web -> db { timeout: 2s }
`;

const hover = async (): Promise<string> =>
  JSON.stringify(
    await editor.connection.sendRequest('textDocument/hover', {
      textDocument: { uri: uri('shop.arch') },
      position: { line: 2, character: 10 },
    }),
  );

test('engines of a library of the configuration are known, found and followed', async () => {
  editor = await Editor.start({
    'archlang.json': '{ "libraries": ["team/engines.arch"] }',
    'team/engines.arch': 'engine our-db extends postgres { capacity: 2k/s }\n',
  });
  await editor.open('shop.arch', design);
  expect(editor.codes('shop.arch')).not.toContain('unknown-name');
  const found = await editor.connection.sendRequest('textDocument/definition', {
    textDocument: { uri: uri('shop.arch') },
    position: { line: 2, character: design.split('\n')[2].indexOf('our-db') + 2 },
  });
  expect(JSON.stringify(found)).toContain(uri('team/engines.arch'));
  expect(await hover()).toContain('2k/s');
  await editor.write('team/engines.arch', 'engine our-db extends postgres { capacity: 4k/s }\n');
  await expect.poll(hover).toContain('4k/s');
});

test('a library that is not there is told where it is named', async () => {
  editor = await Editor.start({ 'archlang.json': '{ "libraries": ["gone.arch"] }' });
  await editor.open('shop.arch', design);
  await editor.until(() => editor.codes('archlang.json').length === 1);
  expect(editor.diagnostics.get(uri('archlang.json'))?.[0]?.message).toContain('no library `gone.arch`');
});

test('prices of the configuration count in the editor', async () => {
  editor = await Editor.start({ 'archlang.json': '{ "prices": { "database": { "replica": "$120/month" } } }' });
  await editor.open('shop.arch', design.replace('our-db', 'postgres'));
  expect(await hover()).toContain('$240');
});
