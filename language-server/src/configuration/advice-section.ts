import { z } from 'zod';
import { questions } from '../advice/registry.js';
import type { Setting } from '../advice/settings.js';
import { nearest } from '../model/nearest.js';
import type { ConfigurationProblem } from './problem.js';

/** The thresholds of all decisions by name. */
const settings: Readonly<Record<string, Setting>> = Object.assign(
  {},
  ...questions.map((question) => question.settings),
);

export function adviceSchema(): z.ZodType {
  return z.strictObject(
    Object.fromEntries(
      Object.entries(settings).map(([name, setting]) => [name, typeOf(setting).optional().describe(setting.doc)]),
    ),
  );
}

function typeOf({ default: value, presets }: Setting): z.ZodType {
  const own = typeof value === 'number' ? z.number() : z.array(z.number()).length(value.length);
  return presets ? z.union([z.enum(Object.keys(presets)), own]) : own;
}

/** What is wrong with the `advice` of a configuration, in words. */
export function explainAdvice(section: unknown): ConfigurationProblem[] {
  if (typeof section !== 'object' || section === null || Array.isArray(section)) {
    return [{ path: ['advice'], message: '`advice` has to be an object of thresholds.' }];
  }
  return Object.entries(section).flatMap(([name, value]): ConfigurationProblem[] => {
    const path = ['advice', name];
    if (!Object.hasOwn(settings, name)) {
      const near = nearest(name, Object.keys(settings));
      const message = `\`${name}\` is not a threshold of advice${near === undefined ? '.' : `; did you mean \`${near}\`?`}`;
      return [{ path, message, ...(near !== undefined && { nearest: near }) }];
    }
    const setting = settings[name];
    if (typeOf(setting).safeParse(value).success) return [];
    const presets = Object.keys(setting.presets ?? {});
    const near = typeof value === 'string' ? nearest(value, presets) : undefined;
    const ending = near === undefined ? '.' : `; did you mean \`${near}\`?`;
    return [
      {
        path,
        message: `\`${name}\` has to be ${shape(setting)}${ending}`,
        ...(near !== undefined && { nearest: near }),
      },
    ];
  });
}

function shape({ default: value, presets }: Setting): string {
  const own = typeof value === 'number' ? 'a number' : `a list of ${value.length} numbers`;
  return presets ? `one of ${Object.keys(presets).join(', ')}, or ${own}` : own;
}
