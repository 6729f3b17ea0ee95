import { formatEdits, formatOnType, formatRange } from '@archlang/grammar';
import type { FormattingOptions, Position, Range, TextEdit } from 'vscode-languageserver';
import { offsetAt, rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

interface Parameters {
  readonly options: FormattingOptions;
}

type View = Pick<Snapshot, 'source'>;

export function formatDocument({ source }: View, { options }: Parameters): TextEdit[] {
  return converted(source, formatEdits(source.text, { indent: indentOf(options) }));
}

export function formatLines({ source }: View, { range, options }: Parameters & { readonly range: Range }): TextEdit[] {
  const [from, to] = [offsetAt(source, range.start), offsetAt(source, range.end)];
  return converted(source, formatRange(source.text, from, to, { indent: indentOf(options) }));
}

/** After a `}` or a line end was typed. */
export function formatTyped(
  { source }: View,
  { position, ch, options }: Parameters & { readonly position: Position; readonly ch: string },
): TextEdit[] {
  return converted(source, formatOnType(source.text, offsetAt(source, position), ch, { indent: indentOf(options) }));
}

/** An editor that says nothing sensible gets the usual two spaces. */
function indentOf({ tabSize }: FormattingOptions): number {
  return Number.isInteger(tabSize) && tabSize > 0 && tabSize <= 16 ? tabSize : 2;
}

function converted(source: View['source'], edits: ReturnType<typeof formatEdits>): TextEdit[] {
  return edits.map((edit) => ({ range: rangeOf(source, edit), newText: edit.text }));
}
