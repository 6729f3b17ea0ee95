import type { Component, Flow, Kind, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { admits, type Journey, journeysOf } from './journeys.js';

/** What stands in front of programs and passes requests on. */
export const edges: ReadonlySet<Kind> = new Set(['dns', 'cdn', 'waf', 'lb', 'gateway']);
const programs: ReadonlySet<Kind> = new Set(['service', 'function', 'worker']);

/** How the requests of a public client come to the first of our programs. */
export interface Way {
  readonly client: Component;
  readonly flows: readonly Flow[];
  /** From the client to the entrance. */
  readonly links: readonly Link[];
  /** The first program behind the edge; a gateway that nothing is drawn behind. */
  readonly entrance: Component;
}

/**
 * One way for each journey of a public client and each entrance it reaches over links that are not barred. A client is
 * public unless `trusted`; what it calls is, unless its `exposure` says otherwise.
 */
export function waysIn(model: Model, isBarred: (link: Link) => boolean = () => false): readonly Way[] {
  return journeysOf(model).all.flatMap((journey) => (isPublic(journey.from) ? waysOf(journey, isBarred) : []));
}

export function isPublic({ kind, properties }: Component): boolean {
  return kind === 'client' && properties.trusted?.value !== true;
}

function waysOf(journey: Journey, isBarred: (link: Link) => boolean): Way[] {
  const { from: client, flows } = journey;
  const cameBy = new Map<Component, Link>();
  const ways: Way[] = [];
  const front = [client];
  for (const component of front) {
    for (const link of component.outgoing) {
      const { target } = link;
      if (target === client || cameBy.has(target) || !isBuilt(link) || !admits(link, journey) || isBarred(link))
        continue;
      if ((component === client || component.kind === 'dns') && !isOpen(target)) continue;
      cameBy.set(target, link);
      if (isEntrance(target)) ways.push({ client, flows, links: pathTo(target, cameBy), entrance: target });
      else if (edges.has(target.kind)) front.push(target);
    }
  }
  return ways;
}

/** A `dns` only gives addresses: who is behind it decides. */
function isOpen({ kind, properties: { exposure } }: Component): boolean {
  return kind === 'dns' || exposure === undefined || exposure.value === 'public';
}

function isEntrance({ kind, outgoing }: Component): boolean {
  if (programs.has(kind)) return true;
  return kind === 'gateway' && !outgoing.some(({ target }) => edges.has(target.kind) || programs.has(target.kind));
}

function pathTo(component: Component, cameBy: ReadonlyMap<Component, Link>): Link[] {
  const links: Link[] = [];
  for (let link = cameBy.get(component); link; link = cameBy.get(link.source)) links.unshift(link);
  return links;
}

/** Ways by what guards them, or should: the gateway they pass first, else the entrance. */
export function byGuard(ways: readonly Way[]): ReadonlyMap<Component, readonly [Way, ...Way[]]> {
  const groups = new Map<Component, [Way, ...Way[]]>();
  const seen = new Set<string>();
  for (const way of ways) {
    const guard = way.links.find(({ target }) => target.kind === 'gateway')?.target ?? way.entrance;
    const key = `${guard.id} ${way.client.id} ${way.entrance.id}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const group = groups.get(guard);
    if (group) group.push(way);
    else groups.set(guard, [way]);
  }
  return groups;
}

/** May everybody have it: public data, static content, or the login itself? */
export function isForEveryone({ flows }: Way): boolean {
  return (
    flows.length > 0 &&
    flows.every(({ properties: { carries, content, purpose } }) => {
      const isPublicData = carries?.value.every((what) => what === 'public');
      return isPublicData || content?.value === 'static' || purpose?.value === 'login';
    })
  );
}
