import { isWrite, type Operation, operationOn } from '../estimate/traffic/operations.js';
import type { Component, Flow, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { journeysOf } from './journeys.js';

/** What one flow does along a link; without a flow where none is known to take the link. */
export interface Use {
  readonly link: Link;
  readonly flow?: Flow;
  /** Nothing where nobody says. */
  readonly operation?: Operation;
}

const known = new WeakMap<Link, readonly Use[]>();

/** What the flows of a link do on it, one use for each; nothing on links from or to what is only drawn. */
export function usesOn(model: Model, link: Link): readonly Use[] {
  const found = known.get(link);
  if (found) return found;
  const uses = isBuilt(link) ? findUses(model, link) : [];
  known.set(link, uses);
  return uses;
}

function findUses(model: Model, link: Link): readonly Use[] {
  const flows = link.flows ?? journeysOf(model).flowsOn(link);
  if (flows.length > 0) return flows.map((flow) => use(link, operationOn(link, flow), flow));
  return [use(link, operationOn(link, undefined))];
}

function use(link: Link, operation: Operation | undefined, flow?: Flow): Use {
  return { link, ...(flow && { flow }), ...(operation && { operation }) };
}

/** All uses of a component, over all links to it. */
export function usesOf(model: Model, component: Component): readonly Use[] {
  return component.incoming.flatMap((link) => usesOn(model, link));
}

/** Those that write, upsert or delete. */
export function writesTo(model: Model, component: Component): readonly Use[] {
  return usesOf(model, component).filter(({ operation }) => isWrite(operation));
}

const writers = new WeakMap<Component, ReadonlyMap<Flow, readonly Use[]>>();

/** The writes of one flow to a component. */
export function writesOf(model: Model, flow: Flow, component: Component): readonly Use[] {
  let byFlow = writers.get(component);
  if (!byFlow) {
    const found = new Map<Flow, Use[]>();
    for (const write of writesTo(model, component)) {
      if (!write.flow) continue;
      const others = found.get(write.flow);
      if (others) others.push(write);
      else found.set(write.flow, [write]);
    }
    byFlow = found;
    writers.set(component, byFlow);
  }
  return byFlow.get(flow) ?? [];
}

/** The tables a link touches: those it names, else the only one of the store; nothing where it does not say. */
export function tablesOn({ properties, target }: Link, side: 'reads' | 'stores'): readonly string[] | undefined {
  const named = properties[side]?.value;
  if (named) return named;
  return target.tables.length === 1 ? [target.tables[0].id] : undefined;
}

/** May both mean the same table? Yes, as long as one of them does not say. */
export function mayOverlap(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return !a || !b || a.some((table) => b.includes(table));
}
