import { readConfiguration } from '../../configuration/configuration-file.js';
import { resolveImport } from '../../model/parsed.js';
import { type Configuration, extendedFiles, type Layer, resolveConfiguration } from '../../rules/configuration.js';
import type { ConfigurationPlace } from '../commands/turn-rule-off.js';
import type { FileHost } from '../host.js';
import type { Settings } from '../settings.js';
import { folderOf, uriOf } from '../uri.js';

export const configurationName = 'archlang.json';

/** More than this is a mistake, such as files that extend each other. */
const mostLayers = 50;
const highest = 40;

/** What is wrong with a configuration file. */
export interface ConfigurationFault {
  readonly file: string;
  readonly text: string;
  /** The key or value it is about, where it is known. */
  readonly word?: string;
  readonly message: string;
}

interface Read {
  readonly configuration: Configuration;
  readonly faults: readonly ConfigurationFault[];
}

/** The configuration of each file: the nearest `archlang.json` above it with all it extends; read once, until it changes. */
export class Configurations {
  private readonly byFolder = new Map<string, Promise<string | undefined>>();
  private readonly bySource = new Map<string, Promise<Read>>();
  /** Every file that was named as one to extend, there or not. */
  readonly extended = new Set<string>();

  constructor(
    private readonly host: FileHost,
    private readonly today: () => string,
  ) {}

  /** Forgets everything: a file or a setting has changed. */
  forget(): void {
    this.byFolder.clear();
    this.bySource.clear();
  }

  async of(file: string, settings: Settings): Promise<Read> {
    const folder = folderOf(file);
    const source = folder === undefined ? undefined : await this.find(folder);
    const key = source ?? '';
    let read = this.bySource.get(key);
    if (!read) {
      read = this.read(source, settings);
      this.bySource.set(key, read);
    }
    return read;
  }

  /** The nearest `archlang.json` above a file, with its text; else the one that could stand in the folder given. */
  async nearest(file: string, otherwise: string): Promise<ConfigurationPlace> {
    const source = await this.find(folderOf(file) ?? otherwise);
    const uri = uriOf(source ?? `${otherwise}/${configurationName}`);
    const text = source === undefined ? undefined : await this.host.read(uri);
    return { uri, ...(text !== undefined && { text }) };
  }

  private find(folder: string): Promise<string | undefined> {
    let found = this.byFolder.get(folder);
    if (!found) {
      found = this.search(folder);
      this.byFolder.set(folder, found);
    }
    return found;
  }

  private async search(folder: string): Promise<string | undefined> {
    let current: string | undefined = folder;
    for (let level = 0; current !== undefined && level < highest; level++) {
      const file = `${current}/${configurationName}`;
      if ((await this.host.read(uriOf(file))) !== undefined) return file;
      current = folderOf(current);
    }
    return undefined;
  }

  private async read(source: string | undefined, settings: Settings): Promise<Read> {
    const faults: ConfigurationFault[] = [];
    const layers = [ofEditor(settings)];
    if (source !== undefined) layers.push(...(await this.layers(source, new Set(), faults)));
    return { configuration: resolveConfiguration(layers, { today: this.today() }), faults };
  }

  /** What it extends, farthest first, and itself last. A file that cannot be used is left out. */
  private async layers(source: string, seen: Set<string>, faults: ConfigurationFault[]): Promise<Layer[]> {
    seen.add(source);
    const text = await this.host.read(uriOf(source));
    if (text === undefined || seen.size > mostLayers) return [];
    const layer = parseLayer(source, text, faults);
    if (!layer) return [];
    const below: Layer[] = [];
    for (const path of extendedFiles(layer.file)) {
      const target = resolveImport(source, path);
      if (seen.has(target)) continue;
      this.extended.add(target);
      if ((await this.host.read(uriOf(target))) === undefined) {
        faults.push({ file: source, text, word: path, message: `There is no configuration \`${path}\` to extend.` });
      } else below.push(...(await this.layers(target, seen, faults)));
    }
    return [...below, layer];
  }
}

function ofEditor({ preset, rules }: Settings): Layer {
  const checked = readConfiguration({ extends: preset, rules });
  return { source: 'settings', directory: '', file: 'file' in checked ? checked.file : { extends: preset } };
}

function parseLayer(source: string, text: string, faults: ConfigurationFault[]): Layer | undefined {
  const content = text.replace(/^\ufeff/, '');
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (error) {
    faults.push({
      file: source,
      text,
      message: `This is not valid JSON: ${error instanceof Error ? error.message : error}`,
    });
    return undefined;
  }
  const result = readConfiguration(json, content);
  if ('file' in result) return { source, directory: folderOf(source) ?? '', ...result };
  for (const { path, message } of result.problems) {
    const word = path.filter((part) => typeof part === 'string').at(-1);
    faults.push({ file: source, text, message, ...(word !== undefined && { word: String(word) }) });
  }
  return undefined;
}
