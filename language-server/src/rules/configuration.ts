import type { BuildOptions } from '../model/build.js';
import type { Maturity } from '../model/model.js';
import { resolveImport } from '../model/parsed.js';
import type { ListedPrice } from '../model/prices.js';
import type { Severity } from '../model/problem.js';
import { matchesGlob } from './globs.js';
import type { OwnCheck } from './own-checks.js';
import type { OptionValue, Rule } from './rule.js';
import { milder } from './severity.js';

export type Level = Severity | 'off';
export type Preset = 'recommended' | 'strict' | 'all';
type Options = Readonly<Record<string, OptionValue>>;
/** A level, a level with options, or options alone: then the rule itself says how bad each finding is. */
export type RuleEntry = Level | readonly [Level, Options?] | Options;
export type RuleEntries = Readonly<Record<string, RuleEntry | undefined>>;

/** The content of an `archlang.json`. */
export interface ConfigurationFile {
  readonly extends?: string | readonly string[];
  readonly rules?: RuleEntries;
  readonly overrides?: readonly { readonly files: string | readonly string[]; readonly rules: RuleEntries }[];
  readonly prices?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly libraries?: readonly string[];
  readonly ignore?: readonly string[];
  /** Rules and categories whose findings no `accept` takes off the list. */
  readonly unacceptable?: readonly string[];
  /** Thresholds of advice by name: a value, or the name of a preset. */
  readonly advice?: Readonly<Record<string, number | string | readonly number[]>>;
}

/** The line (from 1) of each price, by the name it is listed under and its property. */
export type PriceLines = ReadonlyMap<string, number>;

/** A configuration file, checked, with the folder its globs are relative to; written with `/`. */
export interface Layer {
  readonly source: string;
  readonly directory: string;
  readonly file: ConfigurationFile;
  readonly priceLines?: PriceLines;
}

/** Everything that decides which findings a design gets, as plain data. */
export interface Configuration {
  /** ISO date; without it no acceptance is out of date. */
  readonly today?: string;
  readonly preset: Preset;
  /** Farthest first: a later layer wins. */
  readonly layers: readonly Layer[];
  /** By engine or component: price property to quantity, `{ "postgres": { "replica": "$120/month" } }`. */
  readonly prices: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Paths of `.arch` files with engines of the team's own, each with the folder it is relative to. */
  readonly libraries: readonly { readonly path: string; readonly directory: string }[];
}

/** How one check applies to one file. */
export interface Setting {
  readonly level: Level;
  /** Set by a configuration file, not by the check itself. */
  readonly explicit: boolean;
  readonly options: Readonly<Record<string, OptionValue>>;
}

/** The layers made one, farthest first: presets and severities of later ones win, prices are joined, lists are appended. */
export function resolveConfiguration(layers: readonly Layer[], { today }: { today?: string } = {}): Configuration {
  const presets = layers.flatMap(({ file }) => presetsOf(file));
  const prices: Record<string, Record<string, string>> = {};
  for (const { file } of layers) {
    for (const [name, own] of Object.entries(file.prices ?? {})) prices[name] = { ...prices[name], ...own };
  }
  return {
    ...(today !== undefined && { today }),
    preset: presets[presets.length - 1] ?? 'recommended',
    layers,
    prices,
    libraries: layers.flatMap(({ file, directory }) => (file.libraries ?? []).map((path) => ({ path, directory }))),
  };
}

/** What a configuration adds to the designs it holds for: the files of the team's own engines, and unit prices. */
export function additionsOf({
  layers,
  libraries,
}: Configuration): Required<Pick<BuildOptions, 'libraries' | 'prices'>> {
  const prices: Record<string, Record<string, ListedPrice>> = {};
  for (const { file, source, priceLines } of layers) {
    const named = source.slice(source.lastIndexOf('/') + 1);
    for (const [name, own] of Object.entries(file.prices ?? {})) {
      const listed = Object.entries(own).map(([property, text]): [string, ListedPrice] => {
        const line = priceLines?.get(`${name} ${property}`);
        return [property, { text, file: named, ...(line !== undefined && { line }) }];
      });
      prices[name] = { ...prices[name], ...Object.fromEntries(listed) };
    }
  }
  const files = libraries.map(({ path, directory }) => resolveImport(`${directory}/archlang.json`, path));
  return { libraries: [...new Set(files)], prices };
}

/** The paths of the files that a configuration extends, as written; they are layers below it. */
export function extendedFiles(file: ConfigurationFile): readonly string[] {
  return listOf(file.extends).filter((name) => !isPreset(name));
}

/** Is the file left out of checks? */
export function isIgnored({ layers }: Configuration, path: string): boolean {
  return layers.some(({ file, directory }) => matchesAny(file.ignore ?? [], path, directory));
}

/** May a design accept what this check finds? */
export function isAcceptable({ layers }: Configuration, { name, category }: Rule | OwnCheck): boolean {
  return !layers.some(
    ({ file: { unacceptable = [] } }) => unacceptable.includes(name) || unacceptable.includes(category),
  );
}

/** The level and the options of a check in a file. */
export function settingOf(configuration: Configuration, check: Rule | OwnCheck, path: string): Setting {
  let level: Level = isOnByItself(configuration.preset, check) ? check.severity : 'off';
  let explicit = false;
  let options = defaultOptions(check);
  for (const layer of configuration.layers) {
    for (const rules of rulesFor(layer, path)) {
      for (const entry of [rules[check.category], rules[check.name]]) {
        if (entry === undefined) continue;
        const [written, more] = partsOf(entry);
        if (written !== undefined) {
          level = written;
          explicit = true;
        }
        options = { ...options, ...more };
      }
    }
  }
  return { level, explicit, options };
}

function partsOf(entry: RuleEntry): readonly [Level | undefined, Options?] {
  if (typeof entry === 'string') return [entry];
  return isPair(entry) ? entry : [undefined, entry];
}

const isPair = (entry: Exclude<RuleEntry, Level>): entry is readonly [Level, Options?] => Array.isArray(entry);

/** The severity of a finding, `undefined` where it is off. `reported` is what the rule itself says of this finding. */
export function severityOf(
  configuration: Configuration,
  check: Rule | OwnCheck,
  setting: Setting,
  maturity: Maturity,
  reported?: Severity,
): Severity | undefined {
  if (setting.level === 'off') return undefined;
  if (setting.explicit) return reported ? milder(reported, setting.level) : setting.level;
  const severity = reported ?? setting.level;
  // Absence alone is no error before production.
  if (severity === 'error' && 'mode' in check && check.mode === 'absence' && maturity !== 'production')
    return 'warning';
  return configuration.preset === 'strict' && severity === 'warning' ? 'error' : severity;
}

function isOnByItself(preset: Preset, check: Rule | OwnCheck): boolean {
  return preset !== 'recommended' || !('tier' in check) || check.tier < 3;
}

function defaultOptions(check: Rule | OwnCheck): Record<string, OptionValue> {
  const options = 'options' in check ? (check.options ?? {}) : {};
  return Object.fromEntries(Object.entries(options).map(([name, option]) => [name, option.default]));
}

function rulesFor({ file, directory }: Layer, path: string): Readonly<Record<string, RuleEntry | undefined>>[] {
  const overrides = (file.overrides ?? []).filter(({ files }) => matchesAny(listOf(files), path, directory));
  return [file.rules ?? {}, ...overrides.map(({ rules }) => rules)];
}

function matchesAny(globs: readonly string[], path: string, directory: string): boolean {
  if (globs.length === 0) return false;
  const slashed = path.replaceAll('\\', '/');
  const folder = directory.replaceAll('\\', '/').replace(/\/$/, '');
  const relative = folder !== '' && slashed.startsWith(`${folder}/`) ? slashed.slice(folder.length + 1) : slashed;
  return globs.some((glob) => matchesGlob(glob, relative));
}

function presetsOf(file: ConfigurationFile): Preset[] {
  return listOf(file.extends).filter(isPreset);
}

function isPreset(name: string): name is Preset {
  return name === 'recommended' || name === 'strict' || name === 'all';
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  return value === undefined ? [] : typeof value === 'string' ? [value] : value;
}
