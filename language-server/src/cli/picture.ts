import { buildScene, createLayout, type Overlay, renderSvg, type Scene, type ThemeName } from '../diagram/index.js';
import { createInlineEngine } from '../diagram/layout/engine-inline.js';
import type { Estimates } from '../estimate/estimates.js';
import type { Model } from '../model/model.js';
import type { Finding } from '../rules/finding.js';

export interface PictureOptions {
  readonly theme: ThemeName;
  readonly overlay: Overlay;
  /** Ids of groups drawn as one box. */
  readonly collapse: readonly string[];
  /** Ids of flows: only what they pass is drawn. */
  readonly only?: readonly string[];
}

/** The picture of a design as SVG text. */
export async function draw(
  model: Model,
  estimates: Estimates,
  findings: readonly Finding[],
  { theme, overlay, collapse, only }: PictureOptions,
): Promise<string> {
  const whole = buildScene(model, estimates, findings, { overlay, collapse });
  const scene = only ? onlyFlows(whole, new Set(only)) : whole;
  const laidOut = await createLayout(createInlineEngine()).layout(scene);
  return renderSvg(laidOut, { theme, standalone: true });
}

/** What some flows pass, with the groups it stands in. */
function onlyFlows(scene: Scene, flows: ReadonlySet<string>): Scene {
  const passed = (ids: readonly string[]): boolean => ids.some((id) => flows.has(id));
  const edges = scene.edges.filter((edge) => passed(edge.flows));
  const ends = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const nodes = scene.nodes.filter((node) => passed(node.flows) || ends.has(node.id));
  const groups = new Map(scene.groups.map((group) => [group.id, group]));
  const kept = new Set<string>();
  for (const { group } of nodes) {
    for (let id = group; id !== undefined && !kept.has(id); id = groups.get(id)?.group) kept.add(id);
  }
  return {
    ...scene,
    nodes,
    edges,
    groups: scene.groups.filter(({ id }) => kept.has(id)),
    flows: scene.flows.filter(({ id }) => flows.has(id)),
  };
}
