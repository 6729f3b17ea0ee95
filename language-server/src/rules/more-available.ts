import type { Figure } from '../estimate/estimates.js';
import type { Component, Model } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import type { Fix } from '../model/problem.js';
import { setProperty } from './edits.js';

/** Nobody would add more than so many replicas for the sake of a figure. */
const mostAdded = 6;

/** Differences of availabilities that are only a matter of rounding. */
const rounding = 1e-12;

interface Part {
  readonly component: Component;
  readonly availability: number;
}

/**
 * The components whose availabilities multiply to that of a flow; nothing where zones, regions or choices between targets
 * have a part in it.
 */
function partsOf(model: Model, { inputs, value }: Figure): readonly Part[] {
  const parts = inputs.flatMap(({ name, value: availability }): Part[] => {
    const found = name.endsWith('.availability') && model.declarations.get(name.slice(0, -'.availability'.length));
    return found && found.what === 'component' ? [{ component: found, availability }] : [];
  });
  const product = parts.reduce((all, { availability }) => all * availability, 1);
  return parts.length === inputs.length && Math.abs(product - (value ?? 0)) < rounding ? parts : [];
}

/** One replica more of the weakest, until it is enough: 1 − (1 − availability of one)^replicas. */
export function withReplicas(model: Model, figure: Figure, aim: number): Fix[] {
  const parts = partsOf(model, figure).map((part) => ({ ...part, replicas: countOf(part) }));
  const added = new Map<Component, number>();
  let reached = figure.value ?? 0;
  for (let i = 0; i < mostAdded && reached < aim; i++) {
    const growing = parts.filter(({ replicas }) => replicas !== undefined);
    if (growing.length === 0) return [];
    const weakest = growing.reduce((a, b) => (b.availability < a.availability ? b : a));
    weakest.replicas!++;
    const better = available(weakest.component, weakest.replicas!);
    reached *= better / weakest.availability;
    weakest.availability = better;
    added.set(weakest.component, weakest.replicas!);
  }
  if (reached < aim || added.size === 0) return [];
  const edits = [...added].map(([component, replicas]) =>
    setProperty(model, component, 'replicas', component.properties.replicas, String(replicas)),
  );
  const list = [...added].map(([{ id }, replicas]) => `${replicas} of \`${id}\``).join(', ');
  return [{ title: `Run more replicas where it is weakest: ${list}`, safe: false, edits }];
}

/** How many there are, where one of them is enough and another one would count as such. */
function countOf({ component, availability }: Part): number | undefined {
  const { kind, properties } = component;
  const { replicas, autoscale, quorum, managed, shards, zones, regions } = properties;
  if (kind === 'external' || managed?.value === true || autoscale || quorum || shards) return undefined;
  if ((zones?.value.length ?? 0) > 1 || (regions?.value.length ?? 0) > 1) return undefined;
  if (replicas?.expression || properties['replication-factor'] || !properties.availability) return undefined;
  const count = replicas?.value ?? 1;
  return Math.abs(available(component, count) - availability) < rounding ? count : undefined;
}

function available({ properties: { availability } }: Component, replicas: number): number {
  return 1 - (1 - availability!.value) ** replicas;
}

/** What is called optional is gone without, where the rest is enough. */
export function withoutOptional(model: Model, figure: Figure, aim: number): Fix[] {
  return partsOf(model, figure).flatMap(({ component, availability }) => {
    if (component.properties.criticality?.value !== 'optional' || (figure.value ?? 0) / availability < aim) return [];
    const calls = component.incoming.filter((link) => link.synchronous && isBuilt(link));
    if (calls.some(({ source, chain }) => source.kind === 'client' || chain.links.length > 1)) return [];
    const edits = calls.map((link) => setProperty(model, link, 'fallback', link.properties.fallback, 'ignore'));
    return [{ title: `Answer without \`${component.id}\` while it is down: \`fallback: ignore\``, safe: false, edits }];
  });
}
