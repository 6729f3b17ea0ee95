import { ast } from '@archlang/grammar';
import { LSPErrorCodes, type Position, type Range, ResponseError, type WorkspaceEdit } from 'vscode-languageserver';
import { libraryPrefix } from '../../model/library.js';
import type { Model } from '../../model/model.js';
import { type Occurrence, occurrencesOf, type Target } from '../occurrences.js';
import { offsetAt, rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';
import { workspaceEdit } from '../text-edits.js';
import { everywhere } from './references.js';

const word = new RegExp(`^(?:${ast.ArchTerminals.WORD.source})$`);

/** The name that would be replaced; `null` where there is none. */
export function prepareRename(
  snapshot: Snapshot,
  { position }: { readonly position: Position },
): { readonly range: Range; readonly placeholder: string } | null {
  const found = renamable(snapshot, position);
  return found ? { range: rangeOf(snapshot.source, found.at), placeholder: found.target.name } : null;
}

/**
 * Replaces a name wherever it stands for the same thing; the blocks in front of a qualified one stay.
 * @throws ResponseError where the new name is no name, or is taken
 */
export function rename(
  snapshot: Snapshot,
  { position, newName }: { readonly position: Position; readonly newName: string },
): WorkspaceEdit | null {
  const found = renamable(snapshot, position);
  if (!found) return null;
  if (!word.test(newName) || newName.endsWith('-')) {
    const message = `\`${newName.slice(0, 60)}\` is no name: letters, digits, hyphens and underscores, and a letter in front.`;
    throw new ResponseError(LSPErrorCodes.RequestFailed, message);
  }
  if (newName === found.target.name) return { documentChanges: [] };
  const taken = snapshot.sharing
    .map(({ model }) => clash(model, found.target, newName))
    .find((other) => other !== undefined);
  if (taken !== undefined) throw new ResponseError(LSPErrorCodes.RequestFailed, `\`${taken}\` is declared already.`);
  const places = everywhere(snapshot, offsetAt(snapshot.source, position)) ?? [];
  return (
    workspaceEdit(
      snapshot,
      places.map(({ at }) => ({ at, text: newName })),
    ) ?? null
  );
}

/** Engines of the library are not ours to rename. */
function renamable({ model, file, source }: Snapshot, position: Position): Occurrence | undefined {
  const found = occurrencesOf(model).at(file, offsetAt(source, position));
  if (!found || found.target.nameAt.file.startsWith(libraryPrefix)) return undefined;
  const declared = occurrencesOf(model)
    .of(found.target)
    .some(({ declares }) => declares);
  return declared ? found : undefined;
}

/** What bears the new name already, in the same block. */
function clash(model: Model, target: Target, name: string): string | undefined {
  if (target.what === 'field') {
    return target.table.fields.some((field) => field.name === name) ? `${target.table.id}.${name}` : undefined;
  }
  if (target.what === 'engine') return model.engines.some((engine) => engine.name === name) ? name : undefined;
  const path = [...target.path.split('.').slice(0, -1), name].join('.');
  for (const declaration of model.declarations.values()) if (declaration.path === path) return path;
  return undefined;
}
