import type { Problem } from '../model/problem.js';
import type { Sheet } from './sheet.js';
import { sources } from './traffic/sources.js';
import { visits } from './traffic/visits.js';

/** Loops that send more than they get: no load is finite there, which is an error of the design. */
export function loops(sheet: Sheet): readonly Problem[] {
  return sources(sheet).flatMap((source) =>
    visits(sheet, source).amplifying.map((edges): Problem => {
      const [first] = edges;
      const path = [...new Set(edges.map(({ link }) => link.id))].join(', ');
      return {
        code: 'amplifying-loop',
        severity: 'error',
        message:
          `Each request of ${source.id} that enters the loop ${path} sends at least one more around it, ` +
          'so its load has no end. Let less come back (`share`), or make what returns a flow of its own with `for`.',
        at: first.link.head,
        related: edges.slice(1).map(({ link }) => ({ at: link.head, message: 'The loop goes on here.' })),
      };
    }),
  );
}
