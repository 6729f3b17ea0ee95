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

/**
 * The places where the thing under the cursor is named, in every design that holds the file it is declared in, each once;
 * `undefined` where there is nothing.
 */
export function everywhere({ designs, file, sharing }: Snapshot, offset: number): readonly Occurrence[] | undefined {
  const here = designs.flatMap(({ model }) => occurrencesOf(model).at(file, offset)?.target ?? []);
  if (here.length === 0) return undefined;
  const places = new Map<string, Occurrence>();
  for (const { model } of sharing) {
    for (const occurrence of here.flatMap((target) => occurrencesOf(model).of(target))) {
      places.set(`${occurrence.at.offset} ${occurrence.at.end} ${occurrence.at.file}`, occurrence);
    }
  }
  return [...places.values()];
}
