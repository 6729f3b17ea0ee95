import { isRead, isWrite } from '../estimate/traffic/operations.js';
import type { Component, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { usesOf, usesOn, writesTo } from './uses.js';

/** Stores that keep what they are given. A search index, and whatever is derived from another store, can be built anew. */
export function isSource({ kind, properties }: Component): boolean {
  if (properties['derived-from'] || properties['data-model']?.value === 'search') return false;
  return kind === 'database' || kind === 'storage' || (kind === 'topic' && properties['event-store']?.value === true);
}

/** What works on behalf of others: it goes on with what it was handed. */
const programs: ReadonlySet<Component['kind']> = new Set(['service', 'function', 'worker', 'job']);

/**
 * All that learns of the changes of a store: what its `capture` links and the brokers its writers publish to lead to, and
 * programs that read it without writing it.
 */
export function toldBy(model: Model, store: Component): ReadonlySet<Component> {
  const writers = new Set(writesTo(model, store).map(({ link }) => link.source));
  const told = new Set<Component>();
  for (const link of store.outgoing) if (isBuilt(link) && link.properties.capture) told.add(link.target);
  for (const writer of writers) {
    for (const link of writer.outgoing) {
      if (isBuilt(link) && (link.target.kind === 'queue' || link.target.kind === 'topic')) told.add(link.target);
    }
  }
  for (const link of store.incoming) {
    if (writers.has(link.source) || !programs.has(link.source.kind)) continue;
    if (usesOn(model, link).some(({ operation }) => isRead(operation))) told.add(link.source);
  }
  for (const component of told) {
    if (component.kind === 'client' || isSource(component)) continue;
    for (const link of component.outgoing) if (isBuilt(link)) told.add(link.target);
  }
  return told;
}

const fed = new WeakMap<Model, ReadonlySet<Component>>();

/** Does anything before a store, on the ways its writes come, keep the same data: a source that is read or captured, or written as well? */
export function comesFromSource(model: Model, store: Component): boolean {
  let reached = fed.get(model);
  if (!reached) {
    reached = beyondSources(model);
    fed.set(model, reached);
  }
  return writesTo(model, store).some(({ link }) => reached.has(link.source));
}

/** Sources, what uses them, and all that these lead to; a client passes nothing on. */
function beyondSources(model: Model): ReadonlySet<Component> {
  const reached = new Set<Component>();
  for (const source of model.components.filter(isSource)) {
    reached.add(source);
    for (const { link, operation } of usesOf(model, source))
      if (isRead(operation) || isWrite(operation)) reached.add(link.source);
  }
  for (const component of reached) {
    for (const link of component.outgoing) if (isBuilt(link) && link.target.kind !== 'client') reached.add(link.target);
  }
  return reached;
}
