import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { createConnection } from 'vscode-languageserver/node';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
} from 'vscode-languageserver-protocol/node';
import { clientFiles } from '../../language-server/src/lsp/files-client.js';
import { byScheme, type FileHost } from '../../language-server/src/lsp/host.js';
import { diskFiles } from '../../language-server/src/lsp/node/files.js';
import { ListFilesRequest, ReadFileRequest } from '../../language-server/src/lsp/protocol.js';
import { Workspace } from '../../language-server/src/lsp/workspace/workspace.js';

let folder: string | undefined;
afterEach(() => {
  if (folder !== undefined) rmSync(folder, { recursive: true });
  folder = undefined;
});

test('files on the disk are read and found, without those of dependencies', async () => {
  folder = mkdtempSync(join(tmpdir(), 'archlang-'));
  for (const name of ['sub dir', 'node_modules/x', '.git']) mkdirSync(join(folder, name), { recursive: true });
  for (const name of ['a.arch', 'sub dir/b é.arch', 'node_modules/x/c.arch', '.git/d.arch', 'e.txt']) {
    writeFileSync(join(folder, name), `service ${name.at(0)} {}`);
  }
  const root = pathToFileURL(folder).href;
  expect(await diskFiles.list(root, 10)).toEqual([`${root}/a.arch`, `${root}/sub%20dir/b%20%C3%A9.arch`]);
  expect(await diskFiles.list(root, 1)).toHaveLength(1);
  expect(await diskFiles.list('vscode-vfs://github/x', 10)).toEqual([]);
  expect(await diskFiles.read(`${root}/sub%20dir/b%20%C3%A9.arch`)).toBe('service s {}');
  for (const uri of [`${root}/none.arch`, root, 'untitled:Untitled-1', 'vscode-vfs://github/x/a.arch']) {
    expect(await diskFiles.read(uri), uri).toBeUndefined();
  }
});

test('files that only the client can reach are asked for', async () => {
  const [up, down] = [new PassThrough(), new PassThrough()];
  const server = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  const client = createProtocolConnection(new StreamMessageReader(down), new StreamMessageWriter(up));
  server.listen();
  client.listen();
  const files = clientFiles(server);
  expect(await files.read('vscode-vfs://x/a.arch'), 'a client that does not know the request').toBeUndefined();
  expect(await files.list('vscode-vfs://x', 5)).toEqual([]);
  client.onRequest(ReadFileRequest.type, ({ uri }) => (uri.endsWith('a.arch') ? 'service a {}' : null));
  client.onRequest(ListFilesRequest.type, ({ folder: below, limit }) => [`${below}/a.arch`].slice(0, limit));
  expect(await files.read('vscode-vfs://x/a.arch')).toBe('service a {}');
  expect(await files.read('vscode-vfs://x/b.arch')).toBeUndefined();
  expect(await files.list('vscode-vfs://x', 5)).toEqual(['vscode-vfs://x/a.arch']);
  client.dispose();
  server.dispose();
});

test('a virtual workspace is read through the client, the disk is not', async () => {
  const asked: string[] = [];
  const host = (name: string): FileHost => ({
    read: async (uri) => {
      asked.push(`${name} ${uri}`);
      return '';
    },
    list: async (folder) => {
      asked.push(`${name} ${folder}`);
      return [];
    },
  });
  const files = byScheme(host('disk'), host('client'));
  await files.read('file:///a.arch');
  await files.read('vscode-vfs://github/o/r/a.arch');
  await files.list('file:///a', 1);
  await files.list('vscode-vfs://github/o/r', 1);
  expect(asked).toEqual([
    'disk file:///a.arch',
    'client vscode-vfs://github/o/r/a.arch',
    'disk file:///a',
    'client vscode-vfs://github/o/r',
  ]);
});

test('a search of folders that never ends is waited for once', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const host = { read: async () => undefined, list: () => new Promise<never>(() => {}) };
  const workspace = new Workspace({ host, onFault: () => {}, today: () => '2026-11-21' });
  void workspace.search(['memory:/desk']);
  let answered = 0;
  const ask = async () => {
    await workspace.ready();
    answered++;
  };
  const first = ask();
  await vi.advanceTimersByTimeAsync(1000);
  expect(answered).toBe(0);
  await vi.advanceTimersByTimeAsync(1000);
  await first;
  await ask();
  expect(answered).toBe(2);
});
