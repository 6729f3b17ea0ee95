import type { Component, Flow, Link, Model } from './model.js';

/** Is it drawn, but not built? Nothing is demanded of it then, and it does nothing yet. */
export function isPlanned({ properties }: Component): boolean {
  return properties.future?.value === true;
}

export function isBuilt({ source, target }: Link): boolean {
  return !isPlanned(source) && !isPlanned(target);
}

const starts = new WeakMap<Flow, boolean>();

/** Does a flow come already? Not where it, or a flow that it is part of, starts at what is only drawn. */
export function startsBuilt(flow: Flow): boolean {
  const chain = new Set<Flow>();
  for (let at: Flow | undefined = flow; at && !starts.has(at) && !chain.has(at); at = at.parent) chain.add(at);
  for (const each of [...chain].reverse()) {
    const ofWhole = each.parent === undefined || (starts.get(each.parent) ?? true);
    starts.set(each, ofWhole && !(each.from && isPlanned(each.from)));
  }
  return starts.get(flow)!;
}

/** The ids of all that is only drawn: components with what is in them, links at them, flows from them. */
export function plannedIds({ components, links, flows }: Model): ReadonlySet<string> {
  const planned = components.filter(isPlanned);
  if (planned.length === 0) return new Set();
  const tables = planned.flatMap((component) => component.tables);
  const named = [
    ...planned,
    ...tables,
    ...tables.flatMap(({ fields }) => fields),
    ...links.filter((link) => !isBuilt(link)),
    ...flows.filter((flow) => !startsBuilt(flow)),
  ];
  return new Set(named.map(({ id }) => id));
}
