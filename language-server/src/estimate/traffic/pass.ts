import type { Component, Flow, Link } from '../../model/model.js';
import type { Term } from '../cell.js';
import { capacityOfOne } from '../nominal.js';
import { property, type Sheet } from '../sheet.js';
import { isRead, isWrite, type Operation, operationOn } from './operations.js';

/** Does a flow take this link, once it is at the link's source? */
export function carries(link: Link, flow: Flow | undefined): boolean {
  return flow === undefined ? link.flows === undefined : link.flows === undefined || link.flows.includes(flow);
}

/** How much of what arrives goes on: a fixed number, a term of the design, or one minus it. */
export type Pass =
  | { readonly kind: 'all' }
  | { readonly kind: 'none' }
  | { readonly kind: 'misses'; readonly ratio: Term }
  /** own ÷ Σ of all, over the targets it is split among. */
  | { readonly kind: 'split'; readonly own: Term; readonly all: readonly Term[] };

const all: Pass = { kind: 'all' };
const none: Pass = { kind: 'none' };

/** What a component lets through to one of its links, for arrivals of one operation (properties.md 1.3 to 1.5). */
export function passOf(sheet: Sheet, link: Link, flow: Flow | undefined, arriving: Operation | undefined): Pass {
  const { source } = link;
  switch (source.kind) {
    case 'lb':
    case 'dns':
      return split(siblings(link, flow), link, weights);
    case 'queue':
      return split(siblings(link, flow), link, (links) => consumerWeights(sheet, links));
    case 'topic':
      return topicPass(sheet, link, flow);
    case 'database':
    case 'storage':
      return link.properties.capture && !isRead(arriving) ? all : none;
    case 'cache':
      return cachePass(sheet, link, flow, arriving);
    case 'cdn':
      return isRead(arriving) ? { kind: 'misses', ratio: sheet.hitRatio(source) } : all;
    default:
      return all;
  }
}

/** The links of the same source that this flow may take. */
function siblings(link: Link, flow: Flow | undefined): readonly Link[] {
  return link.source.outgoing.filter((other) => carries(other, flow));
}

function split(links: readonly Link[], link: Link, terms: (links: readonly Link[]) => readonly Term[]): Pass {
  if (links.length <= 1) return all;
  const weightsOfAll = terms(links);
  return { kind: 'split', own: weightsOfAll[links.indexOf(link)], all: weightsOfAll };
}

function weights(links: readonly Link[]): readonly Term[] {
  return links.map((link) => weightOf(link));
}

function weightOf(link: Link): Term {
  return link.properties.weight
    ? property(link, 'weight', 'count')
    : { name: `${link.id}.weight`, value: 1, unit: 'count', origin: 'assumed', source: 'targets share evenly' };
}

/** Consumers of a queue take what they can: by `weight` where one is given, else by capacity, else evenly. */
function consumerWeights(sheet: Sheet, links: readonly Link[]): readonly Term[] {
  if (links.some(({ properties }) => properties.weight)) return weights(links);
  const capacities = links.map(({ target }) => capacityOfOne(sheet, target));
  return capacities.every((term) => !('missing' in term)) ? capacities : weights(links);
}

/** Each group of subscribers gets every message; inside a group one consumer does. */
function topicPass(sheet: Sheet, link: Link, flow: Flow | undefined): Pass {
  const group = link.properties.group?.value;
  if (group === undefined) return all;
  const members = siblings(link, flow).filter((other) => other.properties.group?.value === group);
  return split(members, link, (links) => consumerWeights(sheet, links));
}

function cachePass(sheet: Sheet, link: Link, flow: Flow | undefined, arriving: Operation | undefined): Pass {
  const cache = link.source;
  if (arriving === 'invalidate') return none;
  if (isRead(arriving)) {
    // What a link without a read of this flow carries are the cache's writes.
    if (isWrite(operationOn(link, flow)) && !link.properties.reads) return none;
    return { kind: 'misses', ratio: sheet.hitRatio(cache) };
  }
  // A flow that does not say what it does is taken through in full: only known reads are answered here.
  if (arriving === undefined) return all;
  switch (cache.properties.pattern?.value) {
    case 'write-through':
      return all;
    case 'write-behind':
      return link.synchronous && drainsAsynchronously(cache, link) ? none : all;
    case undefined:
      return writtenAround(cache, link, flow) ? none : all;
    default:
      return none;
  }
}

/** A write-behind cache hands its writes over; its synchronous link carries only reads, unless it is the only one. */
function drainsAsynchronously(cache: Component, link: Link): boolean {
  return cache.outgoing.some((other) => !other.synchronous && other.target === link.target);
}

/** Does a caller of the cache write to the store behind it itself? */
function writtenAround(cache: Component, fallThrough: Link, flow: Flow | undefined): boolean {
  return cache.incoming.some(({ source }) =>
    source.outgoing.some(
      (link) =>
        link.target === fallThrough.target &&
        carries(link, flow) &&
        !link.properties['on-miss'] &&
        !isRead(operationOn(link, flow)),
    ),
  );
}

/** The link by which a cache's misses of this flow go on, if one is drawn out of the cache. */
export function fallsThrough(cache: Component, flow: Flow | undefined): boolean {
  return cache.outgoing.some((link) => link.synchronous && carries(link, flow) && !isWrite(operationOn(link, flow)));
}

