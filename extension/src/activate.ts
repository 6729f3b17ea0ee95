import * as vscode from 'vscode';
import { showLibrary } from './client/library.js';
import { type CreateClient, LanguageServer } from './client/server.js';
import { exportCommands } from './commands/export.js';
import { newDesign } from './commands/new-design.js';
import { openPreviewToSide } from './commands/open-preview.js';
import { restartServer } from './commands/restart-server.js';
import { showLog } from './commands/show-log.js';
import { showFaults } from './faults.js';
import { Previews } from './preview/previews.js';
import { showStatus } from './status-bar.js';

/** Everything that desktop and web share. */
export function activateWith(context: vscode.ExtensionContext, createClient: CreateClient): void {
  const { extensionUri, extension } = context;
  const log = vscode.window.createOutputChannel('Archlang', { log: true });
  const server = new LanguageServer(createClient, log);
  const previews = new Previews(extensionUri, server, log);
  context.subscriptions.push(
    log,
    server,
    previews,
    showLibrary(server),
    showStatus(server),
    showFaults(server, log, extension.packageJSON.version),
    newDesign(extensionUri),
    openPreviewToSide(previews),
    exportCommands(previews),
    restartServer(server, log),
    showLog(log),
  );
  server.start().catch((error) => {
    log.error(error instanceof Error ? error : String(error));
    const message = vscode.l10n.t('Archlang: the language server did not start. The output channel says more.');
    void vscode.window.showErrorMessage(message);
  });
}
