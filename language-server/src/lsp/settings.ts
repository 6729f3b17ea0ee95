import type { RuleEntries } from '../rules/configuration.js';

/** What the user of an editor may set, under `archlang`. */
export interface Settings {
  readonly inlayHints: {
    readonly enabled: boolean;
    /** The figures to show, in this order, each on whatever has it. */
    readonly figures: readonly string[];
  };
  readonly codeLens: { readonly enabled: boolean };
  /** Whether hovers say why a choice fits. */
  readonly hover: { readonly advice: boolean };
  /** As in `archlang.json`, which wins over it. */
  readonly preset: 'recommended' | 'strict' | 'all';
  readonly rules: RuleEntries;
}

export const defaultSettings: Settings = {
  inlayHints: { enabled: true, figures: ['rate.peak', 'utilisation', 'storage'] },
  codeLens: { enabled: true },
  hover: { advice: true },
  preset: 'recommended',
  rules: {},
};

/** Reads what a client sends; what is missing or of another type is as by default. */
export function readSettings(sent: unknown): Settings {
  const all = recordOf(sent);
  const hints = recordOf(all['inlayHints']);
  const { inlayHints, codeLens, hover, preset, rules } = defaultSettings;
  const figures = hints['figures'];
  const presets: readonly unknown[] = ['recommended', 'strict', 'all'];
  return {
    inlayHints: {
      enabled: booleanOr(hints['enabled'], inlayHints.enabled),
      figures: Array.isArray(figures) ? figures.filter((name) => typeof name === 'string') : inlayHints.figures,
    },
    codeLens: { enabled: booleanOr(recordOf(all['codeLens'])['enabled'], codeLens.enabled) },
    hover: { advice: booleanOr(recordOf(all['hover'])['advice'], hover.advice) },
    preset: presets.includes(all['preset']) ? (all['preset'] as Settings['preset']) : preset,
    rules: isRecord(all['rules']) ? (all['rules'] as RuleEntries) : rules,
  };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

const booleanOr = (value: unknown, otherwise: boolean): boolean => (typeof value === 'boolean' ? value : otherwise);
