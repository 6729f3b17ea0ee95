import * as vscode from 'vscode';

export function showLog(log: vscode.LogOutputChannel): vscode.Disposable {
  return vscode.commands.registerCommand('archlang.showLog', () => log.show());
}
