import type { Component, Link } from '../model/model.js';
import { stronglyConnectedComponents } from './paths.js';

/** Which links a walk follows, and which of them add to its length. */
export interface LinkChoice {
  taken(component: Component): readonly Link[];
  counts(link: Link): boolean;
}

interface Best {
  readonly hops: number;
  readonly link: Link;
}

/** The links that count on the longest way from any of the starting points. */
export function longestChain(starts: readonly Component[], choice: LinkChoice): Link[] {
  return longestWay(starts, choice).filter(choice.counts);
}

/**
 * All links of the longest way, from its starting point to the last one that counts. Links within a cycle are left out, they
 * have no longest way. Linear in the links that are taken.
 */
export function longestWay(starts: readonly Component[], { taken, counts }: LinkChoice): Link[] {
  const groups = stronglyConnectedComponents(starts, (component) =>
    taken(component).map(({ target }) => target),
  ).reverse();
  const groupOf = new Map<Component, Component[]>();
  for (const group of groups) for (const component of group) groupOf.set(component, group);
  const best = new Map<Component, Best>();
  let longest: Best | undefined;
  for (const component of groups.flat()) {
    const arrived = best.get(component)?.hops ?? 0;
    for (const link of taken(component)) {
      if (groupOf.get(link.target) === groupOf.get(component)) continue;
      const hops = arrived + (counts(link) ? 1 : 0);
      const known = best.get(link.target);
      if (!known || hops > known.hops) best.set(link.target, { hops, link });
      if (counts(link) && hops > (longest?.hops ?? 0)) longest = { hops, link };
    }
  }
  const path: Link[] = [];
  for (let at: Link | undefined = longest?.link; at; at = best.get(at.source)?.link) path.push(at);
  return path.reverse();
}
