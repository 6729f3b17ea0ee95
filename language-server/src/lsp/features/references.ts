import type { Location as EditorLocation, Position } from 'vscode-languageserver';
import { type Occurrence, occurrencesOf } from '../occurrences.js';
import { offsetAt } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

interface Parameters {
  readonly position: Position;
  readonly context: { readonly includeDeclaration: boolean };
}

/** Every use of the thing under the cursor, in all designs that hold this file. */
export function references(snapshot: Snapshot, { position, context }: Parameters): EditorLocation[] | null {
  const found = everywhere(snapshot, offsetAt(snapshot.source, position));
  if (!found) return null;
  return found
    .filter(({ declares }) => context.includeDeclaration || !declares)
    .flatMap(({ at }) => snapshot.locate(at) ?? []);
}

/** The places in all designs where the thing under the cursor is named, each once; `undefined` where there is nothing. */
export function everywhere(snapshot: Snapshot, offset: number): readonly Occurrence[] | undefined {
  const places = new Map<string, Occurrence>();
  let any = false;
  for (const { model } of snapshot.designs) {
    const occurrences = occurrencesOf(model);
    const here = occurrences.at(snapshot.file, offset);
    if (!here) continue;
    any = true;
    for (const occurrence of occurrences.of(here.target)) {
      places.set(`${occurrence.at.offset} ${occurrence.at.end} ${occurrence.at.file}`, occurrence);
    }
  }
  return any ? [...places.values()] : undefined;
}
