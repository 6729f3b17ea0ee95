import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import {
  type Configuration,
  extendedFiles,
  isIgnored,
  type Layer,
  resolveConfiguration,
} from '../rules/configuration.js';
import { CallError, reasonOf } from './call-error.js';
import { folderWith, type Paths, withSlashes } from './paths.js';

const fileName = 'archlang.json';
const maxExtends = 50;

export interface ConfigurationOptions {
  /** A configuration file to use for everything. */
  readonly file?: string;
  /** ISO date, against which acceptances run out. */
  readonly today: string;
}

/** The configuration of each file: the nearest `archlang.json` above it with all it extends, read once per run. */
export class Configurations {
  private readonly byFile = new Map<string, Configuration>();
  private readonly byFolder = new Map<string, string | undefined>();

  constructor(
    private readonly paths: Paths,
    private readonly options: ConfigurationOptions,
  ) {}

  /**
   * Reads the configuration of a file, which `of` then gives.
   * @throws CallError where it cannot be read or says something that does not exist
   */
  async load(file: string): Promise<Configuration> {
    const source = this.sourceOf(file) ?? '';
    const known = this.byFile.get(source);
    if (known) return known;
    const layers = source === '' ? [] : await this.layers(source);
    const configuration = resolveConfiguration(layers, { today: this.options.today });
    this.byFile.set(source, configuration);
    return configuration;
  }

  of(file: string): Configuration {
    const configuration = this.byFile.get(this.sourceOf(file) ?? '');
    if (!configuration) throw new Error(`the configuration of ${file} was not loaded`);
    return configuration;
  }

  /** Is the file left out when a folder is searched? */
  async ignores(file: string): Promise<boolean> {
    return isIgnored(await this.load(file), file);
  }

  /** The configuration files read so far. */
  get sources(): readonly string[] {
    return [...this.byFile.values()].flatMap(({ layers }) => layers.map(({ source }) => source));
  }

  private sourceOf(file: string): string | undefined {
    if (this.options.file !== undefined) return this.paths.absolute(this.options.file);
    const folder = dirname(file);
    if (!this.byFolder.has(folder)) {
      const found = folderWith(folder, [fileName]);
      this.byFolder.set(folder, found === undefined ? undefined : withSlashes(resolve(found, fileName)));
    }
    return this.byFolder.get(folder);
  }

  /** What it extends, farthest first, and itself last; a file that is extended twice counts where it is met first. */
  private async layers(source: string, seen = new Set<string>(), importer?: string): Promise<Layer[]> {
    const layer = await this.read(source, importer);
    seen.add(identity(source));
    if (seen.size > maxExtends) throw new CallError(`\`${this.paths.shown(source)}\` extends too many files`);
    const below: Layer[] = [];
    for (const path of extendedFiles(layer.file)) {
      const file = withSlashes(resolve(dirname(source), path));
      if (!seen.has(identity(file))) below.push(...(await this.layers(file, seen, source)));
    }
    return [...below, layer];
  }

  private async read(source: string, importer: string | undefined): Promise<Layer> {
    const name = this.paths.shown(source);
    const advice = importer === undefined ? undefined : `\`${this.paths.shown(importer)}\` extends it.`;
    let text: string;
    let json: unknown;
    try {
      text = readFileSync(source, 'utf8').replace(/^\ufeff/, '');
      json = JSON.parse(text);
    } catch (error) {
      if (error instanceof SyntaxError) throw new CallError(`\`${name}\` is not valid JSON: ${error.message}`, advice);
      throw new CallError(`cannot read the configuration \`${name}\`: ${reasonOf(error)}`, advice);
    }
    // The schema takes time to load, and most runs have no configuration.
    const { readConfiguration } = await import('../configuration/configuration-file.js');
    const result = readConfiguration(json, text);
    if ('file' in result) return { source, directory: withSlashes(dirname(source)), ...result };
    const [first, ...others] = result.problems.map(({ message }) => message);
    throw new CallError(`${name}: ${first}`, others.length > 0 ? others.join('\n') : advice);
  }
}

function identity(file: string): string {
  return existsSync(file) ? realpathSync(file) : file;
}
