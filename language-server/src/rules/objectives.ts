import type { Component, Flow, Link, Model, System } from '../model/model.js';
import { isPlanned, startsBuilt } from '../model/planned.js';
import type { Location } from '../model/source.js';
import type { Value } from '../model/value.js';
import { type Journey, journeysOf } from './journeys.js';
import { requiredBy } from './required.js';
import { userPathsOf } from './user-paths.js';
import { percent, time } from './words.js';

/** An availability that somebody was promised. */
export interface Objective {
  /** As a ratio. */
  readonly availability: number;
  readonly subject: System | Flow | Component;
  readonly at: Location;
  /** Who promises it, in words for a message: `` `checkout` ``, `the system`. */
  readonly by: string;
}

/** All that can promise something and is built: the system, flows, components. */
export function promisers({ system, flows, components }: Model): readonly (System | Flow | Component)[] {
  return [...(system ? [system] : []), ...flows.filter(startsBuilt), ...components.filter((each) => !isPlanned(each))];
}

/** The subject of a sentence on what it promises: `The system`, `` `checkout` ``. */
export function promiserName(subject: System | Flow | Component): string {
  return subject.what === 'system' ? 'The system' : `\`${subject.id}\``;
}

/** The strictest availability that a journey promises: its flows', else the system's for what a client does. */
export function objectiveOf(model: Model, { from, flows }: Journey): Objective | undefined {
  const { system } = model;
  if (flows.length === 0) return from.kind === 'client' && system ? objective(model, system) : undefined;
  const promised = flows.flatMap((flow) => objective(model, flow) ?? []);
  return promised.sort((a, b) => b.availability - a.availability)[0];
}

/** Flows inherit what the system promises; then it is the system that promises it. */
function objective({ system }: Model, subject: System | Flow | Component): Objective | undefined {
  const promised = subject.properties.slo?.value.availability;
  if (!promised) return undefined;
  const { at, value } = promised;
  const inherited = system && system.properties.slo?.value.availability?.at === at;
  if (inherited) return { availability: value, subject: system, at, by: 'the system' };
  return { availability: value, subject, at, by: `\`${subject.id}\`` };
}

/**
 * The components without which an availability of at least `least` (a ratio) is not kept, each with who promises it: what
 * the journeys with such a promise need, and what makes one itself. In a design without clients and flows, the system's
 * promise is about all that is built.
 */
export function neededFor(model: Model, least: number): ReadonlyMap<Component, Objective> {
  const ofModel = known.get(model) ?? new Map<number, ReadonlyMap<Component, Objective>>();
  known.set(model, ofModel);
  const found = ofModel.get(least) ?? findNeeded(model, least);
  ofModel.set(least, found);
  return found;
}

const known = new WeakMap<Model, Map<number, ReadonlyMap<Component, Objective>>>();

function findNeeded(model: Model, least: number): ReadonlyMap<Component, Objective> {
  const needed = new Map<Component, Objective>();
  const enough = (found: Objective | undefined): found is Objective =>
    found !== undefined && found.availability >= least;
  for (const component of model.components) {
    const own = objective(model, component);
    if (enough(own)) needed.set(component, own);
  }
  const { all } = journeysOf(model);
  const promises = new Map(all.map((journey) => [journey, objectiveOf(model, journey)]));
  const demanding = all.filter((journey) => enough(promises.get(journey)));
  for (const [component, journey] of requiredBy(model, { journeys: demanding, isCritical: () => true })) {
    if (!needed.has(component)) needed.set(component, promises.get(journey)!);
  }
  const whole = all.length === 0 && model.system ? objective(model, model.system) : undefined;
  if (enough(whole)) {
    for (const component of model.components) if (!needed.has(component)) needed.set(component, whole);
  }
  return needed;
}

/** The journeys that matter most: one of their flows is `criticality: critical` or has an objective. */
export function criticalJourneys(model: Model): readonly Journey[] {
  const whole = model.system?.properties.slo !== undefined;
  return journeysOf(model).all.filter(
    ({ from, flows }) =>
      (whole && flows.length === 0 && from.kind === 'client') ||
      flows.some(({ properties }) => properties.criticality?.value === 'critical' || properties.slo),
  );
}

/** The shortest 99th percentile, in seconds, that is promised to those who wait for a call. */
export function latencyPromised(
  model: Model,
  link: Link,
): { readonly seconds: number; readonly by: string } | undefined {
  const paths = userPathsOf(model);
  if (!paths.waitsFor(link)) return undefined;
  const flows = paths.flowsOn(link);
  const whole = flows.length === 0 ? model.system?.properties.slo?.value['latency.p99'] : undefined;
  if (whole) return { seconds: whole.value, by: 'the system' };
  const promised = flows.flatMap(({ id, properties }) => {
    const p99 = properties.slo?.value['latency.p99'];
    return p99 ? [{ seconds: p99.value, by: `\`${id}\`` }] : [];
  });
  return promised.sort((a, b) => a.seconds - b.seconds)[0];
}

/** `` `checkout` promises 99.95%, 21.9min of downtime a month `` */
export function promise(model: Model, { availability, by }: Objective): string {
  const month = time((1 - availability) * model.calendar.month);
  return `${by} promises ${percent(availability)}, which leaves ${month} of downtime a month`;
}

/** What a store, else the system, says on recovery; engines say nothing on it. */
export function recoveryObjective(model: Model, component: Component, name: 'rto' | 'rpo'): Value<number> | undefined {
  return component.properties[name] ?? model.system?.properties[name];
}

/** `` `checkout` ``, or the client where it has no flows. */
export function journeyName({ from, flows }: Journey): string {
  return `\`${flows[0]?.id ?? from.id}\``;
}
