import * as vscode from 'vscode';
import type { ExportFormat } from './messages.js';

/** `shortener.arch` of a design's address. */
export function nameOf(design: vscode.Uri): string {
  return design.path.slice(design.path.lastIndexOf('/') + 1);
}

/** Asks where to, beside the design unless said otherwise, and writes what was made of it. */
export async function saveExport(
  format: ExportFormat,
  content: string | Uint8Array,
  design: vscode.Uri,
): Promise<void> {
  const folder = design.scheme === 'untitled' ? vscode.workspace.workspaceFolders?.[0]?.uri : folderOf(design);
  const name = `${nameOf(design).replace(/\.arch$/, '')}.${format}`;
  const target = await vscode.window.showSaveDialog({
    ...(folder && { defaultUri: vscode.Uri.joinPath(folder, name) }),
    filters: { [format.toUpperCase()]: [format] },
    title:
      format === 'html'
        ? vscode.l10n.t('Export Report as HTML')
        : vscode.l10n.t('Export Diagram as {0}', format.toUpperCase()),
  });
  if (!target) return;
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  await vscode.workspace.fs.writeFile(target, bytes);
  const [open, browse] = [vscode.l10n.t('Open'), vscode.l10n.t('Open in Browser')];
  const inBrowser = format === 'html' && target.scheme === 'file';
  const choice = await vscode.window.showInformationMessage(
    vscode.l10n.t('Archlang wrote {0}.', nameOf(target)),
    inBrowser ? browse : open,
  );
  if (choice === browse) await vscode.env.openExternal(target);
  if (choice === open) await vscode.commands.executeCommand('vscode.open', target);
}

function folderOf(file: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(file, '..');
}
