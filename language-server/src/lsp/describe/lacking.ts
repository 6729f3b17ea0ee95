import type { Model } from '../../model/model.js';

/** What is missing, in words: `` `latency` of api and 2 more ``. */
export function lackingWords({ declarations, links }: Model, missing: readonly string[]): string {
  const [first, ...more] = missing;
  const isSubject = (name: string): boolean => declarations.has(name) || links.some(({ id }) => id === name);
  let words = first;
  for (let dot = first.lastIndexOf('.'); dot > 0; dot = first.lastIndexOf('.', dot - 1)) {
    if (!isSubject(first.slice(0, dot))) continue;
    words = `\`${first.slice(dot + 1)}\` of ${first.slice(0, dot)}`;
    break;
  }
  return more.length > 0 ? `${words} and ${more.length} more` : words;
}
