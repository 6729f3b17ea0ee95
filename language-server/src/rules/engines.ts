import type { Component, Engine } from '../model/model.js';

/** Is the engine of a component one of these products, or does it extend one of them? */
export function isBuiltOn({ engine }: Component, names: ReadonlySet<string>): boolean {
  const seen = new Set<Engine>();
  for (let at = engine; at && !seen.has(at); at = at.base) {
    if (names.has(at.name)) return true;
    seen.add(at);
  }
  return false;
}
