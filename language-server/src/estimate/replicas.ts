import type { Component } from '../model/model.js';
import { type Term, unknown } from './cell.js';
import { property, written, writtenIn } from './sheet.js';

/**
 * Replicas that can run at once: the upper end of `autoscale`, else `replicas`, else one assumed. What a provider runs
 * (`managed`) without saying how much has no number.
 */
export function running(component: Component): Term {
  const most = writtenIn(component, 'autoscale', 'max', 'count') ?? written(component, 'replicas', 'count');
  if (most) return most;
  if (component.properties.managed?.value === true) return unknown(`${component.id}.replicas`);
  return property(component, 'replicas', 'count');
}
