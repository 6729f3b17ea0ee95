import { libraryPrefix } from '../../model/library.js';
import { type Parsed, resolveImport } from '../../model/parsed.js';
import { additionsOf, type Configuration } from '../../rules/configuration.js';
import type { ConfigurationPlace } from '../commands/turn-rule-off.js';
import { Design, type OnFault } from '../design.js';
import type { FileHost } from '../host.js';
import { defaultSettings, type Settings } from '../settings.js';
import { Snapshot } from '../snapshot.js';
import { fileOf, folderOf, isBelow, uriOf, withoutSlash } from '../uri.js';
import { type ConfigurationFault, Configurations, configurationName } from './configurations.js';
import { Files, type OpenDocument } from './files.js';

export interface WorkspaceOptions {
  readonly host: FileHost;
  readonly onFault: OnFault;
  /** Gives the ISO date of today. */
  readonly today: () => string;
}

/** In ms, from the beginning of a search. */
const longestWait = 1500;

/** The designs of the files that are open. A design is worked out anew when, and only when, one of its files changed. */
export class Workspace {
  private readonly files: Files;
  private readonly configurations: Configurations;
  private readonly designs = new Map<string, Design>();
  private current: Settings = defaultSettings;
  private folders: readonly string[] = [];
  /** Settled and gone once it is known what files there are. */
  private searching: Promise<void> | undefined;
  /** Settled as soon, or once nobody should have to wait for it any longer. */
  private readiness: Promise<void> = Promise.resolve();
  /** What was looked at since a text, a setting or what files there are last changed. */
  private readonly looked = new Map<string, Snapshot>();
  private changes = 0;

  constructor(private readonly options: WorkspaceOptions) {
    this.files = new Files(options.host);
    this.configurations = new Configurations(options.host, options.today);
  }

  get settings(): Settings {
    return this.current;
  }

  set settings(settings: Settings) {
    this.current = settings;
    this.configurations.forget();
    this.forgetLooks();
  }

  /** The open documents by file. */
  get open(): ReadonlyMap<string, OpenDocument> {
    return this.files.open;
  }

  /** Looks for designs in these folders, in the background. */
  search(folders: readonly string[]): Promise<void> {
    this.folders = folders;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, longestWait);
    });
    const searching = this.files
      .search(folders)
      .catch((error) => this.options.onFault('searching the workspace', error))
      .finally(() => {
        clearTimeout(timer);
        this.forgetLooks();
        if (this.searching === searching) this.searching = undefined;
      });
    this.searching = searching;
    this.readiness = Promise.race([searching, patience]);
    return searching;
  }

  setOpen(document: OpenDocument, text: string): void {
    this.files.setOpen(document, text);
    this.forgetLooks();
  }

  async close(uri: string): Promise<void> {
    await this.files.close(uri);
    this.forgetLooks();
    const needed = new Set((await this.openDesigns()).map(({ entry }) => entry));
    for (const entry of this.designs.keys()) if (!needed.has(entry)) this.designs.delete(entry);
  }

  /** A file changed, came or went outside of the editor. */
  async changed(uri: string): Promise<void> {
    const file = fileOf(uri);
    if (file.endsWith(`/${configurationName}`) || file.endsWith('.json')) this.configurations.forget();
    else await this.files.reload(file);
    this.forgetLooks();
  }

  private forgetLooks(): void {
    this.looked.clear();
    this.changes++;
  }

  /** Every design that an open document belongs to, brought up to date; those of the same file stay together. */
  async openDesigns(): Promise<readonly Design[]> {
    await this.ready();
    const files = [...this.files.open.keys()];
    for (const file of files) await this.files.load(file);
    return this.designsOf(files);
  }

  /** A file with its designs, brought up to date; `undefined` for a file that nobody knows. */
  async snapshot(uri: string): Promise<Snapshot | undefined> {
    await this.ready();
    const file = fileOf(uri);
    const today = this.options.today();
    const known = this.looked.get(file);
    if (known?.today === today) return known;
    const { changes } = this;
    const snapshot = await this.look(file, today);
    if (snapshot && changes === this.changes && !this.searching) this.looked.set(file, snapshot);
    return snapshot;
  }

  private async look(file: string, today: string): Promise<Snapshot | undefined> {
    if (!this.files.get(file)) return undefined;
    await this.files.load(file);
    const designs = await this.designsOf([file]);
    // The design that the file itself is comes first, then one that somebody has open.
    const rank = ({ entry }: Design): number => (entry === file ? 0 : this.files.open.has(entry) ? 1 : 2);
    const [first, ...others] = designs.sort((a, b) => rank(a) - rank(b));
    const parsed = first?.files.get(file);
    if (!first || !parsed) return undefined;
    const sharing = await this.designsOf([...first.files.keys()]);
    const { open, known } = this.files;
    return new Snapshot(file, parsed, [first, ...others], this.current, today, open, known, sharing);
  }

  /** Every design that one of the files belongs to. */
  private async designsOf(files: readonly string[]): Promise<Design[]> {
    const entries = new Set(files.flatMap((file) => this.files.entriesOf(file)));
    const designs: Design[] = [];
    for (const entry of entries) designs.push(await this.design(entry));
    return designs;
  }

  /** All files that are known, for a search by name. */
  *parsedFiles(): Iterable<Parsed> {
    for (const file of this.files.known) {
      const parsed = this.files.get(file);
      if (parsed && !file.startsWith(libraryPrefix)) yield parsed;
    }
  }

  /** The configuration file of a document, or where one would stand: in its workspace folder, else beside it. */
  configurationPlace(uri: string): Promise<ConfigurationPlace> {
    const file = fileOf(uri);
    const root = this.folders.map((folder) => withoutSlash(fileOf(folder))).find((folder) => isBelow(folder, file));
    return this.configurations.nearest(file, root ?? folderOf(file) ?? '');
  }

  /** The files that configurations extend. */
  get extendedConfigurations(): Iterable<string> {
    return this.configurations.extended;
  }

  /** What is wrong with the configuration of a design. */
  async configurationFaults(entry: string): Promise<readonly ConfigurationFault[]> {
    const { configuration, faults } = await this.configurations.of(entry, this.current);
    return [...faults, ...(await this.missingLibraries(configuration))];
  }

  private async missingLibraries({ libraries, layers }: Configuration): Promise<ConfigurationFault[]> {
    const missing: ConfigurationFault[] = [];
    for (const { path, directory } of libraries) {
      const file = resolveImport(`${directory}/${configurationName}`, path);
      const source = layers.find(
        (layer) => layer.directory === directory && layer.file.libraries?.includes(path),
      )?.source;
      if (source === undefined || this.files.get(file)) continue;
      const text = (await this.options.host.read(uriOf(source))) ?? '';
      missing.push({ file: source, text, word: path, message: `There is no library \`${path}\`.` });
    }
    return missing;
  }

  private async design(entry: string): Promise<Design> {
    const { configuration } = await this.configurations.of(entry, this.current);
    const { libraries } = additionsOf(configuration);
    await this.files.load(entry, libraries);
    const files = this.files.closure([entry, ...libraries]);
    const known = this.designs.get(entry);
    if (known && known.configuration === configuration && isSame(known.files, files)) return known;
    const design = this.make(entry, files, configuration, known);
    this.designs.set(entry, design);
    return design;
  }

  private make(
    entry: string,
    files: ReadonlyMap<string, Parsed>,
    configuration: Configuration,
    known?: Design,
  ): Design {
    return new Design(entry, files, configuration, this.options.onFault, known);
  }

  /** Waits until it is known what files there are. A large workspace is searched while the first answers are given: until then a file stands for itself. */
  ready(): Promise<void> {
    return this.readiness;
  }
}

function isSame(a: ReadonlyMap<string, Parsed>, b: ReadonlyMap<string, Parsed>): boolean {
  if (a.size !== b.size) return false;
  for (const [file, parsed] of a) if (b.get(file) !== parsed) return false;
  return true;
}
