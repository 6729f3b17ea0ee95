import { append, findRoutes, type Routes } from '../estimate/traffic/routes.js';
import type { Component, Flow, Link, Model } from '../model/model.js';

/** Flows that start at one component and take the same links; none where the component has no flows of its own. */
export interface Journey {
  readonly from: Component;
  readonly flows: readonly Flow[];
}

/** Which journeys take which links, over both arrows. */
export interface Journeys {
  readonly all: readonly Journey[];
  /** Those that take a link, in the order of `all`. */
  through(link: Link): readonly Journey[];
  /** The flows that take a link. */
  flowsOn(link: Link): readonly Flow[];
}

/** Does the link carry the journey, when it reaches the link's source? */
export function admits(link: Link, journey: Journey): boolean {
  return link.flows === undefined || (journey.flows.length > 0 && link.flows.includes(journey.flows[0]));
}

/** Does the journey go on beyond this component? A client passes nothing on. */
export function passesOn(component: Component, journey: Journey): boolean {
  return component.kind !== 'client' || component === journey.from;
}

const known = new WeakMap<Model, Journeys>();

/** The journeys of a design, found once for each model. */
export function journeysOf(model: Model): Journeys {
  const found = known.get(model);
  if (found) return found;
  const all = findJourneys(model);
  const taken = new Map<Link, Journey[]>();
  const routes = new Map<Component, Routes>();
  for (const journey of all) {
    const reached = new Set([journey.from]);
    for (const component of reached) {
      if (!passesOn(component, journey)) continue;
      let ways = routes.get(component);
      if (!ways) {
        ways = findRoutes(component.outgoing);
        routes.set(component, ways);
      }
      for (const link of ways.taking(journey.flows[0])) {
        append(taken, link, journey);
        reached.add(link.target);
      }
    }
  }
  const journeys: Journeys = {
    all,
    through: (link) => taken.get(link) ?? [],
    flowsOn: (link) => [...new Set((taken.get(link) ?? []).flatMap(({ flows }) => flows))],
  };
  known.set(model, journeys);
  return journeys;
}

/** Flows that no link names in its `for` travel together; each of the others may go its own way. */
function findJourneys(model: Model): Journey[] {
  const named = new Set(model.links.flatMap(({ flows }) => flows ?? []));
  const together = new Map<Component, Flow[]>();
  const journeys: Journey[] = [];
  for (const flow of model.flows) {
    const from = flow.from ?? flow.parent?.from;
    if (!from) continue;
    if (named.has(flow)) journeys.push({ from, flows: [flow] });
    const others = together.get(from);
    if (!others) together.set(from, named.has(flow) ? [] : [flow]);
    else if (!named.has(flow)) others.push(flow);
  }
  for (const component of model.components) {
    const flows = together.get(component);
    const starts = component.kind === 'client' || component.kind === 'job';
    if (flows ? flows.length > 0 : starts) journeys.push({ from: component, flows: flows ?? [] });
  }
  return journeys;
}
