import * as vscode from 'vscode';
import type { SavePicture } from './messages.js';

/** `shortener.arch` of a design's address. */
export function nameOf(design: vscode.Uri): string {
  return design.path.slice(design.path.lastIndexOf('/') + 1);
}

/** Asks where to, beside the design unless said otherwise, and writes the picture. */
export async function savePicture({ format, content }: SavePicture.Message, design: vscode.Uri): Promise<void> {
  const folder = design.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : folderOf(design);
  const name = `${nameOf(design).replace(/\.arch$/, '')}.${format}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [format.toUpperCase()]: [format] },
    title: `Export Diagram as ${format.toUpperCase()}`,
  });
  if (!target) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(target, bytes);
  const choice = await vscode.window.showInformationMessage(`Archlang wrote ${nameOf(target)}.`, 'Open');
  if (choice === 'Open') await vscode.commands.executeCommand('vscode.open', target);
}

function folderOf(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(file, '..');
}
