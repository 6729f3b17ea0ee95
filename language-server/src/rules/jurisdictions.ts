import type { Component, Group, Model } from '../model/model.js';

/** Is a region among those that data must stay in, itself or by whose law applies there? Nothing where that is not certain. */
export function isAllowedRegion(model: Model, region: string, allowed: readonly string[]): boolean | undefined {
  const found = model.declarations.get(region);
  const around: string[] = [region];
  const laws: string[] = [];
  for (let group: Group | undefined = found?.what === 'group' ? found : undefined; group; group = group.group) {
    around.push(group.id, group.name);
    if (group.properties.jurisdiction) laws.push(group.properties.jurisdiction.value);
  }
  if ([...around, ...laws].some((name) => allowed.includes(name))) return true;
  // `eu-west` is in `eu`, as regions are usually named.
  if (allowed.some((name) => region.startsWith(`${name}-`))) return true;
  if (laws.length > 0) return false;
  const used = usedRegions(model);
  return allowed.every((name) => used.has(name)) ? false : undefined;
}

const known = new WeakMap<Model, ReadonlySet<string>>();

/** Names that the design uses for regions. */
function usedRegions(model: Model): ReadonlySet<string> {
  let used = known.get(model);
  if (!used) {
    const drawn = model.groups.filter(({ kind }) => kind === 'region').map(({ id }) => id);
    used = new Set([...drawn, ...model.components.flatMap(({ properties }) => properties.regions?.value ?? [])]);
    known.set(model, used);
  }
  return used;
}

/** The regions of a component in which data must certainly not be. */
export function regionsOutside(model: Model, { properties }: Component, allowed: readonly string[]): readonly string[] {
  const regions = [...new Set(properties.regions?.value)];
  return regions.filter((region) => isAllowedRegion(model, region, allowed) === false);
}
