import type { Position as EditorPosition, Range } from 'vscode-languageserver';
import type { SourceText } from '../model/source.js';

export function positionAt(source: SourceText, offset: number): EditorPosition {
  const { line, column } = source.positionAt(Math.max(0, Math.min(offset, source.text.length)));
  return { line, character: column };
}

export function rangeOf(source: SourceText, { offset, end }: { readonly offset: number; readonly end: number }): Range {
  return { start: positionAt(source, offset), end: positionAt(source, Math.max(offset, end)) };
}

export function offsetAt(source: SourceText, { line, character }: EditorPosition): number {
  return source.offsetAt({ line, column: character });
}

/** Half-open offsets of a range. */
export function stretchOf(
  source: SourceText,
  { start, end }: Range,
): { readonly offset: number; readonly end: number } {
  return { offset: offsetAt(source, start), end: offsetAt(source, end) };
}

export function overlaps(
  a: { readonly offset: number; readonly end: number },
  b: { readonly offset: number; readonly end: number },
): boolean {
  return a.offset <= b.end && b.offset <= a.end;
}
