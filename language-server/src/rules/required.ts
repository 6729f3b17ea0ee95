import type { Component, Link, Model } from '../model/model.js';
import { admits, type Journey, passesOn } from './journeys.js';

interface Wanted {
  readonly journeys: readonly Journey[];
  isCritical(component: Component, journey: Journey): boolean;
}

/**
 * The components whose loss stops a journey that counts, each with the first such journey: all that a caller waits for
 * without a fallback is needed, of a balancer's targets only what all of them need. A cache that is gone around is not
 * needed itself, but what answers its misses is. Linear in the links that each journey takes.
 */
export function requiredBy(model: Model, { journeys, isCritical }: Wanted): ReadonlyMap<Component, Journey> {
  const required = new Map<Component, Journey>();
  const order = new Map(model.components.map((component, index) => [component, index]));
  for (const journey of journeys) {
    const needed = new Set([journey.from]);
    for (const component of needed) {
      if (isCritical(component, journey) && !isGoneAround(component) && !required.has(component)) {
        required.set(component, journey);
      }
      for (const next of neededBelow(component, journey)) needed.add(next);
    }
  }
  return new Map([...required].sort(([a], [b]) => order.get(a)! - order.get(b)!));
}

function neededBelow(component: Component, journey: Journey): Iterable<Component> {
  const targets = neededTargets(component, journey);
  if ((component.kind !== 'lb' && component.kind !== 'dns') || targets.size <= 1) return targets;
  const shared = new Map<Component, number>();
  for (const alternative of targets) {
    for (const next of neededTargets(alternative, journey)) shared.set(next, (shared.get(next) ?? 0) + 1);
  }
  return [...shared].filter(([, count]) => count === targets.size).map(([next]) => next);
}

/** What the component itself waits for, without an alternative of its own. */
function neededTargets(component: Component, journey: Journey): ReadonlySet<Component> {
  if (!passesOn(component, journey)) return new Set();
  return new Set(component.outgoing.filter((link) => isHard(link, journey)).map(({ target }) => target));
}

function isHard(link: Link, journey: Journey): boolean {
  return (
    link.synchronous &&
    !link.properties.fallback &&
    link.target.properties.criticality?.value !== 'optional' &&
    admits(link, journey)
  );
}

/** Where a cache fails, its callers ask the store, unless the cache itself stands between them. */
function isGoneAround(component: Component): boolean {
  if (component.kind !== 'cache') return false;
  const pattern = component.properties.pattern?.value;
  if (pattern !== undefined) return pattern === 'cache-aside';
  const asksOnMiss = component.incoming.some(({ source }) =>
    source.outgoing.some(({ properties }) => properties['on-miss']?.value === component.id),
  );
  return asksOnMiss || component.outgoing.some(({ synchronous }) => synchronous);
}
