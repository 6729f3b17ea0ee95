import * as vscode from 'vscode';
import { languageId } from '../designs.js';

/** Opens a first design, small but whole, as a document that is not saved yet. */
export function newDesign(extension: vscode.Uri): vscode.Disposable {
  return vscode.commands.registerCommand('archlang.newDesign', async () => {
    const template = await vscode.workspace.fs.readFile(vscode.Uri.joinPath(extension, 'dist/first-design.arch'));
    const content = new TextDecoder().decode(template);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: languageId, content }));
  });
}
