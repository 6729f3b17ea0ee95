import * as vscode from 'vscode';
import type { LanguageServer } from './client/server.js';

/** Says when the server has failed at something, with what a report needs; the server itself goes on and says it once. */
export function showFaults(server: LanguageServer, log: vscode.LogOutputChannel, version: string): vscode.Disposable {
  return server.onFault(async ({ what, details }) => {
    const message = vscode.l10n.t('Archlang failed while {0}. It goes on; a report would help to mend it.', what);
    const copy = vscode.l10n.t('Copy Details');
    const show = vscode.l10n.t('Show Log');
    const choice = await vscode.window.showErrorMessage(message, copy, show);
    if (choice === show) log.show();
    if (choice !== copy) return;
    const about = `Archlang ${version}, VS Code ${vscode.version}, while ${what}`;
    await vscode.env.clipboard.writeText(`${about}\n\n${details}\n`);
  });
}
