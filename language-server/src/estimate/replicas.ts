import type { Component } from '../model/model.js';
import { constant, type Term, unknown } from './cell.js';
import { property, written, writtenIn } from './sheet.js';

/**
 * Replicas that can run at once: the upper end of `autoscale`, else `replicas`, else one assumed: what a provider runs
 * without saying on how much has its figures for the whole service.
 */
export function running(component: Component): Term {
  const most = writtenIn(component, 'autoscale', 'max', 'count') ?? written(component, 'replicas', 'count');
  if (most) return most;
  if (isWhole(component))
    return constant(`${component.id}.replicas`, 1, 'count', 'managed: figures are of the whole service');
  return property(component, 'replicas', 'count');
}

/** Replicas whose loss can be thought of; unknown for what a provider runs out of sight. */
export function countable(component: Component): Term {
  return isWhole(component) ? unknown(`${component.id}.replicas`) : running(component);
}

/** Does a provider run it, on machines the design does not count? */
export function isWhole({ properties }: Component): boolean {
  return properties.managed?.value === true && !properties.replicas && !properties.autoscale;
}
