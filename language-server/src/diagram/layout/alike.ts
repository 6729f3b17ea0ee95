import { isSame } from '../scene/same.js';
import type { Scene } from '../scene/scene.js';

/** What no place depends on. */
const numbers: ReadonlySet<string> = new Set(['rate', 'measure', 'flows', 'findings']);

/**
 * Whether two scenes surely have the same structure, as they differ in numbers alone. Next to nothing where most things are the
 * very same object; a `false` may still be one structure.
 */
export function isAlike(a: Scene, b: Scene): boolean {
  return (
    a.figures === b.figures && areAlike(a.nodes, b.nodes) && areAlike(a.groups, b.groups) && areAlike(a.edges, b.edges)
  );
}

function areAlike(all: readonly object[], others: readonly object[]): boolean {
  return (
    all === others ||
    (all.length === others.length && all.every((thing, i) => thing === others[i] || differInNumbers(thing, others[i])))
  );
}

function differInNumbers(a: object, b: object): boolean {
  const [ofA, ofB] = [a, b] as Readonly<Record<string, unknown>>[];
  return [...new Set([...Object.keys(a), ...Object.keys(b)])].every((key) => {
    if (numbers.has(key)) return true;
    // How many there are is a number too; whether it is said takes room.
    if (key === 'replicas') return (ofA[key] === undefined) === (ofB[key] === undefined);
    return isSame(ofA[key], ofB[key]);
  });
}
