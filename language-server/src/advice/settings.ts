import type { Configuration } from '../rules/configuration.js';

/** A threshold of a decision. */
export interface Setting {
  readonly default: number | readonly number[];
  /** With the unit of a number. */
  readonly doc: string;
  /** Names for values that people know, usable in place of the value. */
  readonly presets?: Readonly<Record<string, number | readonly number[]>>;
}

export type SettingValue = Setting['default'];

export type SettingValues<S extends Readonly<Record<string, Setting>>> = {
  readonly [K in keyof S]: S[K]['default'] extends number ? number : readonly number[];
};

/** The settings of a question as a configuration has them; later layers win. */
export function settingValues(
  settings: Readonly<Record<string, Setting>>,
  configuration: Configuration | undefined,
): Readonly<Record<string, SettingValue>> {
  const written = Object.assign({}, ...(configuration?.layers ?? []).map(({ file }) => file.advice));
  return Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, inForce(setting, written[name])]));
}

function inForce(setting: Setting, written: string | SettingValue | undefined): SettingValue {
  if (written === undefined) return setting.default;
  return typeof written === 'string' ? (setting.presets?.[written] ?? setting.default) : written;
}
