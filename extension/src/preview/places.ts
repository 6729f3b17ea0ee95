import * as vscode from 'vscode';
import type { SceneRequest } from '../../../language-server/src/lsp/protocol.js';

export type Place = SceneRequest.Result['places'][string];

/**
 * The node, edge or group in whose declaration a position lies, the innermost one; `undefined` between declarations, `elsewhere`
 * where it cannot be told: the document is not part of the design, or has changed since.
 */
export function idAt(
  document: vscode.TextDocument,
  position: vscode.Position,
  { scene, places, version }: SceneRequest.Result,
): string | undefined | 'elsewhere' {
  const uri = document.uri.toString();
  const here = [...scene.nodes, ...scene.edges, ...scene.groups].filter(
    ({ id }) => places[id] && vscode.Uri.parse(places[id].uri).toString() === uri,
  );
  if (here.length === 0 || document.version !== version) return 'elsewhere';
  const offset = document.offsetAt(position);
  return here
    .filter(({ extent }) => extent.offset <= offset && offset <= extent.end)
    .reduce<(typeof here)[number] | undefined>(
      (inner, next) => (inner && length(inner.extent) <= length(next.extent) ? inner : next),
      undefined,
    )?.id;
}

const length = ({ offset, end }: { offset: number; end: number }): number => end - offset;

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
