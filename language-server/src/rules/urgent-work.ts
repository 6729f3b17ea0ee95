import type { Component, Flow, Kind, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { admits } from './journeys.js';
import { type UserPaths, userPathsOf } from './user-paths.js';

const urgent: Readonly<Record<string, string>> = {
  payment: 'a payment',
  debit: 'a debit',
  reserve: 'a reservation',
  login: 'a login',
  confirmation: 'a confirmation',
};

/** What runs code of ours that decides what the user is told; a store only passes on what was written to it. */
const deciding: ReadonlySet<Kind> = new Set(['client', 'gateway', 'service', 'function']);

const known = new WeakMap<Model, ReadonlyMap<Link, string>>();

/** Hand-overs of work whose outcome a user needs at once, and what it is, such as `a payment`; found once for each model. */
export function handedOverTooSoon(model: Model): ReadonlyMap<Link, string> {
  const found = known.get(model) ?? findUrgent(model);
  known.set(model, found);
  return found;
}

function findUrgent(model: Model): ReadonlyMap<Link, string> {
  const awaitedFor = waitingUsers(userPathsOf(model));
  const putOff = handOversOfAll(model);
  const found = new Map<Link, string>();
  for (const link of model.links) {
    if (link.synchronous || !isBuilt(link) || !deciding.has(link.source.kind)) continue;
    const waiting = awaitedFor(link.source);
    const what = waiting && immediate(link, waiting, putOff);
    if (what) found.set(link, what);
  }
  return found;
}

/** What is at stake, by what the link itself says, else by the flow all of whose work it carries. */
function immediate(
  link: Link,
  flows: ReadonlySet<Flow>,
  putOff: ReadonlyMap<Link, readonly Flow[]>,
): string | undefined {
  const { result, purpose } = link.properties;
  if (result)
    return result.value === 'immediate' && result.origin === 'written' ? 'a result that is needed at once' : undefined;
  if (purpose && purpose.origin === 'written') {
    const later = [...flows].some(({ properties }) => isLater(properties.result?.value));
    return later ? undefined : urgent[purpose.value];
  }
  for (const flow of putOff.get(link) ?? []) {
    const { result: needed, purpose: aim } = flow.properties;
    if (isLater(needed?.value)) continue;
    if (aim && urgent[aim.value]) return urgent[aim.value];
    if (needed?.value === 'immediate') return `all work for \`${flow.id}\`, whose result is needed at once`;
  }
  return undefined;
}

/** The flows of users who wait for a component, looked at once for each; nothing where nobody waits. */
function waitingUsers(paths: UserPaths): (component: Component) => ReadonlySet<Flow> | undefined {
  const known = new Map<Component, ReadonlySet<Flow> | undefined>();
  return (component) => {
    if (!known.has(component)) {
      const waited = component.incoming.filter((link) => paths.waitsFor(link));
      const isWaiting = waited.length > 0 || component.kind === 'client';
      known.set(component, isWaiting ? new Set(waited.flatMap((link) => paths.flowsOn(link))) : undefined);
    }
    return known.get(component);
  };
}

/** The flows of clients by the hand-over at which all that they ask for is put off. */
function handOversOfAll({ flows }: Model): ReadonlyMap<Link, readonly Flow[]> {
  const putOff = new Map<Link, Flow[]>();
  for (const flow of flows) {
    if ((flow.from ?? flow.parent?.from)?.kind !== 'client') continue;
    const { result, purpose } = flow.properties;
    const link = result?.value === 'immediate' || purpose ? handOverOfAll(flow) : undefined;
    if (link) putOff.set(link, [...(putOff.get(link) ?? []), flow]);
  }
  return putOff;
}

/** The hand-over at which everything that a flow asks for is put off: nothing is done for it before, and nothing beside it. */
function handOverOfAll(flow: Flow): Link | undefined {
  const from = flow.from ?? flow.parent?.from;
  const passed = new Set<Component>();
  for (let at = from; at && !passed.has(at); ) {
    passed.add(at);
    const taken = at.outgoing.filter((link) => admits(link, { from: from!, flows: [flow] }));
    if (taken.length !== 1) return undefined;
    if (!taken[0].synchronous) return taken[0];
    at = taken[0].target;
  }
  return undefined;
}

const isLater = (result: string | undefined): boolean => result === 'eventual' || result === 'none';
