import { closeSync, openSync, readFileSync, readSync, statSync } from 'node:fs';
import { importsOf, type Parsed, parseFile, resolveImport } from '../model/parsed.js';
import { additionsOf } from '../rules/configuration.js';
import { CallError, reasonOf } from './call-error.js';
import type { Input } from './input.js';
import { isBelow, type Paths } from './paths.js';

/** Above this a file is not a design; its beginning is enough for the parser to say so. */
const readWhole = 20_000_000;
const beginning = 6_000_000;

/** The files of a run, read and parsed, with all they import. */
export interface Workspace {
  /** By full name. */
  readonly files: ReadonlyMap<string, Parsed>;
  /** The given files that no other given one imports: each is a design of its own. */
  readonly entries: readonly string[];
  /** Why an import of a file could not be followed, by `importKey`. */
  readonly refused: ReadonlyMap<string, string>;
}

export interface LoadOptions {
  /** Contents that stand in for those of the disk, such as a fix that is not written yet; else those of the input. */
  readonly texts?: ReadonlyMap<string, string>;
  /** Parsed before; statements that are unchanged are not parsed again. */
  readonly previous?: ReadonlyMap<string, Parsed>;
}

/**
 * Reads and parses files and, inside their workspace, all they import, with the libraries of their configurations.
 * @throws CallError for a given file or a library that cannot be read
 */
export function loadWorkspace({ given, paths, texts, configurations }: Input, options: LoadOptions = {}): Workspace {
  const files = new Map<string, Parsed>();
  const refused = new Map<string, string>();
  const imports = new Map<string, string[]>();
  const load = (file: string): void => {
    const before = options.previous?.get(file);
    const text = (options.texts ?? texts).get(file) ?? readText(file);
    files.set(file, before?.source.text === text ? before : parseFile(file, text, before));
  };
  for (const file of given) {
    try {
      load(file);
    } catch (error) {
      throw new CallError(`cannot read \`${paths.shown(file)}\`: ${reasonOf(error)}`);
    }
  }
  const libraries = new Set(given.flatMap((file) => additionsOf(configurations.of(file)).libraries));
  for (const file of libraries) {
    try {
      if (!files.has(file)) load(file);
    } catch (error) {
      const advice = '`libraries` of an archlang.json names it.';
      throw new CallError(`cannot read the library \`${paths.shown(file)}\`: ${reasonOf(error)}`, advice);
    }
  }
  const waiting = [...new Set([...given, ...libraries])];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const targets = [];
    for (const path of importsOf(files.get(file)!.syntax)) {
      const target = resolveImport(file, path);
      if (!files.has(target)) {
        const reason = refusal(file, target, paths, load);
        if (reason !== undefined) {
          refused.set(importKey(file, path), reason);
          continue;
        }
        waiting.push(target);
      }
      targets.push(target);
    }
    imports.set(file, targets);
  }
  return { files, entries: entriesOf(given, imports), refused };
}

export function importKey(file: string, path: string): string {
  return `${file}\0${path}`;
}

/** Why an import is not followed, as the end of a sentence. */
function refusal(importer: string, target: string, paths: Paths, load: (file: string) => void): string | undefined {
  const root = paths.workspaceOf(importer);
  if (!isBelow(root, target)) {
    return `it lies outside \`${root}\`, the folder of the nearest archlang.json or repository`;
  }
  try {
    if (!statSync(target).isFile()) return 'it is not a file';
    load(target);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

/** The given files that nothing else reaches; of files that only import each other, the first. */
function entriesOf(given: readonly string[], imports: ReadonlyMap<string, readonly string[]>): string[] {
  const imported = new Set<string>();
  for (const [file, targets] of imports) for (const target of targets) if (target !== file) imported.add(target);
  const reached = new Set<string>();
  const reach = (start: string): void => {
    const waiting = [start];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (reached.has(file)) continue;
      reached.add(file);
      waiting.push(...(imports.get(file) ?? []));
    }
  };
  const entries = given.filter((file) => !imported.has(file));
  for (const file of entries) reach(file);
  for (const file of given) {
    if (reached.has(file)) continue;
    entries.push(file);
    reach(file);
  }
  return entries.sort();
}

/** @throws the system's error */
function readText(file: string): string {
  if (statSync(file).size <= readWhole) return readFileSync(file, 'utf8');
  const descriptor = openSync(file, 'r');
  try {
    const bytes = Buffer.alloc(beginning);
    return bytes.toString('utf8', 0, readSync(descriptor, bytes, 0, beginning, 0));
  } finally {
    closeSync(descriptor);
  }
}
