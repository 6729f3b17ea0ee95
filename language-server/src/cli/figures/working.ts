import type { Figure } from '../../estimate/estimates.js';

/**
 * The figures asked for and, behind each, those it was worked out from, once each: the order in which a reader can follow
 * the working.
 */
export function withWorking(figures: readonly Figure[]): Figure[] {
  const ordered = new Set<Figure>();
  for (const figure of figures) {
    const waiting = [figure];
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (ordered.has(next)) continue;
      ordered.add(next);
      waiting.push(...next.inputs.flatMap((input) => (input.figure ? [input.figure] : [])).reverse());
    }
  }
  return [...ordered];
}
