import type { Component, Kind, Model } from '../model/model.js';
import type { TextEdit } from '../model/problem.js';
import type { Location } from '../model/source.js';
import { lineEnd, lineStart, onItsOwnLine } from './layout.js';

/** Takes a whole statement out with its lines; nothing where other text stands on them. */
export function removeStatement(model: Model, at: Location): TextEdit | undefined {
  const text = model.files.get(at.file)?.text;
  if (text === undefined || !onItsOwnLine(text, at.offset, at.end)) return undefined;
  const start = lineStart(text, at.offset);
  const end = Math.min(lineEnd(text, at.end) + (text[lineEnd(text, at.end)] === '\r' ? 2 : 1), text.length);
  return { at: { file: at.file, offset: start, end }, text: '' };
}

/** Makes a component one of another kind: `queue orders` becomes `topic orders`. */
export function changeKind(model: Model, { head, kind }: Component, wanted: Kind): TextEdit | undefined {
  const at = { ...head, end: head.offset + kind.length };
  return model.textOf(at) === kind ? { at, text: wanted } : undefined;
}
