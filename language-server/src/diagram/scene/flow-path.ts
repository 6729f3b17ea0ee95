import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Flow, Link } from '../../model/model.js';
import { displayText } from '../text/clean.js';
import { quantified, secondsText } from './figures.js';
import type { FlowHop, FlowPath } from './scene.js';

const most = 60;

/** The way of a flow's requests, hop by hop, with the time each adds to the mean. */
export function flowPath(flow: Flow, estimates: Estimates): FlowPath {
  const start = flow.from;
  const mean = estimates.get(`${flow.id}.latency.mean`);
  const times = estimates.breakdown(flow);
  const ways = start ? waysFrom(start, flow, estimates) : [];
  const hops = ways.slice(0, most).map(({ link, awaited, depth, visits }): FlowHop => {
    const part = awaited ? times?.links.get(link) : undefined;
    const shownTime = quantified(part && part.own + part.way, secondsText);
    const shownVisits = quantified(visits, visitsText);
    const shownTimeout = quantified(link.properties.timeout?.value, secondsText);
    return {
      id: link.id,
      source: link.source.id,
      target: link.target.id,
      sourceTitle: titleOf(link.source),
      targetTitle: titleOf(link.target),
      synchronous: link.synchronous,
      awaited,
      depth,
      ...(shownVisits && { visits: shownVisits }),
      ...(shownTime && { time: shownTime }),
      ...(shownTimeout && link.synchronous && { timeout: shownTimeout }),
    };
  });
  const total = quantified(mean?.value, secondsText);
  const ownTime = times && times.own > 0 ? quantified(times.own, secondsText) : undefined;
  const overlapping = times && times.overlap > 0 ? quantified(times.overlap, secondsText) : undefined;
  return {
    ...(start && { start: { id: start.id, title: titleOf(start), ...(ownTime && { time: ownTime }) } }),
    hops,
    more: ways.length - hops.length,
    ...(total && { total }),
    missing: mean?.missing ?? [],
    ...(overlapping && { overlapping }),
  };
}

interface Way {
  readonly link: Link;
  readonly awaited: boolean;
  readonly depth: number;
  readonly visits: number | undefined;
}

/** The links a flow takes, each once, depth first in the order they are written. */
function waysFrom(start: Component, flow: Flow, estimates: Estimates): readonly Way[] {
  const ways: Way[] = [];
  const seen = new Set<Link>();
  const waiting: Way[] = [];
  const push = (component: Component, awaited: boolean, depth: number): void => {
    const taken = component.outgoing.flatMap((link): Way[] => {
      const visits = estimates.value(link, `visits.${flow.id}`);
      const takes = visits === undefined ? (link.flows?.includes(flow) ?? false) : visits > 0;
      return takes ? [{ link, awaited: awaited && link.synchronous, depth, visits }] : [];
    });
    // What is waited for comes before what is only handed over.
    const inTurn = [...taken.filter(({ link }) => link.synchronous), ...taken.filter(({ link }) => !link.synchronous)];
    waiting.push(...inTurn.reverse());
  };
  push(start, true, 0);
  for (let way = waiting.pop(); way; way = waiting.pop()) {
    if (seen.has(way.link)) continue;
    seen.add(way.link);
    ways.push(way);
    push(way.link.target, way.awaited, way.depth + 1);
  }
  return ways;
}

const titleOf = ({ title, name }: Component): string => displayText(title ?? name);

/** `×3`, `10%` of the requests. */
function visitsText(visits: number): string {
  if (visits < 1) return `${Number((visits * 100).toPrecision(2))}%`;
  return `×${Number(visits.toPrecision(3))}`;
}
