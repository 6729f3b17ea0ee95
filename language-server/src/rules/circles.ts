import type { Component, Kind, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { stronglyConnectedComponents } from './paths.js';

/** What calls on its own account; a store or a balancer closes no circle. */
export const inCircles: ReadonlySet<Kind> = new Set(['service', 'function', 'worker', 'job', 'gateway', 'external']);

const known = new WeakMap<Model, ReadonlyMap<Component, number>>();

/** Do they wait for each other, over however many calls? `circular-dependency` speaks of the circle then. */
export function inOneCircle(model: Model, ...components: readonly Component[]): boolean {
  const circles = known.get(model) ?? findCircles(model);
  known.set(model, circles);
  const [first, ...others] = components.map((component) => circles.get(component));
  return first !== undefined && others.every((circle) => circle === first);
}

/** By component, the number of the circle of calls that it is part of. */
function findCircles(model: Model): ReadonlyMap<Component, number> {
  const members = model.components.filter(({ kind }) => inCircles.has(kind));
  const knots = stronglyConnectedComponents(members, (component) =>
    component.outgoing.filter(closesCircles).map(({ target }) => target),
  );
  const circles = knots.filter(({ length }) => length > 1);
  return new Map(circles.flatMap((knot, i) => knot.map((component) => [component, i] as const)));
}

function closesCircles(link: Link): boolean {
  const { synchronous, target, properties } = link;
  return synchronous && inCircles.has(target.kind) && isBuilt(link) && properties.callback?.value !== true;
}
