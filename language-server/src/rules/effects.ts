import { type Operation, operationOn } from '../estimate/traffic/operations.js';
import type { Component, Link, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { isBroker } from './brokers.js';
import { heldBy } from './data-classes.js';
import { usesOn } from './uses.js';

/** What a second delivery does again: a call with an effect, nothing, or nobody says. */
export function effectOf(model: Model, link: Link): Link | 'unknown' | 'none' {
  const own = link.properties.op?.value;
  if (own !== undefined && own !== 'write') return 'none';
  const { target: consumer } = link;
  const flows = new Set(usesOn(model, link).map(({ flow }) => flow));
  const calls = consumer.outgoing.filter(
    (out) =>
      isBuilt(out) &&
      out.target.kind !== 'client' &&
      usesOn(model, out).some(({ flow }) => flow === undefined || flows.has(flow)),
  );
  let isUnknown = false;
  for (const out of calls) {
    const effect = effectOfCall(model, out);
    if (effect === 'some') return out;
    if (effect === 'unknown') isUnknown = true;
  }
  if (calls.length > 0) return isUnknown ? 'unknown' : 'none';
  if (own === 'write') return link;
  const operations = [...flows].map((flow) => operationOn(link, flow));
  return operations.length > 0 && operations.every((operation) => operation !== undefined && operation !== 'write')
    ? 'none'
    : 'unknown';
}

function effectOfCall(model: Model, link: Link): 'some' | 'none' | 'unknown' {
  const { target, properties } = link;
  if (isBroker(target) || target.kind === 'cache') return 'none';
  if (properties.idempotent?.value === true || properties['idempotency-key']) return 'none';
  if (onlyCounts(target)) return 'none';
  const operations: readonly (Operation | undefined)[] = usesOn(model, link).map(({ operation }) => operation);
  if (operations.includes('write')) return target.kind === 'storage' ? 'unknown' : 'some';
  return operations.includes(undefined) ? 'unknown' : 'none';
}

function onlyCounts(store: Component): boolean {
  const classes = [...heldBy(store)];
  return classes.length > 0 && classes.every((each) => each === 'counter' || each === 'telemetry');
}
