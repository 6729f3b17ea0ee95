import type { Component, Flow, Model } from '../../model/model.js';
import { Sheet } from '../sheet.js';
import type { Node } from '../traffic/graph.js';
import { reachOf } from '../traffic/reach.js';
import { sourceOf } from '../traffic/sources.js';
import { solveTraffic } from '../traffic/visits.js';
import { callOf } from './call.js';
import { networkOf } from './network.js';
import { ownTime } from './own.js';
import { responseOfNode } from './response.js';

/** What one component, or the way to it, adds to the mean response time of a flow. */
export interface Part {
  readonly component: Component;
  /** The way there and back, rather than the component's own time. */
  readonly network: boolean;
  /** Per request of the flow, however often it comes by. */
  readonly seconds: number;
}

/**
 * Where the mean response time of a flow goes: chance × count × time of each call that is waited for, added up along the way.
 * Of calls in parallel only the one with the longest mean counts, so the parts come to a little less than the mean where there
 * are any. Nothing where a time on the way is unknown.
 */
export function latencyBreakdown(model: Model, flow: Flow): readonly Part[] {
  const sheet = new Sheet(model);
  solveTraffic(sheet);
  const start = reachOf(sheet).journeyOf(sourceOf(sheet, flow))?.start;
  if (!start || responseOfNode(sheet, start)?.time.value === undefined) return [];
  const parts = new Map<string, { component: Component; network: boolean; seconds: number }>();
  const add = (component: Component, network: boolean, seconds: number): void => {
    const key = `${network} ${component.id}`;
    const known = parts.get(key);
    if (known) known.seconds += seconds;
    else parts.set(key, { component, network, seconds });
  };
  // A tree of calls may fan out without end; what weighs next to nothing is not followed.
  const open: { readonly node: Node; readonly weight: number }[] = [{ node: start, weight: 1 }];
  for (let step = open.pop(), steps = 0; step && steps < mostSteps; step = open.pop(), steps++) {
    const { node, weight } = step;
    add(node.component, false, weight * (ownTime(sheet, node.component).value ?? 0));
    for (const { to, times, network } of callsWaitedFor(sheet, node).reverse()) {
      if (network > 0) add(to.component, true, weight * times * network);
      if (weight * times > least) open.push({ node: to, weight: weight * times });
    }
  }
  return [...parts.values()].filter(({ seconds }) => seconds > 0);
}

const mostSteps = 5000;
const least = 1e-6;

interface Waited {
  readonly to: Node;
  /** Chance × count. */
  readonly times: number;
  /** Seconds of one call on the way. */
  readonly network: number;
}

function callsWaitedFor(sheet: Sheet, node: Node): Waited[] {
  const serial: Waited[] = [];
  const parallel = new Map<string, { readonly seconds: number; readonly call: Waited }>();
  for (const edge of node.outgoing) {
    if (!edge.link.synchronous) continue;
    const answer = responseOfNode(sheet, edge.to)?.time;
    if (!answer) continue;
    const { terms, read } = callOf(sheet, edge, answer);
    const values = terms.map((term) => ('missing' in term ? Number.NaN : term.value));
    const { chance, count, seconds } = read(values, []);
    const way = networkOf(sheet, edge.link);
    const call = { to: edge.to, times: chance * count, network: way && 'value' in way ? way.value : 0 };
    const group = edge.link.properties.parallel?.value;
    const slowest = group === undefined ? undefined : parallel.get(group);
    if (group === undefined) serial.push(call);
    else if (!slowest || seconds * chance > slowest.seconds) parallel.set(group, { seconds: seconds * chance, call });
  }
  return [...serial, ...[...parallel.values()].map(({ call }) => ({ ...call, times: Math.min(1, call.times) }))];
}
