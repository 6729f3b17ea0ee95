import { TextDocumentEdit, type TextEdit, type WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit as ModelEdit } from '../model/problem.js';
import { rangeOf } from './positions.js';
import type { Snapshot } from './snapshot.js';

/** Edits of a design's files as the editor takes them; each change once. `undefined` where a file is gone. */
export function workspaceEdit(snapshot: Snapshot, edits: readonly ModelEdit[]): WorkspaceEdit | undefined {
  const byFile = new Map<string, Map<string, TextEdit>>();
  for (const { at, text } of edits) {
    const source = snapshot.sourceOf(at.file);
    if (!source) return undefined;
    const known = byFile.get(at.file) ?? new Map<string, TextEdit>();
    known.set(`${at.offset}-${at.end}-${text}`, { range: rangeOf(source, at), newText: text });
    byFile.set(at.file, known);
  }
  const documentChanges = [...byFile].map(([file, list]) =>
    TextDocumentEdit.create({ uri: snapshot.uri(file), version: snapshot.version(file) }, [...list.values()]),
  );
  return { documentChanges };
}
