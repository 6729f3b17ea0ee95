import type { Scene } from '../scene/scene.js';
import type { Box, Positions } from './laid-out.js';

/** Where the middle of each node was, from the left, by its id. */
export type Earlier = ReadonlyMap<string, number>;

export function middles({ nodes }: Scene, positions: Positions): Earlier {
  return new Map(nodes.map(({ id }, i) => [id, middle(positions.nodes[i])]));
}

const middle = ({ x, width }: Box): number => x + width / 2;

/** More nodes than these are not compared. */
const most = 200;

/**
 * The positions or their mirror image, whichever leaves more nodes on the side of each other where they were: a picture is as
 * good either way round, and an edit may turn it over for nothing.
 */
export function asBefore(scene: Scene, positions: Positions, earlier: Earlier): Positions {
  const kept = scene.nodes
    .map(({ id }, i) => ({ before: earlier.get(id), now: middle(positions.nodes[i]) }))
    .filter((place): place is { before: number; now: number } => place.before !== undefined)
    .slice(0, most);
  let turned = 0;
  for (const [i, a] of kept.entries()) {
    for (const b of kept.slice(i + 1)) turned += Math.sign(a.before - b.before) * Math.sign(b.now - a.now);
  }
  return turned > 0 ? mirrored(positions) : positions;
}

function mirrored({ width, nodes, groups, edges, ...rest }: Positions): Positions {
  const box = (place: Box): Box => ({ ...place, x: width - place.x - place.width });
  return {
    ...rest,
    width,
    nodes: nodes.map(box),
    groups: groups.map(box),
    edges: edges.map(({ points, label }) => ({
      points: points.map(({ x, y }) => ({ x: width - x, y })),
      label: box(label),
    })),
  };
}
