import * as vscode from 'vscode';
import type { BaseLanguageClient } from 'vscode-languageclient';
import { ListFilesRequest, ReadFileRequest } from '../../../language-server/src/lsp/protocol.js';

/** Files for a server that has no disk: in a browser, over virtual workspaces. */
export function answerForFiles(client: BaseLanguageClient): void {
  client.onRequest(ReadFileRequest.type, async ({ uri }) => {
    try {
      return new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.parse(uri)));
    } catch {
      return null;
    }
  });
  client.onRequest(ListFilesRequest.type, async ({ folder, limit }) => {
    const designs = new vscode.RelativePattern(vscode.Uri.parse(folder), '**/*.arch');
    const found = await vscode.workspace.findFiles(designs, '**/{node_modules,.git}/**', limit);
    return found.map((uri) => uri.toString());
  });
}
