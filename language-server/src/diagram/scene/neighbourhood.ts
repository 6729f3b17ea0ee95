import type { Scene } from './scene.js';

/** What is linked to a node or stands in a group, with the node or group itself; the whole scene where it has no such thing. */
export function neighbourhood(scene: Scene, id: string): Scene {
  const around = new Map([...scene.groups, ...scene.nodes].map((thing) => [thing.id, thing.group]));
  const isInside = (node: string): boolean => {
    for (let at: string | undefined = node; at !== undefined; at = around.get(at)) if (at === id) return true;
    return false;
  };
  const centre = new Set(scene.nodes.filter((node) => isInside(node.id)).map((node) => node.id));
  if (centre.size === 0) return scene;
  const edges = scene.edges.filter(({ source, target }) => centre.has(source) || centre.has(target));
  const shown = new Set([...centre, ...edges.flatMap(({ source, target }) => [source, target])]);
  const framed = new Set<string>();
  for (const node of shown) {
    for (let at = around.get(node); at !== undefined && !framed.has(at); at = around.get(at)) framed.add(at);
  }
  return {
    ...scene,
    nodes: scene.nodes.filter((node) => shown.has(node.id)),
    groups: scene.groups.filter((group) => framed.has(group.id)),
    edges,
  };
}
