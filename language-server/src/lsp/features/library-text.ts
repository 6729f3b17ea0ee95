import { librarySource } from '../../model/library.js';
import { fileOf } from '../uri.js';

/** The text of a file of the built-in library, `null` where there is none. */
export function libraryText({ uri }: { readonly uri: string }): string | null {
  const text: unknown = librarySource(fileOf(uri))?.text;
  return typeof text === 'string' ? text : null;
}
