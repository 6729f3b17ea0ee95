import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { latencyPromised } from '../../rules/objectives.js';
import { type Evidence, known, unknown } from '../input.js';
import type { Design } from '../question.js';

/** The protocols on the links from and to a component that say one. */
export function protocolsOf(_: Design, { incoming, outgoing }: Component): ReadonlySet<string> {
  const links = [...incoming, ...outgoing].filter(isBuilt);
  return new Set(links.flatMap(({ properties }) => properties.protocol?.value ?? []));
}

/** The shortest 99th percentile that is promised to those who wait for it, in seconds. */
export function latencyOf(
  { model }: Design,
  component: Component,
  seen: (seconds: number) => string,
): Evidence<number> {
  const promised = component.incoming.flatMap((link) => latencyPromised(model, link)?.seconds ?? []);
  if (promised.length === 0) return unknown('`slo { latency.p99 }` of the flows');
  const least = Math.min(...promised);
  return known(least, seen(least));
}
