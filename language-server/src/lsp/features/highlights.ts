import { type DocumentHighlight, DocumentHighlightKind, type Position } from 'vscode-languageserver';
import { occurrencesOf } from '../occurrences.js';
import { offsetAt, rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

/** The same thing elsewhere in this file. */
export function highlights(
  { model, file, source }: Snapshot,
  { position }: { readonly position: Position },
): DocumentHighlight[] | null {
  const occurrences = occurrencesOf(model);
  const found = occurrences.at(file, offsetAt(source, position));
  if (!found) return null;
  return occurrences
    .of(found.target)
    .filter(({ at }) => at.file === file)
    .map(({ at, declares }) => ({
      range: rangeOf(source, at),
      kind: declares ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    }));
}
