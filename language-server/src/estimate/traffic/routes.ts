import type { Component, Flow, Link } from '../../model/model.js';
import { isBuilt, isPlanned } from '../../model/planned.js';
import { perDesign, perSubject } from '../sheet.js';

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

/** Of what is built: nothing goes yet to what is only drawn, nor comes from it. */
export const routesOf = perSubject((sheet, { outgoing }: Component) =>
  findRoutes(hasPlans(sheet) ? outgoing.filter(isBuilt) : outgoing),
);

const hasPlans = perDesign(({ model }) => model.components.some(isPlanned));

/** Of links out of one component. */
export function findRoutes(outgoing: readonly Link[]): Routes {
  return new RoutesOut(outgoing);
}

class RoutesOut implements Routes {
  private byTarget: Map<Component, Link[]> | undefined;
  private readonly open: readonly Link[];
  private readonly byFlow: Map<Flow, Link[]> | undefined;

  constructor(private readonly outgoing: readonly Link[]) {
    this.byTarget = undefined;
    this.byFlow = undefined;
    this.open = outgoing;
    if (outgoing.every(({ flows }) => flows === undefined)) return;
    this.open = outgoing.filter(({ flows }) => flows === undefined);
    this.byFlow = new Map();
    for (const link of outgoing) for (const flow of new Set(link.flows)) append(this.byFlow, flow, link);
  }

  get differ(): boolean {
    return this.byFlow !== undefined;
  }

  taking(flow: Flow | undefined): readonly Link[] {
    const own = flow && this.byFlow?.get(flow);
    return own ? [...this.open, ...own] : this.open;
  }

  leadingTo(target: Component, flow: Flow | undefined): readonly Link[] {
    if (!this.byTarget) {
      this.byTarget = new Map();
      for (const link of this.outgoing) append(this.byTarget, link.target, link);
    }
    return (this.byTarget.get(target) ?? []).filter((link) => carries(link, flow));
  }
}

export function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}
