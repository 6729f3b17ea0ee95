import { importsOf, type Parsed, parseFile, resolveImport } from '../../model/parsed.js';
import type { FileHost } from '../host.js';
import { fileOf, folderOf, isBelow, uriOf, withoutSlash } from '../uri.js';
import { breathe } from './breathe.js';

export interface OpenDocument {
  /** As the client writes it. */
  readonly uri: string;
  readonly version: number;
}

interface Open extends OpenDocument {
  readonly text: string;
}

/** More are not looked at when folders are searched. */
const mostFiles = 2000;

/** The texts of a workspace, parsed: open documents as the editor holds them, all others as the host has them. */
export class Files {
  /** The open documents by file. */
  readonly open = new Map<string, Open>();
  private readonly parsed = new Map<string, Parsed>();
  /** Files that were asked for and do not exist. */
  private readonly missing = new Set<string>();
  private readonly imports = new WeakMap<Parsed, readonly string[]>();
  private roots: readonly string[] = [];
  private importers: ReadonlyMap<string, ReadonlySet<string>> | undefined;
  private readonly entries = new Map<string, readonly string[]>();

  constructor(private readonly host: FileHost) {}

  /** All files that are known, open or not. */
  get known(): readonly string[] {
    return [...new Set([...this.parsed.keys(), ...this.open.keys()])];
  }

  /** The present text, parsed; statements that did not change since the last time keep their tree. */
  get(file: string): Parsed | undefined {
    const before = this.parsed.get(file);
    const text = this.open.get(file)?.text;
    if (text === undefined || before?.source.text === text) return before;
    const now = parseFile(file, text, before);
    this.store(file, now);
    return now;
  }

  setOpen(document: OpenDocument, text: string): void {
    this.open.set(fileOf(document.uri), { ...document, text });
  }

  /** From now on the host's text counts again. */
  async close(uri: string): Promise<void> {
    const file = fileOf(uri);
    this.open.delete(file);
    await this.reload(file);
  }

  /** Reads a file anew that changed, came or went outside of the editor. */
  async reload(file: string): Promise<void> {
    if (this.open.has(file)) return;
    const text = await this.host.read(uriOf(file));
    if (this.open.has(file)) return;
    if (text === undefined) {
      this.parsed.delete(file);
      this.missing.add(file);
      this.importers = undefined;
    } else this.store(file, parseFile(file, text, this.parsed.get(file)));
  }

  /** Finds the `.arch` files of the folders, so that it is known who imports a file before anyone opens him. */
  async search(folders: readonly string[]): Promise<void> {
    const before = this.roots;
    this.roots = folders.map((uri) => withoutSlash(fileOf(uri)));
    this.forget(before.filter((root) => !this.roots.includes(root)));
    for (const folder of folders) {
      for (const uri of await this.host.list(folder, mostFiles)) {
        const file = fileOf(uri);
        if (this.parsed.has(file) || this.open.has(file)) continue;
        await this.reload(file);
        await breathe();
      }
    }
  }

  /** Folders that are no longer open: what lies in them counts only as far as somebody else imports it, and is read again then. */
  private forget(folders: readonly string[]): void {
    const isOpen = (file: string): boolean => this.open.has(file) || this.roots.some((root) => isBelow(root, file));
    for (const file of [...this.parsed.keys()]) {
      if (folders.some((folder) => isBelow(folder, file)) && !isOpen(file)) this.parsed.delete(file);
    }
    this.missing.clear();
    this.importers = undefined;
  }

  /** The folder below which imports of a file are followed, besides those of the workspace: the one around it, else its own. */
  private rootOf(file: string): string | undefined {
    const around = this.roots.filter((root) => isBelow(root, file));
    return around.sort((a, b) => a.length - b.length)[0] ?? folderOf(file);
  }

  /** Reads the libraries and what a file imports, and so on, as far as it is not known yet. */
  async load(entry: string, libraries: readonly string[] = []): Promise<void> {
    for (const library of libraries) if (!this.get(library) && !this.missing.has(library)) await this.reload(library);
    const root = this.rootOf(entry);
    const roots = root === undefined ? this.roots : [root, ...this.roots];
    const seen = new Set([entry, ...libraries]);
    const waiting = [...seen];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      for (const target of this.importsOf(file)) {
        if (seen.has(target)) continue;
        seen.add(target);
        const unknown = !this.get(target) && !this.missing.has(target);
        if (unknown && roots.some((root) => isBelow(root, target))) await this.reload(target);
        waiting.push(target);
      }
    }
  }

  /** Files and all they import that is there. */
  closure(starts: readonly string[]): ReadonlyMap<string, Parsed> {
    const files = new Map<string, Parsed>();
    const waiting = [...starts].reverse();
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      const parsed = files.has(file) ? undefined : this.get(file);
      if (!parsed) continue;
      files.set(file, parsed);
      waiting.push(...this.importsOf(file));
    }
    return files;
  }

  /**
   * The files that import this one, directly or not, and that nothing imports: each is a design it belongs to. Of files
   * that only import each other, the first by name.
   */
  entriesOf(file: string): readonly string[] {
    // What is being typed may change who imports whom.
    for (const open of this.open.keys()) this.get(open);
    const known = this.importers && this.entries.get(file);
    if (known) return known;
    if (!this.importers) this.entries.clear();
    this.importers ??= this.findImporters();
    const entries = findEntries(file, this.importers);
    this.entries.set(file, entries);
    return entries;
  }

  private findImporters(): ReadonlyMap<string, ReadonlySet<string>> {
    const importers = new Map<string, Set<string>>();
    for (const file of this.known) {
      for (const target of this.importsOf(file)) {
        const known = importers.get(target);
        if (known) known.add(file);
        else importers.set(target, new Set([file]));
      }
    }
    return importers;
  }

  private importsOf(file: string): readonly string[] {
    const parsed = this.get(file);
    if (!parsed) return [];
    let targets = this.imports.get(parsed);
    if (!targets) {
      targets = importsOf(parsed.syntax).map((path) => resolveImport(file, path));
      this.imports.set(parsed, targets);
    }
    return targets;
  }

  private store(file: string, now: Parsed): void {
    const before = this.parsed.get(file);
    this.parsed.set(file, now);
    this.missing.delete(file);
    const old = before && importsOf(before.syntax).join('\n');
    if (old === undefined || old !== importsOf(now.syntax).join('\n')) this.importers = undefined;
  }
}

function findEntries(file: string, importersOf: ReadonlyMap<string, ReadonlySet<string>>): readonly string[] {
  const above = new Set([file]);
  const entries: string[] = [];
  // The set grows while it is walked.
  for (const current of above) {
    const importers = [...(importersOf.get(current) ?? [])].filter((importer) => importer !== current);
    if (importers.length === 0) entries.push(current);
    for (const importer of importers) above.add(importer);
  }
  return entries.length > 0 ? entries.sort() : [[...above].sort()[0]];
}
