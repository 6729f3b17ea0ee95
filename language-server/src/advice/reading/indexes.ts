import type { Component, Flow, Link, Model } from '../../model/model.js';
import { missLinks } from '../../rules/caches.js';
import { journeysOf } from '../../rules/journeys.js';

/** What a model has of something, found once for each model. */
function oncePer<T>(find: (model: Model) => T): (model: Model) => T {
  const known = new WeakMap<Model, { readonly found: T }>();
  return (model) => {
    let entry = known.get(model);
    if (!entry) {
      entry = { found: find(model) };
      known.set(model, entry);
    }
    return entry.found;
  };
}

function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const others = map.get(key);
  if (others) others.push(value);
  else map.set(key, [value]);
}

const byFlow = oncePer((model): ReadonlyMap<Flow, readonly Link[]> => {
  const { flowsOn } = journeysOf(model);
  const links = new Map<Flow, Link[]>();
  for (const link of model.links) for (const flow of link.flows ?? flowsOn(link)) append(links, flow, link);
  return links;
});

/** The links that a flow takes, in the order of the design. */
export function linksOf(model: Model, flow: Flow): readonly Link[] {
  return byFlow(model).get(flow) ?? [];
}

const byOrigin = oncePer((model): ReadonlyMap<string, readonly Component[]> => {
  const views = new Map<string, Component[]>();
  for (const component of model.components) {
    const origins = component.properties['derived-from']?.value ?? [];
    const stores = origins.map((name) => {
      const declared = model.declarations.get(name);
      return declared?.what === 'table' ? declared.store.id : name;
    });
    for (const store of new Set(stores)) append(views, store, component);
  }
  return views;
});

/** What is built from a store or one of its tables: read models, indexes. */
export function viewsOf(model: Model, store: Component): readonly Component[] {
  return byOrigin(model).get(store.id) ?? [];
}

const cached = oncePer(
  (model): ReadonlySet<Component> =>
    new Set(
      model.components.flatMap((each) =>
        each.kind === 'cache' ? missLinks(model, each).map(({ target }) => target) : [],
      ),
    ),
);

/** Does a cache stand in front of it? */
export function isCached(model: Model, store: Component): boolean {
  return cached(model).has(store);
}

/** Does the design say where anything stands? */
export const hasRegions = oncePer((model) =>
  model.components.some(({ properties }) => (properties.regions?.value.length ?? 0) > 0),
);
