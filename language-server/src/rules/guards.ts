import type { Component, Kind, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { edges, isForEveryone, isPublic, type Way, waysIn } from './entrances.js';
import { tablesOn } from './uses.js';

/** Does the called find out who calls: by `auth` on the link or its target, or by certificates of both ends? */
export function isAuthenticated({ properties, target }: Link): boolean {
  return properties.mtls?.value === true || authenticates(properties.auth) || authenticates(target.properties.auth);
}

export function authenticates(auth: Component['properties']['auth']): boolean {
  return auth !== undefined && auth.value.method?.value !== 'none';
}

/** Does the store check callers for everything the link touches? */
export function checksRows(link: Link): boolean {
  const named = [...(tablesOn(link, 'reads') ?? []), ...(tablesOn(link, 'stores') ?? [])];
  const touched = named.length > 0 ? link.target.tables.filter(({ id }) => named.includes(id)) : link.target.tables;
  return touched.length > 0 && touched.every(({ properties }) => properties['row-level-security']?.value === true);
}

export function isRateLimited({ properties, target }: Link): boolean {
  return properties['rate-limit'] !== undefined || target.properties['rate-limit'] !== undefined;
}

type Protection = 'auth' | 'rate-limit' | 'waf';

const protections: Readonly<Record<Protection, { of(component: Component): boolean; on(link: Link): boolean }>> = {
  auth: {
    of: ({ kind, properties }) => kind === 'gateway' && authenticates(properties.auth),
    on: isAuthenticated,
  },
  'rate-limit': {
    of: ({ kind, properties }) => kind === 'gateway' && properties['rate-limit'] !== undefined,
    on: isRateLimited,
  },
  waf: { of: ({ kind }) => kind === 'waf', on: ({ target }) => target.kind === 'waf' },
};

/** A way to an entrance around what guards its other ways. */
export interface Bypass {
  readonly way: Way;
  readonly guard: Component;
  readonly protection: Protection;
}

const known = new WeakMap<Model, readonly Bypass[]>();

/** At most one for each entrance, by what it lacks most: who calls, how often, what is in it. */
export function bypassesOf(model: Model): readonly Bypass[] {
  const found = known.get(model);
  if (found) return found;
  const bypasses = new Map<Component, Bypass>();
  for (const protection of ['auth', 'rate-limit', 'waf'] as const) {
    const { of, on } = protections[protection];
    const guarded = behind(model, of);
    if (guarded.size === 0) continue;
    for (const way of waysIn(model, (link) => on(link) || isAuthenticated(link))) {
      const guard = guarded.get(way.entrance);
      if (!guard || bypasses.has(way.entrance) || isForEveryone(way)) continue;
      bypasses.set(way.entrance, { way, guard, protection });
    }
  }
  const list = [...bypasses.values()];
  known.set(model, list);
  return list;
}

const entered: ReadonlySet<Kind> = new Set(['service', 'function', 'worker']);

/** What public clients reach through such components, each with the first of them. */
function behind(model: Model, isGuard: (component: Component) => boolean): ReadonlyMap<Component, Component> {
  const reached = new Set(model.components.filter(isPublic));
  const guards = new Map<Component, Component>();
  for (const component of reached) {
    for (const link of component.outgoing) if (isBuilt(link) && edges.has(link.target.kind)) reached.add(link.target);
  }
  const front = [...reached].filter(isGuard);
  for (const guard of front) guards.set(guard, guard);
  for (const component of front) {
    for (const link of component.outgoing) {
      const { target } = link;
      if (!isBuilt(link) || guards.has(target) || !(edges.has(target.kind) || entered.has(target.kind))) continue;
      guards.set(target, guards.get(component)!);
      if (edges.has(target.kind)) front.push(target);
    }
  }
  return guards;
}
