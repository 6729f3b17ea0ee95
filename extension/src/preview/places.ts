import * as vscode from 'vscode';
import type { Place } from './messages.js';

export function rangeOf({ range: { start, end } }: Place): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** Shows and selects a place: in an editor that already has the file, else beside the preview. */
export async function goToPlace(place: Place, keepFocus: boolean, previewColumn?: vscode.ViewColumn): Promise<void> {
  const uri = vscode.Uri.parse(place.uri);
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const beside = previewColumn === vscode.ViewColumn.One ? vscode.ViewColumn.Beside : vscode.ViewColumn.One;
  const range = rangeOf(place);
  const editor = await vscode.window.showTextDocument(uri, {
    viewColumn: open?.viewColumn ?? beside,
    preserveFocus: keepFocus,
    selection: range,
  });
  editor.revealRange(range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}
