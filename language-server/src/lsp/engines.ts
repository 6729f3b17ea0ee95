import { libraryEngine, libraryEngines, librarySource } from '../model/library.js';
import type { Kind, Model } from '../model/model.js';
import type { Location } from '../model/source.js';
import { engineText } from './describe/entity.js';
import { block } from './describe/markdown.js';

/** An engine as an editor shows it. */
export interface ShownEngine {
  readonly name: string;
  readonly title?: string;
  /** Markdown. */
  readonly text: string;
  /** The whole declaration. */
  readonly at: Location;
}

/** An engine of the design or the library by its name. */
export function engineOf(model: Model, name: string): ShownEngine | undefined {
  const used = model.engines.find((engine) => engine.name === name);
  if (used)
    return { name, text: engineText(model, used), at: used.at, ...(used.title !== undefined && { title: used.title }) };
  const found = libraryEngine(name);
  const cst = found?.node.$cstNode;
  if (!found || !cst) return undefined;
  const { file, base } = found.place;
  const at = { file, offset: base + cst.offset, end: base + cst.end };
  const text = block(librarySource(file)?.text.slice(at.offset, at.end) ?? '');
  return { name, text, at, ...(found.node.title !== undefined && { title: found.node.title }) };
}

/** The names of the engines that a kind may use, the team's own first; of all kinds without one. */
export function enginesFor(model: Model, kind: Kind | undefined): readonly string[] {
  const own = model.engines.filter(({ builtIn, properties: { kinds } }) => {
    return !builtIn && (kind === undefined || kinds === undefined || kinds.value.includes(kind));
  });
  const shared = libraryEngines().filter((name) => kind === undefined || kindsOf(name).includes(kind));
  return [...new Set([...own.map(({ name }) => name), ...shared])];
}

const kindsOfLibrary = new Map<string, readonly string[]>();

/** The kinds that an engine of the library, or what it extends, is for. */
function kindsOf(name: string, depth = 0): readonly string[] {
  const known = kindsOfLibrary.get(name);
  if (known) return known;
  const text = libraryEngine(name)?.node.$cstNode?.text ?? '';
  const written = text.match(/\bkinds:\s*\[?([\w\s,-]+?)(?:\]|$|\n)/)?.[1].split(/[\s,]+/);
  const base = text.match(/^engine[^{]*\bextends\s+([\w-]+)/)?.[1];
  const kinds = written ?? (base === undefined || depth > 20 ? [] : kindsOf(base, depth + 1));
  kindsOfLibrary.set(name, kinds);
  return kinds;
}
