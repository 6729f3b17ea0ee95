import type { Component, Flow, Link } from '../../model/model.js';
import { perSubject } from '../sheet.js';

/** Does a flow take this link, once it is at the link's source? A job's runs take only links without `for`. */
export function carries(link: Link, flow: Flow | undefined): boolean {
  return link.flows === undefined || (flow !== undefined && link.flows.includes(flow));
}

/** The links out of a component, kept so that each flow finds its own without looking at all of them. */
export interface Routes {
  /** Those that a flow takes. */
  taking(flow: Flow | undefined): readonly Link[];
  /** Those that a flow takes to one component. */
  leadingTo(target: Component, flow: Flow | undefined): readonly Link[];
  /** Does any of them say which flows it carries? If not, all flows go the same ways. */
  readonly differ: boolean;
}

export const routesOf = perSubject((_sheet, component: Component) => findRoutes(component));

export function findRoutes({ outgoing }: Component): Routes {
  const open: Link[] = [];
  const byFlow = new Map<Flow, Link[]>();
  const byTarget = new Map<Component, Link[]>();
  for (const link of outgoing) {
    append(byTarget, link.target, link);
    if (link.flows === undefined) open.push(link);
    else for (const flow of new Set(link.flows)) append(byFlow, flow, link);
  }
  return {
    taking: (flow) => {
      const own = flow && byFlow.get(flow);
      return own ? [...open, ...own] : open;
    },
    leadingTo: (target, flow) => (byTarget.get(target) ?? []).filter((link) => carries(link, flow)),
    differ: byFlow.size > 0,
  };
}

export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
