import type { Component, Kind, Model } from '../../model/model.js';

const programs: ReadonlySet<Kind> = new Set(['service', 'function']);

/** The regions in which programs answer users; none where no region is drawn. */
export function servingRegions(model: Model): readonly string[] {
  const serving = model.components.filter(({ kind, properties }) => programs.has(kind) && !properties.future?.value);
  return [...new Set(serving.flatMap(regionsOf))];
}

export function regionsOf({ properties }: Component): readonly string[] {
  return properties.regions?.value ?? [];
}
