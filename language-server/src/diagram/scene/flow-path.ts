import type { Estimates, Figure } from '../../estimate/estimates.js';
import type { Component, Flow, Link } from '../../model/model.js';
import { displayText } from '../text/clean.js';
import { quantified, secondsText } from './figures.js';
import type { FlowHop, FlowPath } from './scene.js';

const most = 60;

/**
 * The way of a flow's requests with the time each hop adds to the mean: visits × (round trip + own time), which in series add up
 * to the flow's `latency.mean`, as the mean of a sum is the sum of the means whatever the distributions.
 */
export function flowPath(flow: Flow, estimates: Estimates): FlowPath {
  const start = flow.from;
  const mean = estimates.get(`${flow.id}.latency.mean`);
  const times = mean?.value === undefined ? undefined : timesIn(mean);
  const ways = start ? waysFrom(start, flow, estimates) : [];
  let sum = 0;
  const hops = ways.map(({ link, awaited, depth, visits }): FlowHop => {
    const time = awaited && times ? timeOf(link, visits, times) : undefined;
    sum += time ?? 0;
    const timeout = link.properties.timeout?.value;
    const shownTime = quantified(time, secondsText);
    const shownVisits = quantified(visits, visitsText);
    const shownTimeout = quantified(timeout, secondsText);
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
  const own = (start && times?.get(start.id)) ?? 0;
  const saved = mean?.value === undefined ? 0 : sum + own - mean.value;
  // Times that do not make up the whole would mislead.
  const partial = saved < -sum * 1e-3;
  const ownTime = own > 0 && !partial ? quantified(own, secondsText) : undefined;
  const overlapping = saved > sum * 1e-3 ? quantified(saved, secondsText) : undefined;
  return {
    ...(start && { start: { id: start.id, title: titleOf(start), ...(ownTime && { time: ownTime }) } }),
    hops: hops.slice(0, most).map((hop) => (partial ? withoutTime(hop) : hop)),
    more: Math.max(0, hops.length - most),
    ...(total && { total }),
    missing: mean?.missing ?? [],
    ...(overlapping && { overlapping }),
  };
}

function withoutTime({ time: _, ...hop }: FlowHop): FlowHop {
  return hop;
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

/** The own times and round trips that went into a figure, by the component's id or `<link>.rtt`. */
function timesIn(figure: Figure): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  const seen = new Set<Figure>([figure]);
  const waiting = [figure];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (next.figure === 'own-time') {
      if (next.value !== undefined) times.set(next.subject, next.value);
      continue;
    }
    for (const { name, value, derivation: inner } of next.inputs) {
      if (name.endsWith('.rtt')) times.set(name, value);
      if (!inner || seen.has(inner)) continue;
      seen.add(inner);
      waiting.push(inner);
    }
  }
  return times;
}

function timeOf(link: Link, visits: number | undefined, times: ReadonlyMap<string, number>): number | undefined {
  const own = times.get(link.target.id);
  if (own === undefined || visits === undefined) return undefined;
  return visits * (own + (times.get(`${link.id}.rtt`) ?? times.get(`${link.source.id}.rtt`) ?? 0));
}

const titleOf = ({ title, name }: Component): string => displayText(title ?? name);

/** `×3`, `10%` of the requests. */
function visitsText(visits: number): string {
  if (visits < 1) return `${Number((visits * 100).toPrecision(2))}%`;
  return `×${Number(visits.toPrecision(3))}`;
}
