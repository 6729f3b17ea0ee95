/** The extension in a browser's worker, where there is no Node. */
import * as vscode from 'vscode';
import { LanguageClient } from 'vscode-languageclient/browser';
import { activateWith } from './activate.js';
import { clientId, clientName } from './client/server.js';

export function activate(context: vscode.ExtensionContext): void {
  const script = vscode.Uri.joinPath(context.extensionUri, 'dist/server-browser.js');
  activateWith(context, (options) => new LanguageClient(clientId, clientName, () => startWorker(script), options));
}

/** A worker may only come from the page's own origin, where extensions rarely lie: so the script is read and started as a blob. */
async function startWorker(script: vscode.Uri): Promise<Worker> {
  const source = await vscode.workspace.fs.readFile(script);
  const url = URL.createObjectURL(new Blob([new Uint8Array(source)], { type: 'text/javascript' }));
  try {
    return new Worker(url, { name: 'archlang' });
  } finally {
    URL.revokeObjectURL(url);
  }
}
