/** The extension in VS Code's own Node, on the desktop or beside remote files. */
import type * as vscode from 'vscode';
import { LanguageClient, TransportKind } from 'vscode-languageclient/node';
import { activateWith } from './activate.js';
import { provideCheckTasks } from './check-task.js';
import { clientId, clientName } from './client/server.js';

export function activate(context: vscode.ExtensionContext): void {
  context.subscriptions.push(provideCheckTasks());
  const module = context.asAbsolutePath('dist/server.cjs');
  activateWith(context, (options) => {
    const run = { module, transport: TransportKind.ipc };
    return new LanguageClient(clientId, clientName, { run, debug: run }, options);
  });
}
