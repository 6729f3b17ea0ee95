import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ListFilesRequest, ReadFileRequest } from '../../../language-server/src/lsp/protocol.js';

/** More are not walked: each may be asked of another machine. */
const mostFolders = 200;
const skipped = '**/{node_modules,.git}/**';
/** Of these file systems the editor itself knows how, however long it takes. */
const searchable = new Set(['file', 'vscode-remote']);
/** In ms. */
const longestSearch = 3000;

/** Files for a server that has no disk: in a browser, over virtual workspaces. */
export function answerForFiles(client: BaseLanguageClient): void {
  client.onRequest(ReadFileRequest.type, async ({ uri }) => {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
    } catch {
      return null;
    }
  });
  client.onRequest(ListFilesRequest.type, async ({ folder: uri, limit }) => {
    const folder = vscode.Uri.parse(uri);
    const files = (await search(folder, limit)) ?? (await walk(folder, limit));
    return files.map((file) => file.toString());
  });
}

/** Nothing where the editor does not know how to search, as for a file system that an extension brings: it waits for ever then. */
async function search(folder: vscode.Uri, limit: number): Promise<readonly vscode.Uri[] | undefined> {
  const found = vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/*.arch'), skipped, limit);
  if (searchable.has(folder.scheme)) return found;
  const patience = new Promise<undefined>((resolve) => void setTimeout(resolve, longestSearch));
  const files = await Promise.race([found, patience]);
  return files?.length === 0 ? undefined : files;
}

/** Folders come in the order of their depth. */
async function walk(root: vscode.Uri, limit: number): Promise<readonly vscode.Uri[]> {
  const folders = [root];
  const files: vscode.Uri[] = [];
  // The list grows while it is walked.
  for (const folder of folders) {
    if (files.length >= limit) break;
    for (const [name, type] of await namesIn(folder)) {
      const uri = vscode.Uri.joinPath(folder, name);
      if (type & vscode.FileType.File && name.endsWith('.arch')) files.push(uri);
      const isFolder = type === vscode.FileType.Directory && !/^(node_modules|\..*)$/.test(name);
      if (isFolder && folders.length < mostFolders) folders.push(uri);
    }
  }
  return files.slice(0, limit);
}

async function namesIn(folder: vscode.Uri): Promise<readonly [string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder);
  } catch {
    return [];
  }
}
