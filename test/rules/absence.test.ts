import { describe, expect, it } from 'vitest';
import { rules } from '../../language-server/src/rules/registry.js';
import { linted } from './linting.js';

/** The same design as a sketch. */
function sketched(code: string): string {
  const unfinished = code.replace(/\bmaturity: \w+,? ?/, '');
  return /^system\b/m.test(unfinished)
    ? unfinished.replace(/^(system[^{\n]*)\{/m, '$1{ maturity: sketch, ')
    : `system { maturity: sketch }\n${unfinished}`;
}

const demanding = rules.filter(({ mode }) => mode === 'absence');

describe.each(demanding.map((rule) => [rule.name, rule] as const))('%s', (name, { incorrect }) => {
  it.each(incorrect.map(({ title, code }) => [title, code]))('demands nothing of a sketch: %s', (_, code) => {
    const design = linted(sketched(code));
    expect(design.model.maturity).toBe('sketch');
    expect(design.model.problems).toEqual([]);
    expect(design.of(name)).toEqual([]);
  });
});
