import type { Component, Flow, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { type Cell, constant, define, derived, isKnown, sum, type Term, unknown } from '../cell.js';
import { hitRatio } from '../memory.js';
import { ownCapacity } from '../nominal.js';
import { perSubject, property, type Sheet } from '../sheet.js';
import type { Node } from './node.js';
import { isRead, isWrite, operationOn } from './operations.js';
import { carries, routesOf } from './routes.js';

/** How much of what arrives at a component goes on along one of its links. */
export type Pass =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  /** It hangs on something the design does not say. */
  | { readonly kind: 'unknown'; readonly term: Term }
  /** 1 − the hit ratio, which is known only when all reads of the cache are. */
  | { readonly kind: 'misses'; readonly ratio: () => Term }
  /** own ÷ all, over the targets that share. */
  | { readonly kind: 'split'; readonly own: Term; readonly all: Term };

const all: Pass = { kind: 'all' };
const none: Pass = { kind: 'none' };

/** What a component lets through to one of its links (properties.md 1.3 to 1.5). */
export function passOf(sheet: Sheet, node: Node, link: Link, flow: Flow | undefined): Pass {
  const { component, operation } = node;
  switch (component.kind) {
    case 'lb':
    case 'dns':
      return split(sheet, link, flow, undefined, weightOf);
    case 'queue':
      return split(sheet, link, flow, undefined, consumerWeight(sheet));
    case 'topic': {
      const group = link.properties.group?.value;
      return group === undefined ? all : split(sheet, link, flow, group, consumerWeight(sheet));
    }
    case 'database':
    case 'storage':
      return capturePass(node, link, flow);
    case 'cache':
      return cachePass(sheet, node, link, flow);
    case 'cdn':
      if (isRead(operation)) return { kind: 'misses', ratio: () => hitRatio(sheet, component) };
      // A cdn that is not said to answer anything passes all, whatever it is.
      return operation !== undefined || !component.properties['hit-ratio'] ? all : unknownOperation(link, flow);
    default:
      return all;
  }
}

export function unknownOperation(link: Link, flow: Flow | undefined): Pass {
  return { kind: 'unknown', term: unknown(`${flow ? flow.id : link.id}.op`) };
}

/** Links that share what arrives. */
interface Sharing {
  readonly count: number;
  readonly own: (link: Link) => Term;
  readonly all: () => Cell;
  total: Cell | undefined;
}

/** By the consumer group, and by the flow where flows go different ways. */
const sharingOf = perSubject((_sheet, _source: Component) => new Map<string, Sharing>());

/** Shares what arrives among the links of the same source, or of the same consumer group, that this flow may take. */
function split(
  sheet: Sheet,
  link: Link,
  flow: Flow | undefined,
  group: string | undefined,
  weigh: (links: readonly Link[]) => (link: Link) => Term,
): Pass {
  const { source } = link;
  const routes = routesOf(sheet, source);
  const key = `${group ?? ''} ${routes.differ && flow ? flow.id : ''}`;
  const known = sharingOf(sheet, source);
  let shares = known.get(key);
  if (!shares) {
    const taken = routes.taking(flow);
    const links = group === undefined ? taken : taken.filter((other) => other.properties.group?.value === group);
    const own = weigh(links);
    shares = { count: links.length, own, all: () => sumOf(source, links.map(own)), total: undefined };
    known.set(key, shares);
  }
  if (shares.count <= 1) return all;
  shares.total ??= shares.all();
  return { kind: 'split', own: shares.own(link), all: derived(shares.total) };
}

function sumOf(source: Component, terms: readonly Term[]): Cell {
  const base = { subject: source.id, figure: 'weights', unit: 'count' as const };
  return define({ ...base, formula: 'Σ weights of those that share', terms, compute: sum });
}

function weightOf(): (link: Link) => Term {
  return (link) =>
    link.properties.weight
      ? property(link, 'weight', 'count')
      : constant(`${link.id}.weight`, 1, 'count', 'targets share evenly');
}

/** Consumers take what they can: by `weight` where one is given, else by capacity where all have one, else evenly. */
function consumerWeight(sheet: Sheet): (links: readonly Link[]) => (link: Link) => Term {
  return (links) => {
    const even = weightOf();
    if (links.some(({ properties }) => properties.weight)) return even;
    const capacities = new Map(links.map((link) => [link, derived(ownCapacity(sheet, link.target))]));
    return [...capacities.values()].some((term) => !isKnown(term)) ? even : (link) => capacities.get(link)!;
  };
}

/** Out of a store only its writes travel, along `capture` links; `reads` narrows them to those of some tables. */
function capturePass({ operation, via }: Node, link: Link, flow: Flow | undefined): Pass {
  const { capture, reads } = link.properties;
  if (!capture || isRead(operation)) return none;
  if (operation === undefined) return unknownOperation(link, flow);
  const stored = via?.properties.stores?.value;
  return reads && stored && !reads.value.some((table) => stored.includes(table)) ? none : all;
}

function cachePass(sheet: Sheet, node: Node, link: Link, flow: Flow | undefined): Pass {
  const { component: cache, operation, via } = node;
  if (operation === 'invalidate') return none;
  if (operation === undefined) return unknownOperation(link, flow);
  const pattern = cache.properties.pattern?.value;
  if (isRead(operation)) {
    // Links that only store carry the cache's writes; a write-behind cache hands over nothing else.
    if (isWrite(operationOn(link, flow)) && !link.properties.reads) return none;
    if (!link.synchronous && (pattern === 'write-behind' || handsOver(sheet, cache, link, flow, true))) return none;
    return { kind: 'misses', ratio: () => hitRatio(sheet, cache) };
  }
  if (isRead(operationOn(link, flow))) return none;
  switch (pattern) {
    case 'write-through':
      return all;
    case 'write-behind':
      return link.synchronous && handsOver(sheet, cache, link, flow, false) ? none : all;
    case undefined:
      return via && writesAround(sheet, via.source, link.target, flow) ? none : all;
    default:
      return none;
  }
}

/** Is there a link beside this one, to the same store, that is synchronous or is not? */
function handsOver(sheet: Sheet, cache: Component, link: Link, flow: Flow | undefined, synchronous: boolean): boolean {
  return routesOf(sheet, cache)
    .leadingTo(link.target, flow)
    .some((other) => other.synchronous === synchronous);
}

/** Does a caller of a cache write to the store behind it itself? */
function writesAround(sheet: Sheet, caller: Component, store: Component, flow: Flow | undefined): boolean {
  return routesOf(sheet, caller)
    .leadingTo(store, flow)
    .some((link) => !link.properties['on-miss'] && !isRead(operationOn(link, flow)));
}

/** Does a cache take its misses on to a store itself? Then links with `on-miss` carry none. */
export function fallsThrough(cache: Component, flow: Flow | undefined): boolean {
  return cache.outgoing.some(
    (link) => link.synchronous && isBuilt(link) && carries(link, flow) && !isWrite(operationOn(link, flow)),
  );
}
