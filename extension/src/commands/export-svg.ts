import * as vscode from 'vscode';
import { activeDesign } from '../designs.js';
import type { Previews } from '../preview/previews.js';

/** The picture is made where it is drawn, so a design without a preview gets one first. */
export function exportSvg(previews: Previews): vscode.Disposable {
  return vscode.commands.registerCommand('archlang.exportSvg', (uri?: vscode.Uri) => {
    const design = uri ?? previews.active ?? activeDesign();
    if (design) previews.open(design).askPicture();
  });
}
