import type { Component, Link, Model } from '../model/model.js';
import { assumedRoundTrips } from '../model/schema/index.js';
import type { Call } from '../model/value.js';

/** A timeout or deadline on a statement of several hops is one budget for all of them. */
export function sharesBudget(link: Link): boolean {
  return link.chain.links.length > 1;
}

/** The longest the caller waits for one attempt, in seconds; `undefined` where nothing limits it. */
export function patience(link: Link): number | undefined {
  const { timeout, deadline } = link.properties;
  const limits = [timeout?.value, deadline?.value].filter((limit) => typeof limit === 'number');
  return limits.length === 0 ? undefined : Math.min(...limits);
}

/**
 * The longest a caller may spend on one call with all its retries, in seconds: (1 + retries) × timeout + Σ backoff, never
 * more than a deadline over all of it. `undefined` without a timeout.
 */
export function longestWait(link: Link): number | undefined {
  const { timeout, retries, deadline } = link.properties;
  const limit = typeof deadline?.value === 'number' ? deadline.value : undefined;
  if (!timeout) return limit;
  const attempts = sharesBudget(link) ? 0 : (retries?.value ?? 0);
  const total = (1 + attempts) * timeout.value + totalBackoff(link, attempts);
  return limit === undefined ? total : Math.min(limit, total);
}

/** Σ of the waits before each retry, in seconds: min(cap, base · 2^k) for k = 0, 1, …; random parts at their longest. */
export function totalBackoff(link: Link, retries = link.properties.retries?.value ?? 0): number {
  const jitter = link.properties.jitter?.value;
  let total = typeof jitter === 'number' ? retries * jitter : 0;
  // Past the cap all waits are alike; the doubling ends there, however many retries are written.
  const doublings = Math.min(retries, 64);
  for (let k = 0; k < doublings; k++) total += waitBefore(link, k);
  return total + (retries - doublings) * waitBefore(link, 64);
}

/** The wait before retry k = 0, 1, … in seconds, without an added jitter. */
export function waitBefore(link: Link, k: number): number {
  const backoff = link.properties.backoff?.value;
  if (backoff === undefined || backoff === 'none') return 0;
  if (backoff.call === 'constant') return argument(backoff, 't', 0) ?? 0;
  const base = argument(backoff, 'base', 0) ?? 0;
  return Math.min(argument(backoff, 'cap', 1) ?? Number.POSITIVE_INFINITY, base * 2 ** k);
}

function argument(call: Call, name: string, index: number): number | undefined {
  const found = call.arguments.find((each) => each.name === name) ?? call.arguments[index];
  return typeof found?.value === 'number' ? found.value : undefined;
}

/** Network round trips that are not written, in seconds. */
export interface RoundTrips {
  readonly withinRegion: number;
  readonly betweenRegions: number;
}

/** The network's part of a call, in seconds: written on the link, its client's, a region's table, else the usual one. */
export function roundTrip(model: Model, link: Link, usual: RoundTrips): number {
  if (link.properties.rtt) return link.properties.rtt.value;
  const { source, target } = link;
  if (source.kind === 'client' && source.properties.rtt) return numberOf(source.properties.rtt.value);
  const from = source.properties.regions?.value ?? [];
  const to = target.properties.regions?.value ?? [];
  if (from.length === 0 || to.length === 0 || from.some((region) => to.includes(region))) return usual.withinRegion;
  const written = from.flatMap((a) => to.flatMap((b) => between(model, a, b) ?? between(model, b, a) ?? []));
  return written.length > 0 ? Math.min(...written) : usual.betweenRegions;
}

function between(model: Model, from: string, to: string): number | undefined {
  const region = model.declarations.get(from);
  if (region?.what !== 'group') return undefined;
  return region.properties.rtt?.value[to]?.value;
}

const numberOf = (value: unknown): number => (typeof value === 'number' ? value : 0);

export const usualRoundTrips: RoundTrips = {
  withinRegion: assumedRoundTrips.withinRegion.value,
  betweenRegions: assumedRoundTrips.betweenRegions.value,
};

/**
 * The calls a component waits for itself. A cache-aside cache does not fetch what it lacks: the link drawn from it to its
 * store stands for a call of the cache's caller.
 */
export function awaitedCalls(component: Component): readonly Link[] {
  let calls = callsAwaited.get(component);
  if (!calls) {
    calls = isCacheAside(component) ? [] : findAwaited(component);
    callsAwaited.set(component, calls);
  }
  return calls;
}

/** Several rules ask for them at each call of a component; a model does not change. */
const callsAwaited = new WeakMap<Component, readonly Link[]>();

function findAwaited(component: Component): readonly Link[] {
  return component.outgoing
    .filter(({ synchronous }) => synchronous)
    .flatMap((link) =>
      isCacheAside(link.target) ? [link, ...link.target.outgoing.filter(({ synchronous }) => synchronous)] : [link],
    );
}

export function isCacheAside(component: Component): boolean {
  return component.kind === 'cache' && component.properties.pattern?.value === 'cache-aside';
}
