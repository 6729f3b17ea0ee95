import { libraryRoundTrip } from '../../model/library.js';
import type { Link, Model } from '../../model/model.js';
import { leavesProcess } from '../../model/processes.js';
import { assumedRoundTrips } from '../../model/schema/index.js';
import { constant, isKnown, type KnownTerm, type Term } from '../cell.js';
import { property, type Sheet, termOf } from '../sheet.js';

/**
 * The network's part of a call, once per round trip: as written on the link, a client's own, else by the regions of both
 * ends. Undefined where there is none or nobody counts it: inside one process, and from a client that does not say.
 */
export function networkOf(sheet: Sheet, link: Link): Term | undefined {
  const { source, target, properties } = link;
  if (properties.rtt) return property(link, 'rtt', 's');
  if (source.kind === 'client') return source.properties.rtt && property(source, 'rtt', 's');
  if (!leavesProcess(sheet.model, link)) return undefined;
  const from = source.properties.regions?.value ?? [];
  const to = target.properties.regions?.value ?? [];
  if (from.length === 0 || to.length === 0 || from.some((region) => to.includes(region))) {
    const { value, source: why } = assumedRoundTrips.withinRegion;
    return constant(`${link.id}.rtt`, value, 's', why);
  }
  const pairs = from.flatMap((a) => to.map((b) => between(sheet.model, a, b)));
  return pairs.reduce((nearest, pair) => (pair.value < nearest.value ? pair : nearest));
}

/** Between two regions: the design's own table, either way, then the library's, then an ocean. */
function between(model: Model, from: string, to: string): KnownTerm {
  for (const [a, b] of [
    [from, to],
    [to, from],
  ]) {
    const region = model.declarations.get(a);
    const stated = region?.what === 'group' ? region.properties.rtt?.value[b] : undefined;
    const term = stated && termOf(`${a}.rtt.${b}`, stated, 's');
    if (term && isKnown(term)) return term;
  }
  const name = `rtt ${from} to ${to}`;
  const known = libraryRoundTrip(from, to);
  if (known)
    return { name, value: known.value, unit: 's', origin: 'engine', at: known.at, source: 'public measurements, 2024' };
  const { value, source } = assumedRoundTrips.betweenRegions;
  return constant(name, value, 's', source);
}
