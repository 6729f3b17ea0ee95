import type { LocationLink, Position } from 'vscode-languageserver';
import { resolveImport } from '../../model/parsed.js';
import type { Location } from '../../model/source.js';
import { engineOf } from '../engines.js';
import { occurrencesOf, type Target } from '../occurrences.js';
import { offsetAt, rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';
import { contextAt } from '../text/context.js';

interface Parameters {
  readonly position: Position;
}

/** Where the name under the cursor is declared; of an import the file; of an engine its place in the library. */
export function definition(snapshot: Snapshot, { position }: Parameters): LocationLink[] | null {
  const offset = offsetAt(snapshot.source, position);
  const found = occurrencesOf(snapshot.model).at(snapshot.file, offset);
  if (found) return links(snapshot, found.at, found.target);
  const { before, word, inComment } = contextAt(snapshot.parsed, offset);
  if (inComment) return null;
  if (before[0]?.text === 'import' && word.kind === 'string') {
    const target = resolveImport(snapshot.file, word.text.replace(/^"|"$/g, ''));
    if (!snapshot.sourceOf(target)) return null;
    return links(snapshot, { file: snapshot.file, ...word }, { at: { file: target, offset: 0, end: 0 } });
  }
  const names = before[0]?.text === 'engine' || before.some(({ text }) => text === 'extends');
  const engine = names && word.kind === 'word' ? engineOf(snapshot.model, word.text) : undefined;
  return engine ? links(snapshot, { file: snapshot.file, ...word }, engine) : null;
}

/** The engine of a component; of a link's or flow's name the same as its definition. */
export function typeDefinition(snapshot: Snapshot, { position }: Parameters): LocationLink[] | null {
  const found = occurrencesOf(snapshot.model).at(snapshot.file, offsetAt(snapshot.source, position));
  if (!found) return null;
  const { target } = found;
  if (target.what === 'component') return target.engine ? links(snapshot, found.at, target.engine) : null;
  if (target.what === 'engine' && target.base) return links(snapshot, found.at, target.base);
  if (target.what === 'table') return links(snapshot, found.at, target.store);
  if (target.what === 'field') return links(snapshot, found.at, target.table);
  return null;
}

function links(
  snapshot: Snapshot,
  origin: Location,
  target: Pick<Target, 'at'> & { readonly nameAt?: Location },
): LocationLink[] | null {
  const whole = snapshot.locate(target.at);
  const name = snapshot.locate(target.nameAt ?? { ...target.at, end: target.at.offset });
  if (!whole || !name) return null;
  return [
    {
      originSelectionRange: rangeOf(snapshot.source, origin),
      targetUri: whole.uri,
      targetRange: whole.range,
      targetSelectionRange: name.range,
    },
  ];
}
