/** The extension in a browser's worker, where there is no Node. */
import * as vscode from 'vscode';
import {
  BrowserMessageReader,
  BrowserMessageWriter,
  LanguageClient,
  type MessageTransports,
} from 'vscode-languageclient/browser';
import { activateWith } from './activate.js';
import { clientId, clientName } from './client/server.js';

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server-browser.js');
  activateWith(context, (options) => new LanguageClient(clientId, clientName, () => startWorker(script), options));
}

/**
 * A worker may only come from the page's own origin, where extensions rarely lie: so the script is read and started as a blob. Its
 * address must live as long as the worker, which the editor may start through a script of its own.
 */
async function startWorker(script: vscode.Uri): Promise<MessageTransports> {
  const source = await vscode.workspace.fs.readFile(script);
  const blob = new Blob([new Uint8Array(source)], { type: 'text/javascript' });
  const worker = new Worker(URL.createObjectURL(blob), { name: 'archlang' });
  return { reader: new BrowserMessageReader(worker), writer: new BrowserMessageWriter(worker) };
}
