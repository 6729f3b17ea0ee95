import { ruleNamed } from '../linting.js';
import type { Silence } from './held.js';

/** The designs that the page of a rule shows as wrong. */
export function wrong(rule: string): readonly string[] {
  return ruleNamed(rule).incorrect.map(({ code }) => code);
}

/** The same design with `to` in place of the first `from`, for each pair; without any, to begin with, where `from` is empty. */
export function change(code: string, ...pairs: readonly (readonly [from: string, to: string])[]): string {
  return pairs.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`Nothing says ${from} in:\n${text}`);
    return text.replace(from, () => to);
  }, code);
}

/** What fires, and is silent with `to` in place of `from`, or only says so much. */
export function muted(fires: string, from: string, to: string, says?: readonly string[]): Silence {
  return { fires, silent: change(fires, [from, to]), ...(says && { says }) };
}

/** What fires, and is silent with some more lines. */
export function mutedBy(fires: string, lines: string, says?: readonly string[]): Silence {
  return { fires, silent: `${lines}\n${fires}`, ...(says && { says }) };
}

/** What fires, and is silent in a sketch. */
export function sketched(fires: string): Silence {
  return mutedBy(fires, 'system { maturity: sketch }');
}

/** What fires, and is silent where one of its components, by kind and name, is only drawn. */
export function drawn(fires: string, ...components: readonly string[]): Silence[] {
  return components.map((component) => {
    const block = new RegExp(`${component} \\{ ?(\\}?)`);
    if (!block.test(fires)) throw new Error(`Nothing declares ${component} in:\n${fires}`);
    return { fires, silent: fires.replace(block, (_, end) => `${component} { future: yes${end ? ' }' : ', '}`) };
  });
}
