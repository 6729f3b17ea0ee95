import type { Component, Kind, Link } from '../model/model.js';
import { isBuilt } from '../model/planned.js';

/** What takes messages to work on them. */
export const workers: ReadonlySet<Kind> = new Set(['service', 'function', 'worker', 'job']);

export function isBroker({ kind }: Component): boolean {
  return kind === 'queue' || kind === 'topic';
}

/** The links over which a broker gives out messages. */
export function deliveries(broker: Component): readonly Link[] {
  return broker.outgoing.filter(isBuilt);
}

/** Those who share the messages of a broker: all consumers of a queue, those of one group of a topic. */
export function consumerGroups(broker: Component): readonly (readonly [Link, ...Link[]])[] {
  const groups = new Map<string, [Link, ...Link[]]>();
  for (const link of deliveries(broker)) {
    const key = broker.kind === 'queue' ? '' : (link.properties.group?.value ?? ` ${link.id}`);
    const group = groups.get(key);
    if (group) group.push(link);
    else groups.set(key, [link]);
  }
  return [...groups.values()];
}

/** Can the product of a component also be one of that kind? Without an engine, it is whatever it is said to be. */
export function mayBe({ engine }: Component, kind: Kind): boolean {
  return engine === undefined || engine.properties.kinds?.value.includes(kind) === true;
}

/** Does all that a component is given come out of brokers, so that it may wait? */
export function isOnlyFedByBrokers({ incoming }: Component): boolean {
  const links = incoming.filter(isBuilt);
  return links.length > 0 && links.every(({ source }) => isBroker(source));
}

/** May the consumer get the same message twice without harm? */
export function isRepeatable({ properties, target }: Link): boolean {
  if (
    properties.idempotent?.value === true ||
    properties['idempotency-key'] ||
    properties.transactional?.value === true
  ) {
    return true;
  }
  return target.properties.idempotent?.value === true || target.properties.role?.value === 'analytics';
}
