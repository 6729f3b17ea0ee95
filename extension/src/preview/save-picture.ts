import * as vscode from 'vscode';

/** `shortener.arch` of a design's address. */
export function nameOf(design: vscode.Uri): string {
  return design.path.slice(design.path.lastIndexOf('/') + 1);
}

/** Asks where to, beside the design unless said otherwise, and writes the picture. */
export async function savePicture(svg: string, design: vscode.Uri): Promise<void> {
  const folder = design.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : folderOf(design);
  const name = `${nameOf(design).replace(/\.arch$/, '')}.svg`;
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { SVG: ['svg'] },
    title: 'Export Diagram as SVG',
  });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, new TextEncoder().encode(svg));
  const choice = await vscode.window.showInformationMessage(`Archlang wrote ${nameOf(target)}.`, 'Open');
  if (choice === 'Open') await vscode.commands.executeCommand('vscode.open', target);
}

function folderOf(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(file, '..');
}
