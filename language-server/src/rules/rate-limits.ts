import type { Component, Link, Model } from '../model/model.js';

/** A limit and who counts for it: what it stands on, or the caller of the link. */
export interface RateLimit {
  readonly limit: NonNullable<Component['properties']['rate-limit']>;
  readonly on: Component | Link;
  readonly counter: Component;
}

/** All rate limits of a design, one for each place where one is written. */
export function rateLimitsOf(model: Model): readonly RateLimit[] {
  const limits = new Map<string, RateLimit>();
  const add = (on: Component | Link, counter: Component): void => {
    const limit = on.properties['rate-limit'];
    if (!limit || limit.origin === 'engine' || counter.properties.future?.value === true) return;
    const place = `${limit.property.file}:${limit.property.offset}:${counter.id}`;
    if (!limits.has(place)) limits.set(place, { limit, on, counter });
  };
  for (const component of model.components) if (component.kind !== 'mesh') add(component, component);
  for (const link of model.links) if (link.target.properties.future?.value !== true) add(link, link.source);
  return [...limits.values()];
}
