import type { Estimates, Figure } from '../estimate/estimates.js';
import type { Component, Link, Model } from '../model/model.js';

/** A load of exactly so many times what a line carries is no chance. */
export const bitsOfByte = 8;
/** So far, as a part of it, the factor may be from that. */
export const usualTolerance = 0.05;

/** How many times the load is its bandwidth, where that is what bytes written as bits would make it; nothing else. */
export function timesTooSmall(
  model: Model,
  estimates: Estimates,
  place: Component | Link,
  tolerance: number = usualTolerance,
): number | undefined {
  const { bandwidth } = place.properties;
  if (!bandwidth || bandwidth.origin === 'engine' || !/^[\d._]+[kMGT]?bps$/.test(model.textOf(bandwidth.at)))
    return undefined;
  const figure = estimates.get(`${place.id}.bandwidth.utilisation`);
  const times = figure?.value ?? 0;
  const isEight = Math.abs(times / bitsOfByte - 1) <= tolerance + 1e-9;
  return isEight && !isGuess(figure!) ? times : undefined;
}

/** Does a default that changes the figure stand behind it? */
function isGuess(figure: Figure): boolean {
  const seen = new Set([figure]);
  for (const { inputs } of seen) {
    for (const input of inputs) {
      if (input.origin === 'assumed' && /\.(peak|replicas|hit-ratio)$/.test(input.name)) return true;
      if (input.derivation) seen.add(input.derivation);
    }
  }
  return false;
}
