import { expect, it } from 'vitest';
import { rules } from '../../language-server/src/rules/registry.js';
import { linted } from './linting.js';

/** The designs of a page with nothing in place of each of their numbers, one at a time. */
function* withNothing(code: string): Iterable<string> {
  for (const { 0: text, index } of code.matchAll(/(?<=: )\d[\d._]*/g))
    yield `${code.slice(0, index)}0${code.slice(index + text.length)}`;
}

it.each(rules.map((rule) => [rule.name, rule] as const))('of %s nothing makes no nonsense', (_, { incorrect }) => {
  for (const { code } of incorrect) {
    for (const design of withNothing(code)) {
      for (const { rule, message, fixes } of linted(design).findings) {
        expect(rule, design).not.toBe('internal-error');
        const written = fixes.flatMap(({ edits }) => edits.map(({ text }) => text));
        expect([message, ...written].join('\n'), design).not.toMatch(/NaN|undefined|Infinity/);
        expect(written.join('\n'), design).not.toMatch(/unbounded/);
      }
    }
  }
});
