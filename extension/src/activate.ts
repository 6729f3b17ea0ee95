import * as vscode from 'vscode';
import { showLibrary } from './client/library.js';
import { type CreateClient, LanguageServer } from './client/server.js';
import { exportSvg } from './commands/export-svg.js';
import { openPreviewToSide } from './commands/open-preview.js';
import { restartServer } from './commands/restart-server.js';
import { Previews } from './preview/previews.js';
import { showFindingsInStatusBar } from './status-bar.js';

/** Everything that desktop and web share. */
export function activateWith(context: vscode.ExtensionContext, createClient: CreateClient): void {
  const log = vscode.window.createOutputChannel('Archlang', { log: true });
  const server = new LanguageServer(createClient, log);
  const previews = new Previews(context.extensionUri, server, log);
  context.subscriptions.push(
    log,
    server,
    previews,
    showLibrary(server),
    showFindingsInStatusBar(),
    openPreviewToSide(previews),
    exportSvg(previews),
    restartServer(server, log),
  );
  server.start().catch((error) => {
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage('Archlang: the language server did not start. The output channel says more.');
  });
}
