import type { Flow, Link } from '../../model/model.js';
import { derived, isKnown } from '../cell.js';
import type { Breakdown, Part } from '../estimates.js';
import type { Sheet } from '../sheet.js';
import { comesFromInside } from '../traffic/entries.js';
import type { Edge, Node } from '../traffic/node.js';
import { reachOf } from '../traffic/reach.js';
import { sourceOf } from '../traffic/sources.js';
import { Call } from './call.js';
import { networkOf } from './network.js';
import { atPeak } from './peak.js';
import { responseOfNode } from './response.js';

/**
 * Times of calls in series add up to the mean of the whole, whatever their distributions: chance × count × (way + own time of
 * the called), callers before those they call. Undefined where a time on the way is unknown.
 */
export function latencyBreakdown(sheet: Sheet, flow: Flow): Breakdown | undefined {
  const journey = reachOf(sheet).journeyOf(sourceOf(sheet, flow));
  if (!journey?.start) return undefined;
  const { start, knots } = journey;
  const mean = responseOfNode(sheet, start, atPeak)?.time.value;
  if (mean === undefined) return undefined;
  const ownOf = (node: Node): number => atPeak.time(sheet, node.component, comesFromInside(sheet, node)).value ?? 0;
  const links = new Map<Link, Part>();
  const own = ownOf(start);
  let sum = own;
  const weights = new Map<Node, number>([[start, 1]]);
  for (const node of knots.flatMap(({ nodes }) => nodes)) {
    const weight = weights.get(node);
    if (!weight) continue;
    for (const { edge, chance, count, way } of callsWaitedFor(sheet, node)) {
      const calls = weight * chance * count;
      if (calls === 0) continue;
      weights.set(edge.to, (weights.get(edge.to) ?? 0) + calls);
      const added = { own: calls * ownOf(edge.to), way: calls * way };
      const before = links.get(edge.link) ?? { own: 0, way: 0 };
      links.set(edge.link, { own: before.own + added.own, way: before.way + added.way });
      sum += added.own + added.way;
    }
  }
  const saved = Number.isFinite(sum) ? sum - mean : 0;
  return { own, links, overlap: saved > sum * noise ? saved : 0 };
}

/** Less than this part of the whole comes from adding up, not from calls at once. */
const noise = 1e-6;

interface Waited {
  readonly edge: Edge;
  readonly chance: number;
  readonly count: number;
  /** Seconds of one call. */
  readonly way: number;
}

function callsWaitedFor(sheet: Sheet, { component, outgoing }: Node): readonly Waited[] {
  const calls = outgoing.flatMap((edge): Waited[] => {
    if (!edge.link.synchronous) return [];
    const answer = responseOfNode(sheet, edge.to, atPeak)?.time;
    if (!answer) return [];
    const call = new Call(sheet, edge);
    const values = [...call.ahead, derived(answer)].map((term) => (isKnown(term) ? term.value : Number.NaN));
    const { chance, count } = call.read(values, [], 0);
    const network = networkOf(sheet, edge.link);
    const filling = (edge.link.properties.linger?.value ?? 0) / 2;
    return [{ edge, chance, count, way: (network && isKnown(network) ? network.value : 0) + filling }];
  });
  if (component.kind !== 'lb' && component.kind !== 'dns') return calls;
  // A balancer asks one of its targets.
  const all = calls.reduce((total, { chance }) => total + chance, 0);
  return all > 0 ? calls.map((call) => ({ ...call, chance: call.chance / all, count: 1 })) : [];
}
