import type { Component, Flow, Model } from '../../model/model.js';
import { derived, isKnown } from '../cell.js';
import { Sheet } from '../sheet.js';
import type { Node } from '../traffic/graph.js';
import { reachOf } from '../traffic/reach.js';
import { sourceOf } from '../traffic/sources.js';
import { solveTraffic } from '../traffic/visits.js';
import { callOf } from './call.js';
import { networkOf } from './network.js';
import { atPeak } from './peak.js';
import { responseOfNode } from './response.js';

/** What one component adds to the mean response time of a flow, in seconds per request of it, however often it comes by. */
export interface Part {
  readonly component: Component;
  /** Its own time at peak, waiting for a free slot included. */
  readonly own: number;
  /** The way there and back. */
  readonly network: number;
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
  if (!start || responseOfNode(sheet, start, atPeak)?.time.value === undefined) return [];
  const parts = new Map<Component, { component: Component; own: number; network: number }>();
  // A tree of calls may fan out without end; what weighs next to nothing is not followed.
  const open: { readonly node: Node; readonly weight: number; readonly network: number }[] = [
    { node: start, weight: 1, network: 0 },
  ];
  for (let step = open.pop(), steps = 0; step && steps < mostSteps; step = open.pop(), steps++) {
    const { node, weight, network } = step;
    const { component } = node;
    const part = parts.get(component) ?? { component, own: 0, network: 0 };
    parts.set(component, part);
    part.own += weight * (atPeak.time(sheet, component).value ?? 0);
    part.network += weight * network;
    for (const call of callsWaitedFor(sheet, node).reverse()) {
      if (weight * call.times > least) open.push({ node: call.to, weight: weight * call.times, network: call.network });
    }
  }
  return [...parts.values()].filter(({ own, network }) => own + network > 0);
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
    const answer = responseOfNode(sheet, edge.to, atPeak)?.time;
    if (!answer) continue;
    const { ahead, read } = callOf(sheet, edge);
    const values = [...ahead, derived(answer)].map((term) => (isKnown(term) ? term.value : Number.NaN));
    const { chance, count, seconds } = read(values, []);
    const way = networkOf(sheet, edge.link);
    const call = { to: edge.to, times: chance * count, network: way && isKnown(way) ? way.value : 0 };
    const group = edge.link.properties.parallel?.value;
    const slowest = group === undefined ? undefined : parallel.get(group);
    if (group === undefined) serial.push(call);
    else if (!slowest || seconds * chance > slowest.seconds) parallel.set(group, { seconds: seconds * chance, call });
  }
  return [...serial, ...[...parallel.values()].map(({ call }) => ({ ...call, times: Math.min(1, call.times) }))];
}
