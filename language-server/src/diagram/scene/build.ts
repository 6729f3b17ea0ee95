import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Group, Model } from '../../model/model.js';
import { isPlanned } from '../../model/planned.js';
import type { Finding } from '../../rules/finding.js';
import { displayText } from '../text/clean.js';
import { sceneMarks } from './build-marks.js';
import { sceneEdges } from './edges.js';
import { measures, quantified, rateText, replicasText } from './figures.js';
import { noFindings } from './findings.js';
import { sceneFlows } from './flows.js';
import { kindLabels } from './kinds.js';
import { mark } from './marks.js';
import type { Measure, Overlay, Scene, SceneGroup, SceneNode } from './scene.js';
import { componentsIn, drawnGroups, Visibility } from './visibility.js';

export interface SceneOptions {
  /** Utilisation unless said otherwise. */
  readonly overlay?: Overlay;
  /** Ids of groups drawn as one box. */
  readonly collapse?: readonly string[];
}

/** The picture of a design as data. Pure; never fails; takes time linear in the design. */
export function buildScene(
  model: Model,
  estimates: Estimates,
  findings: readonly Finding[],
  options: SceneOptions = {},
): Scene {
  return mark(unmarkedScene(model, estimates, options), sceneMarks(model, findings, options.collapse));
}

/** The same before anybody has looked for findings. */
export function unmarkedScene(
  model: Model,
  estimates: Estimates,
  { overlay = 'utilisation', collapse = [] }: SceneOptions = {},
): Scene {
  const visibility = new Visibility(collapse);
  const shownMeasures = measures(model.components, estimates, overlay);
  const edges = sceneEdges(model, estimates, visibility);

  const nodes: SceneNode[] = [];
  const hiding = new Set<Group>();
  for (const component of model.components) {
    const shown = visibility.shown(component);
    if (shown === component) nodes.push(componentNode(component, model, estimates, shownMeasures));
    else if (shown.what === 'group' && !hiding.has(shown)) {
      hiding.add(shown);
      nodes.push(groupNode(shown, model, estimates, shownMeasures));
    }
  }
  const { frames, boxes } = drawnGroups(model, visibility);
  for (const group of boxes) {
    if (!hiding.has(group)) nodes.push(groupNode(group, model, estimates, shownMeasures));
  }
  return {
    title: displayText(model.system?.title ?? model.system?.name ?? ''),
    overlay,
    figures: nodes.some(({ rate, measure }) => rate || measure) || edges.some(({ rate }) => rate),
    nodes,
    groups: frames.sort((a, b) => depth(a) - depth(b)).map(frame),
    edges,
    flows: sceneFlows(model, estimates),
    findings: noFindings,
  };
}

function componentNode(
  component: Component,
  model: Model,
  estimates: Estimates,
  shownMeasures: ReadonlyMap<string, Measure>,
): SceneNode {
  const { properties, engine, group } = component;
  const replicas = quantified(properties.replicas?.value, replicasText);
  const placement = placementOf(component);
  const future = isPlanned(component);
  const rate = onPath(component) && !future ? quantified(estimates.value(component, 'rate.peak'), rateText) : undefined;
  const measure = future ? undefined : shownMeasures.get(component.id);
  return {
    id: component.id,
    kind: component.kind,
    kindLabel: kindLabels[component.kind],
    icon: isDevice(component) ? 'device' : component.kind,
    title: displayText(component.title ?? component.name),
    ...(engine && { engine: displayText(engine.title ?? engine.name) }),
    ...(replicas && { replicas }),
    ...(placement && { placement }),
    future,
    ...(group && { group: group.id }),
    ...(rate && { rate }),
    ...(measure && { measure }),
    flows: flowsThrough([component], model, estimates),
    findings: noFindings,
  };
}

/** A mesh stands beside the paths it carries: that no call ends at it is no figure. */
function onPath({ kind, incoming }: Component): boolean {
  return kind !== 'mesh' || incoming.length > 0;
}

/** A collapsed group: its measure is that of its fullest component. */
function groupNode(
  group: Group,
  model: Model,
  estimates: Estimates,
  shownMeasures: ReadonlyMap<string, Measure>,
): SceneNode {
  const hidden = componentsIn(group);
  const fullest = hidden
    .flatMap(({ id }) => shownMeasures.get(id) ?? [])
    .filter(({ figure }) => figure === 'utilisation')
    .reduce<Measure | undefined>(
      (most, next) => (most && utilisation(most) >= utilisation(next) ? most : next),
      undefined,
    );
  return {
    id: group.id,
    kind: 'group',
    kindLabel: groupLabels[group.kind],
    icon: 'group',
    title: displayText(group.title ?? group.name),
    future: false,
    ...(group.group && { group: group.group.id }),
    ...(fullest && { measure: fullest }),
    flows: flowsThrough(hidden, model, estimates),
    findings: noFindings,
    hides: hidden.length,
  };
}

const utilisation = ({ value }: Measure): number => value ?? Number.POSITIVE_INFINITY;

const groupLabels = { region: 'Region', zone: 'Zone', group: 'Group' } as const;

function frame(group: Group): SceneGroup {
  return {
    id: group.id,
    kind: group.kind,
    title: displayText(group.title ?? group.name),
    ...(group.group && { group: group.group.id }),
    findings: noFindings,
  };
}

function flowsThrough(components: readonly Component[], model: Model, estimates: Estimates): readonly string[] {
  const known = ({ id }: { id: string }) =>
    components.some((component) => (estimates.value(component, `visits.${id}`) ?? 0) > 0);
  return model.flows.filter(known).map(({ id }) => id);
}

function isDevice({ kind, properties: { platform } }: Component): boolean {
  return kind === 'client' && ['ios', 'android', 'device', 'server'].includes(platform?.value ?? '');
}

function placementOf({ properties: { regions, zones } }: Component): string | undefined {
  const parts = [
    { one: 'region', many: 'regions', names: regions },
    { one: 'zone', many: 'zones', names: zones },
  ].flatMap(({ one, many, names }) => {
    // What the blocks around it say is already in the picture as their frames.
    if (!names || names.origin === 'inherited' || names.origin === 'derived' || names.value.length === 0) return [];
    return [`${names.value.length === 1 ? one : many} ${names.value.join(', ')}`];
  });
  return parts.length > 0 ? displayText(parts.join(' · ')) : undefined;
}

function depth(group: Group): number {
  let result = 0;
  for (let outer = group.group; outer; outer = outer.group) result++;
  return result;
}
