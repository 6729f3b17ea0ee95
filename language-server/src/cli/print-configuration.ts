import { questions } from '../advice/registry.js';
import { settingValues } from '../advice/settings.js';
import { isIgnored, settingOf } from '../rules/configuration.js';
import { ownChecks } from '../rules/own-checks.js';
import { rules } from '../rules/registry.js';
import type { Input } from './input.js';
import { compareText } from './result.js';

/** What applies to each file, as JSON: where it comes from, and every rule with its level and options. */
export function printConfiguration({ given, configurations, paths }: Input): string {
  const files = given.map((file) => {
    const configuration = configurations.of(file);
    const checks = [...rules, ...ownChecks].sort((a, b) => compareText(a.name, b.name));
    return {
      file: paths.shown(file),
      from: configuration.layers.map(({ source }) => paths.shown(source)),
      preset: configuration.preset,
      ignored: isIgnored(configuration, file),
      rules: Object.fromEntries(
        checks.map((check) => {
          const { level, options } = settingOf(configuration, check, file);
          return [check.name, Object.keys(options).length === 0 ? level : [level, options]];
        }),
      ),
      advice: Object.assign({}, ...questions.map(({ settings }) => settingValues(settings, configuration))),
      prices: configuration.prices,
      libraries: configuration.libraries.map(({ path }) => path),
    };
  });
  return `${JSON.stringify({ version: 1, files }, undefined, 2)}\n`;
}
