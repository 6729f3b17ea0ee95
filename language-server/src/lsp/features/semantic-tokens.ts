import { type Range, type SemanticTokens, SemanticTokensBuilder, SemanticTokenTypes } from 'vscode-languageserver';
import { occurrencesOf, type Target } from '../occurrences.js';
import { stretchOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

/** In the order of the numbers that stand for them in an answer. */
export const tokenTypes = [
  SemanticTokenTypes.class,
  SemanticTokenTypes.namespace,
  SemanticTokenTypes.interface,
  SemanticTokenTypes.event,
  SemanticTokenTypes.struct,
  SemanticTokenTypes.property,
  SemanticTokenTypes.variable,
  SemanticTokenTypes.function,
];
export const tokenModifiers = ['declaration', 'defaultLibrary'];

const typeOf: Readonly<Record<Target['what'], SemanticTokenTypes>> = {
  system: SemanticTokenTypes.namespace,
  component: SemanticTokenTypes.class,
  group: SemanticTokenTypes.namespace,
  engine: SemanticTokenTypes.interface,
  flow: SemanticTokenTypes.event,
  table: SemanticTokenTypes.struct,
  field: SemanticTokenTypes.property,
  saga: SemanticTokenTypes.function,
  transaction: SemanticTokenTypes.function,
  param: SemanticTokenTypes.variable,
  let: SemanticTokenTypes.variable,
};

/** Colours names by what they stand for; keywords, numbers and texts are coloured by the editor's own grammar. */
export function semanticTokens({ model, file, source }: Snapshot, range?: Range): SemanticTokens {
  const shown = range ? stretchOf(source, range) : { offset: 0, end: source.text.length };
  const builder = new SemanticTokensBuilder();
  for (const { at, target, declares } of occurrencesOf(model).inFile(file)) {
    if (at.end < shown.offset || at.offset > shown.end) continue;
    const { line, column } = source.positionAt(at.offset);
    const modifiers = (declares ? 1 : 0) | (target.what === 'engine' && target.builtIn ? 2 : 0);
    builder.push(line, column, at.end - at.offset, tokenTypes.indexOf(typeOf[target.what]), modifiers);
  }
  return builder.build();
}
