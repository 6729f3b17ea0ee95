import type { Link } from '../model/model.js';
import type { Value } from '../model/value.js';

/**
 * Links by the one place where a policy of theirs is written: several hops of a chain, or all links under one `defaults`,
 * share it, and it is said once. In the order of the links.
 */
export function byPolicy<T>(
  links: readonly Link[],
  policy: (link: Link) => Value<T> | undefined,
): { readonly value: Value<T>; readonly links: readonly [Link, ...Link[]] }[] {
  const groups = new Map<string, { value: Value<T>; links: [Link, ...Link[]] }>();
  for (const link of links) {
    const value = policy(link);
    if (!value) continue;
    const place = `${value.property.file}:${value.property.offset}`;
    const group = groups.get(place);
    if (group) group.links.push(link);
    else groups.set(place, { value, links: [link] });
  }
  return [...groups.values()];
}
