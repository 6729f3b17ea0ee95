import type { Component, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { leavesProcess } from '../model/processes.js';
import { longestWay } from './chains.js';
import { admits, type Journey, passesOn } from './journeys.js';

/**
 * The way of a journey to the end of its longest chain of calls between services, with the hops over what stands between
 * them; without a journey, over links that no flow is named for.
 */
export function wayOfCalls(model: Model, journey: Journey | undefined): Link[] {
  return longestWay(journey ? [journey.from] : model.components, {
    taken: (component) =>
      journey && !passesOn(component, journey)
        ? []
        : component.outgoing.filter(
            (link) => link.synchronous && isBuilt(link) && (journey ? admits(link, journey) : link.flows === undefined),
          ),
    counts: (link) => callsService(model, link),
  });
}

const isService = ({ kind }: Component): boolean => kind === 'service' || kind === 'function' || kind === 'worker';

/** Is it a call from one service to another, and not within one process? */
export function callsService(model: Model, link: Link): boolean {
  return isService(link.source) && isService(link.target) && leavesProcess(model, link);
}
