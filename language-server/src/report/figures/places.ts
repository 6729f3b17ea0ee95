import type { Input } from '../../estimate/estimates.js';
import { librarySource } from '../../model/library.js';
import type { Model } from '../../model/model.js';
import type { NameOf } from '../reported.js';

/** The file and line (from 1) a value stands in: of the design, or of the engine library. */
export function lineOf(input: Input, model: Model, nameOf: NameOf): { file: string; line: number } | undefined {
  if (!input.at) return undefined;
  const { file, offset } = input.at;
  const own = model.files.get(file);
  const source = own ?? librarySource(file);
  return source && { file: own ? nameOf(file) : file, line: source.positionAt(offset).line + 1 };
}

/** Where a value comes from, in words: `written at shop.arch:14`, `typical of the engine (…)`, `assumed: …`. */
export function originOf(input: Input, model: Model, nameOf: NameOf): string {
  const place = lineOf(input, model, nameOf);
  const at = place ? ` at ${place.file}:${place.line}` : '';
  const source = input.source === undefined ? '' : input.source;
  switch (input.origin) {
    case 'written':
    case 'inherited':
      if (source !== '') return source;
      return `${input.origin}${at}`;
    case 'engine':
      return source === '' ? `of the engine${at}` : `of the engine: ${source}`;
    case 'assumed':
      return source === '' ? 'assumed' : `assumed: ${source}`;
    case 'derived':
      return source === '' ? 'worked out' : `worked out: ${source}`;
  }
}
