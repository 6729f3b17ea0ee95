import type { Component, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { admits, type Journey } from './journeys.js';
import { awaitedCalls, isCacheAside } from './waiting.js';

/** Which journeys to look at, and for which of their components losing it matters. */
export interface Demand {
  readonly journeys: readonly Journey[];
  isCritical(component: Component, journey: Journey): boolean;
}

/**
 * The components that every request of a journey needs an answer from, each with the first such journey. What is behind
 * a fallback, an optional component, a hand-over or a cache-aside cache is not needed; of the targets that a balancer chooses
 * among only what all of them need.
 */
export function* requiredBy(model: Model, { journeys, isCritical }: Demand): Iterable<readonly [Component, Journey]> {
  const told = new Set<Component>();
  const balancers = new Set(model.components.filter(({ kind }) => kind === 'lb' || kind === 'dns'));
  for (const journey of journeys) {
    for (const component of neededFrom([journey.from], journey, balancers, new Set())) {
      if (component === journey.from || told.has(component) || !isCritical(component, journey)) continue;
      told.add(component);
      yield [component, journey];
    }
  }
}

/** Everything needed by all of the starting points; `passed` keeps balancers that point at each other from going round. */
function neededFrom(
  starts: readonly Component[],
  journey: Journey,
  balancers: ReadonlySet<Component>,
  passed: ReadonlySet<Component>,
): ReadonlySet<Component> {
  const needed = new Set(starts);
  for (const component of needed) {
    const hard = awaitedCalls(component).filter((link) => admits(link, journey) && isHard(link));
    if (!balancers.has(component) || hard.length <= 1) {
      for (const { target } of hard) needed.add(target);
    } else if (!passed.has(component)) {
      const beyond = new Set([...passed, component]);
      const [first, ...others] = hard.map(({ target }) => neededFrom([target], journey, balancers, beyond));
      for (const shared of first) if (others.every((other) => other.has(shared))) needed.add(shared);
    }
  }
  return needed;
}

function isHard(link: Link): boolean {
  if (!isBuilt(link) || link.properties.fallback || link.target.kind === 'client') return false;
  return link.target.properties.criticality?.value !== 'optional' && !isCacheAside(link.target);
}
