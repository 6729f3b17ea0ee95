import type { Scene } from './scene.js';

/** What some flows pass, with the groups it stands in. */
export function onlyFlows(scene: Scene, flows: readonly string[]): Scene {
  const wanted = new Set(flows);
  const passed = (ids: readonly string[]): boolean => ids.some((id) => wanted.has(id));
  const edges = scene.edges.filter((edge) => passed(edge.flows));
  const ends = new Set(edges.flatMap(({ source, target }) => [source, target]));
  const shown = scene.nodes.filter((node) => passed(node.flows) || ends.has(node.id)).map(({ id }) => id);
  return { ...part(scene, new Set(shown), edges), flows: scene.flows.filter(({ id }) => wanted.has(id)) };
}

/** Some nodes with all that calls them and all they call, and the edges between these. */
export function onlyNeighbours(scene: Scene, nodes: readonly string[]): Scene {
  const centre = new Set(nodes);
  const shown = new Set(centre);
  for (const { source, target } of scene.edges) {
    if (centre.has(source)) shown.add(target);
    if (centre.has(target)) shown.add(source);
  }
  const edges = scene.edges.filter(({ source, target }) => shown.has(source) && shown.has(target));
  return part(scene, shown, edges);
}

function part(scene: Scene, shown: ReadonlySet<string>, edges: Scene['edges']): Scene {
  const nodes = scene.nodes.filter(({ id }) => shown.has(id));
  const groups = new Map(scene.groups.map((group) => [group.id, group]));
  const kept = new Set<string>();
  for (const { group } of nodes) {
    for (let id = group; id !== undefined && !kept.has(id); id = groups.get(id)?.group) kept.add(id);
  }
  return { ...scene, nodes, edges, groups: scene.groups.filter(({ id }) => kept.has(id)) };
}
