import type { Flow, Link, Model } from '../model/model.js';
import { admits, journeysOf, passesOn } from './journeys.js';

/** The calls that somebody at a client waits for. */
export interface UserPaths {
  waitsFor(link: Link): boolean;
  /** The flows of clients on a call that is waited for; none where clients have no flows. */
  flowsOn(link: Link): readonly Flow[];
}

const known = new WeakMap<Model, UserPaths>();

/** Found once for each model, in time linear in what the journeys take. */
export function userPathsOf(model: Model): UserPaths {
  const found = known.get(model);
  if (found) return found;
  const flows = new Map<Link, Flow[]>();
  for (const journey of journeysOf(model).all) {
    if (journey.from.kind !== 'client') continue;
    const reached = new Set([journey.from]);
    for (const component of reached) {
      if (!passesOn(component, journey)) continue;
      for (const link of component.outgoing) {
        if (!link.synchronous || !admits(link, journey)) continue;
        const others = flows.get(link);
        if (others) others.push(...journey.flows);
        else flows.set(link, [...journey.flows]);
        reached.add(link.target);
      }
    }
  }
  const paths: UserPaths = {
    waitsFor: (link) => flows.has(link),
    flowsOn: (link) => flows.get(link) ?? [],
  };
  known.set(model, paths);
  return paths;
}
