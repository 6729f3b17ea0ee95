import * as vscode from 'vscode';
import type { LanguageServer } from '../client/server.js';

export function restartServer(server: LanguageServer, log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.commands.registerCommand('archlang.restartServer', async () => {
    log.info('Restarting the language server.');
    await server.restart();
    vscode.window.setStatusBarMessage(vscode.l10n.t('Archlang: language server restarted'), 3000);
  });
}
