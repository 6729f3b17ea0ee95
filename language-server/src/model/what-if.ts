import type { Component, Flow, Link, Model } from './model.js';
import type { Settings } from './params.js';
import type { Expression, Value } from './value.js';

/** Something that is taken away for once, to see what the rest does without it. */
export type Loss =
  /** So many replicas of a component; with the last of them the component is gone. */
  | { readonly what: 'replicas'; readonly component: string; readonly count: number }
  | { readonly what: 'component'; readonly component: string }
  | { readonly what: 'region'; readonly name: string }
  /** A zone of one region, or of whatever names no region. */
  | { readonly what: 'zone'; readonly name: string; readonly region?: string };

/** How a design is thought to differ from what is written. */
export interface WhatIf {
  /** Settings of params by id or name. */
  readonly parameters?: Settings;
  /** How many times the load that is written: every flow is so much more frequent. */
  readonly load?: number;
  readonly lost?: readonly Loss[];
}

/** A zone or region that components stand in. */
export type Whereabouts = Extract<Loss, { readonly what: 'zone' | 'region' }>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Properties<T extends { readonly properties: object }> = Mutable<T['properties']>;

/** Every zone and region of a design, each once, in the order of writing. */
export function whereabouts({ components }: Pick<Model, 'components'>): readonly Whereabouts[] {
  const found = new Map<string, Whereabouts>();
  const add = (place: Whereabouts): void => {
    const key = JSON.stringify(place);
    if (!found.has(key)) found.set(key, place);
  };
  for (const { properties } of components) {
    const regions = properties.regions?.value ?? [];
    for (const name of regions) add({ what: 'region', name });
    for (const name of properties.zones?.value ?? []) {
      add({ what: 'zone', name, ...(regions.length === 1 && { region: regions[0] }) });
    }
  }
  return [...found.values()];
}

/**
 * Changes entities that were just read, before anything is derived from them: the structure stays, so that the picture does.
 * What is lost has no replicas, hits nothing as a cache, and gets nothing from a balancer or broker that has another target.
 */
export function think(
  { flows, components, links }: Pick<Model, 'flows' | 'components' | 'links'>,
  { load = 1, lost = [] }: WhatIf,
): void {
  if (load !== 1) for (const flow of flows) multiply(flow, load);
  if (lost.length === 0) return;
  const gone = new Set<Component>();
  for (const component of components) {
    for (const loss of lost) lose(component, loss);
    if (hasNothingLeft(component, lost)) gone.add(component);
  }
  for (const component of gone) remove(component);
  redirect(links, gone);
}

/** Is nothing left of a component of a design that was thought to be different? */
export function isGone({ properties }: Component): boolean {
  return properties.replicas?.value === 0;
}

function multiply(flow: Flow, load: number): void {
  const properties = flow.properties as Properties<Flow>;
  if (properties.rate) properties.rate = times(properties.rate, load);
  if (properties.every) properties.every = times(properties.every, 1 / load);
}

function times(value: Value<number>, factor: number): Value<number> {
  const { expression, at } = value;
  if (!expression || expression.kind === 'figure') return { ...value, value: value.value * factor };
  const right: Expression = { kind: 'constant', value: factor, dimension: noDimension, at };
  const product: Expression = {
    kind: 'operation',
    operator: '*',
    left: expression,
    right,
    dimension: expression.dimension,
    at,
  };
  return { ...value, value: value.value * factor, expression: product };
}

const noDimension = { data: 0, time: 0, money: 0, user: 0 };

function lose(component: Component, loss: Loss): void {
  if (loss.what === 'component') return;
  if (loss.what === 'replicas') {
    if (loss.component === component.id) keep(component, (replicas) => replicas - loss.count);
    return;
  }
  const properties = component.properties as Properties<Component>;
  const list = loss.what === 'zone' ? 'zones' : 'regions';
  const places = properties[list];
  if (!places?.value.includes(loss.name)) return;
  const regions = new Set(properties.regions?.value ?? []);
  const ofOneRegion = loss.what === 'zone' && loss.region !== undefined && regions.size > 0;
  if (ofOneRegion && !regions.has(loss.region!)) return;
  const parts = new Set(places.value).size * (ofOneRegion ? regions.size : 1);
  keep(component, (replicas) => replicas - Math.ceil(replicas / parts));
  if (parts === 1 || !ofOneRegion || regions.size === 1) {
    properties[list] = { ...places, value: places.value.filter((name) => name !== loss.name) };
  }
}

/** Lets a component run on fewer replicas. What names no number keeps its figures, which are of the whole. */
function keep(component: Component, left: (replicas: number) => number): void {
  const properties = component.properties as Properties<Component>;
  const fewer = (value: Value<number>): Value<number> => {
    const { expression: _, ...rest } = value;
    return { ...rest, value: Math.max(0, left(value.value)) };
  };
  if (properties.replicas) properties.replicas = fewer(properties.replicas);
  const { autoscale, replicas } = properties;
  if (autoscale) {
    const { min, max } = autoscale.value;
    const value = { ...autoscale.value, ...(min && { min: fewer(min) }), ...(max && { max: fewer(max) }) };
    properties.autoscale = { ...autoscale, value };
  }
  const copies = properties['replication-factor'];
  if (copies && replicas && replicas.value < copies.value) {
    properties['replication-factor'] = { ...copies, value: Math.max(1, replicas.value) };
  }
}

function hasNothingLeft({ id, properties }: Component, lost: readonly Loss[]): boolean {
  const { replicas, autoscale, zones, regions } = properties;
  if (lost.some((loss) => loss.what === 'component' && loss.component === id)) return true;
  if (replicas?.value === 0 || autoscale?.value.max?.value === 0) return true;
  // One whose number is not written runs on one replica, as far as anybody knows.
  const one = !replicas && !autoscale;
  if (one && lost.some((loss) => loss.what === 'replicas' && loss.component === id && loss.count > 0)) return true;
  return zones?.value.length === 0 || regions?.value.length === 0;
}

function remove(component: Component): void {
  const properties = component.properties as Properties<Component>;
  const { replicas } = properties;
  const nothing = {
    value: 0,
    origin: 'assumed' as const,
    at: replicas?.at ?? component.head,
    property: replicas?.property ?? component.head,
    source: 'taken away, to see what happens',
  };
  properties.replicas = nothing;
  properties.availability = nothing;
  delete properties.autoscale;
  if (component.kind === 'cache' || component.kind === 'cdn') properties['hit-ratio'] = nothing;
}

const sharing = new Set(['lb', 'dns', 'queue', 'topic']);

/** What shares its load out gives nothing to what is gone, as long as there is something else to give it to. */
function redirect(links: readonly Link[], gone: ReadonlySet<Component>): void {
  const bySource = new Map<Component, Link[]>();
  for (const link of links) {
    if (!sharing.has(link.source.kind)) continue;
    const known = bySource.get(link.source);
    if (known) known.push(link);
    else bySource.set(link.source, [link]);
  }
  for (const siblings of bySource.values()) {
    if (siblings.every(({ target }) => gone.has(target))) continue;
    for (const link of siblings) {
      if (!gone.has(link.target) || !hasSibling(link, siblings, gone)) continue;
      const properties = link.properties as Properties<Link>;
      properties.weight = {
        value: 0,
        origin: 'assumed',
        at: link.head,
        property: link.head,
        source: `${link.target.id} is taken away`,
      };
    }
  }
}

/** Of a topic's consumers only those of the same group take over. */
function hasSibling(link: Link, siblings: readonly Link[], gone: ReadonlySet<Component>): boolean {
  const group = link.properties.group?.value;
  if (link.source.kind === 'topic' && group === undefined) return false;
  return siblings.some(
    (other) => !gone.has(other.target) && (link.source.kind !== 'topic' || other.properties.group?.value === group),
  );
}
