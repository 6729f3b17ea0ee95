import * as vscode from 'vscode';
import { activeDesign } from '../designs.js';
import type { AskExport } from '../preview/messages.js';
import type { Previews } from '../preview/previews.js';

/** The picture is made where it is drawn, so a design without a preview gets one first. */
export function exportCommands(previews: Previews): vscode.Disposable {
  const exportAs = (format: AskExport.Message['format']) => (uri?: vscode.Uri) => {
    const design = uri ?? previews.active ?? activeDesign();
    if (design) previews.open(design).askExport(format);
  };
  return vscode.Disposable.from(
    vscode.commands.registerCommand('archlang.exportSvg', exportAs('svg')),
    vscode.commands.registerCommand('archlang.exportReport', exportAs('html')),
  );
}
