import { ast, type Chunk, librarySources, parse, splitStatements } from '@archlang/grammar';
import type { Place } from './context.js';
import { SourceText } from './source.js';

/** Files of the built-in library bear this in front of their name. */
export const libraryPrefix = 'archlang:library/';

interface Entry {
  readonly place: Place;
  readonly text: string;
  chunk?: Chunk;
}

let index: Map<string, Entry> | undefined;

/** Finds each engine's statement without parsing: a design uses a handful of the library. */
function entries(): Map<string, Entry> {
  if (!index) {
    index = new Map();
    for (const [name, text] of Object.entries(librarySources)) {
      for (const { offset, end } of splitStatements(text)) {
        const statement = text.slice(offset, end);
        const engine = statement.match(/^engine\s+([\w-]+)/)?.[1];
        if (engine) index.set(engine, { place: { file: libraryPrefix + name, base: offset }, text: statement });
      }
    }
  }
  return index;
}

/** The names of all engines of the library. */
export function libraryEngines(): readonly string[] {
  return [...entries().keys()];
}

/** The statement that declares an engine of the library. */
export function libraryEngine(name: string): { readonly node: ast.Engine; readonly place: Place } | undefined {
  const entry = entries().get(name);
  if (!entry) return undefined;
  entry.chunk ??= parse(entry.text).chunks[0]?.chunk;
  const node = entry.chunk?.tree.members.find(ast.isEngine);
  return node && { node, place: entry.place };
}

/** The text of a file of the library. */
export function librarySource(file: string): SourceText | undefined {
  if (!file.startsWith(libraryPrefix)) return undefined;
  const text = librarySources[file.slice(libraryPrefix.length)];
  return text === undefined ? undefined : new SourceText(file, text);
}
