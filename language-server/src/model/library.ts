import {
  ast,
  type Chunk,
  isQuantityError,
  librarySources,
  parse,
  parseQuantity,
  splitStatements,
} from '@archlang/grammar';
import { locate, type Place } from './context.js';
import { type Location, SourceText } from './source.js';

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
  const name = file.slice(libraryPrefix.length);
  return Object.hasOwn(librarySources, name) ? new SourceText(file, librarySources[name]) : undefined;
}

/** A round trip between two regions of a cloud, with its place in the library. */
export interface RoundTrip {
  /** In seconds. */
  readonly value: number;
  readonly at: Location;
}

let roundTrips: Map<string, RoundTrip> | undefined;

/** The round trip that the library knows between two regions, in either direction: each pair stands there once. */
export function libraryRoundTrip(from: string, to: string): RoundTrip | undefined {
  roundTrips ??= readRoundTrips();
  return roundTrips.get(`${from} ${to}`) ?? roundTrips.get(`${to} ${from}`);
}

function readRoundTrips(): Map<string, RoundTrip> {
  const found = new Map<string, RoundTrip>();
  for (const { offset, chunk } of parse(librarySources['network.arch']).chunks) {
    const place: Place = { file: `${libraryPrefix}network.arch`, base: offset };
    for (const region of chunk.tree.members.filter(ast.isGroup)) {
      const rows = region.members.filter(ast.isBlock).filter(({ name }) => name === 'rtt');
      for (const row of rows.flatMap(({ members }) => members.filter(ast.isProperty))) {
        const value = row.value as ast.Operand | undefined;
        const quantity = value && ast.isQuantity(value) ? parseQuantity(value.from) : undefined;
        if (quantity && !isQuantityError(quantity)) {
          found.set(`${region.name} ${row.name}`, { value: quantity.value, at: locate(place, row) });
        }
      }
    }
  }
  return found;
}
