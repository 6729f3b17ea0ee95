import * as vscode from 'vscode';
import { activeDesign } from '../designs.js';
import type { Previews } from '../preview/previews.js';

export function openPreviewToSide(previews: Previews): vscode.Disposable {
  return vscode.commands.registerCommand('archlang.openPreviewToSide', (uri?: vscode.Uri) => {
    const design = uri ?? activeDesign();
    if (design) previews.open(design);
  });
}
