import type { Link } from '../model/model.js';

/** Why a link leaves what we trust, in words; nothing where it stays inside, or is not known to leave. */
export function boundaryOf({ source, target }: Link): string | undefined {
  if (source.kind === 'client' || target.kind === 'client') return 'the network of the client';
  if (source.kind === 'external' || target.kind === 'external') return 'the internet';
  const from = source.properties.regions?.value ?? [];
  const to = target.properties.regions?.value ?? [];
  const isApart = from.length > 0 && to.length > 0 && !from.some((region) => to.includes(region));
  return isApart ? 'the lines between regions' : undefined;
}
