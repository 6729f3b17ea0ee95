import * as vscode from 'vscode';

export const languageId = 'arch';

export function isDesign(document: vscode.TextDocument): boolean {
  return document.languageId === languageId;
}

/** The design in the active editor. */
export function activeDesign(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document;
  return document && isDesign(document) ? document.uri : undefined;
}
