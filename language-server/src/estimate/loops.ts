import type { Problem } from '../model/problem.js';
import type { Sheet } from './sheet.js';
import { reachOf } from './traffic/reach.js';

const mostNamed = 8;
const mostShown = 20;

/** Loops that send more than they get: no load is finite there, which is an error of the design. One problem for each loop. */
export function loops(sheet: Sheet): readonly Problem[] {
  const found = new Map<
    string,
    { readonly sources: string[]; readonly problem: Omit<Problem, 'message'>; readonly path: string }
  >();
  for (const { source, edges } of reachOf(sheet).amplifying) {
    const links = [...new Set(edges.map(({ link }) => link))];
    const key = links.map(({ id }) => id).join(' ');
    const known = found.get(key);
    if (known) {
      known.sources.push(source.id);
      continue;
    }
    const named = links.slice(0, mostNamed).map(({ id }) => id);
    const more = links.length - named.length;
    found.set(key, {
      sources: [source.id],
      path: `${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
      problem: {
        code: 'amplifying-loop',
        severity: 'error',
        at: links[0].head,
        related: links.slice(1, mostShown).map(({ head }) => ({ at: head, message: 'The loop goes on here.' })),
      },
    });
  }
  return [...found.values()].map(({ sources, problem, path }) => {
    const [first, ...others] = sources;
    const who = others.length === 0 ? first : `${first} and ${others.length} more`;
    return {
      ...problem,
      message:
        `Each request of ${who} that enters the loop ${path} sends at least one more around it, ` +
        'so its load has no end. Let less come back (`share`), or make what returns a flow of its own with `for`.',
    };
  });
}
