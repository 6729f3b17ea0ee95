import type { Estimates } from '../../estimate/estimates.js';
import type { Flow, Link, Model } from '../../model/model.js';
import { isBuilt, isPlanned } from '../../model/planned.js';
import { displayText } from '../text/clean.js';
import { quantified, rateText } from './figures.js';
import { noFindings } from './findings.js';
import { type ImpliedEdge, impliedEdges } from './implied.js';
import type { SceneEdge } from './scene.js';
import type { Visibility } from './visibility.js';

/** More flows than these are counted, not named. */
const namedFlows = 2;

/** The links between what is visible; those that a collapsed group makes parallel are drawn as one. */
export function sceneEdges(model: Model, estimates: Estimates, visibility: Visibility): readonly SceneEdge[] {
  return [
    ...linkEdges(model, estimates, visibility),
    ...impliedEdges(model).flatMap((edge) => impliedEdge(edge, visibility)),
  ];
}

const impliedWords = { 'dead-letter': 'dead letters', fallback: 'fallback' } as const;

function impliedEdge({ id, implied, ...ends }: ImpliedEdge, visibility: Visibility): readonly SceneEdge[] {
  const source = visibility.shown(ends.source);
  const target = visibility.shown(ends.target);
  if (source === target) return [];
  return [
    {
      id,
      source: source.id,
      target: target.id,
      synchronous: implied === 'fallback',
      implied,
      words: impliedWords[implied],
      flows: [],
      future: isPlanned(ends.source) || isPlanned(ends.target),
      findings: noFindings,
      links: 0,
    },
  ];
}

/** Links that are drawn as one edge, which bears the id of the first. */
export interface DrawnLinks {
  readonly source: string;
  readonly target: string;
  readonly links: readonly [Link, ...Link[]];
}

export function drawnLinks(model: Model, visibility: Visibility): readonly DrawnLinks[] {
  const drawn = new Map<string, { source: string; target: string; links: [Link, ...Link[]] }>();
  for (const link of model.links) {
    const source = visibility.shown(link.source);
    const target = visibility.shown(link.target);
    const whole = source === link.source && target === link.target;
    if (!whole && source === target) continue;
    const key = whole ? JSON.stringify([link.id]) : JSON.stringify([source.id, target.id, link.synchronous]);
    const known = drawn.get(key);
    if (known) known.links.push(link);
    else drawn.set(key, { source: source.id, target: target.id, links: [link] });
  }
  return [...drawn.values()];
}

function linkEdges(model: Model, estimates: Estimates, visibility: Visibility): readonly SceneEdge[] {
  return drawnLinks(model, visibility).map(({ source, target, links }): SceneEdge => {
    const [first] = links;
    const words = links.length > 1 ? `${links.length} links` : wordsOf(first);
    const future = !links.some(isBuilt);
    const rate = future ? undefined : quantified(totalRate(links, estimates), rateText);
    return {
      id: first.id,
      source,
      target,
      synchronous: first.synchronous,
      ...(words && { words }),
      ...(rate && { rate }),
      flows: model.flows.filter((flow) => links.some((link) => takes(link, flow, estimates))).map(({ id }) => id),
      future,
      findings: noFindings,
      links: links.length,
    };
  });
}

function wordsOf({ title, flows }: Link): string | undefined {
  if (title !== undefined) return displayText(title);
  if (!flows || flows.length === 0) return undefined;
  if (flows.length > namedFlows) return `${flows.length} flows`;
  return displayText(flows.map(({ name }) => name).join(', '));
}

/** A sum with an unknown part is unknown. */
function totalRate(links: readonly Link[], estimates: Estimates): number | undefined {
  let total = 0;
  for (const link of links) {
    const rate = estimates.value(link, 'rate.peak');
    if (rate === undefined) return undefined;
    total += rate;
  }
  return total;
}

function takes(link: Link, flow: Flow, estimates: Estimates): boolean {
  const visits = estimates.value(link, `visits.${flow.id}`);
  return visits === undefined ? (link.flows?.includes(flow) ?? false) : visits > 0;
}
