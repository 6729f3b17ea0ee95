import type { Box, LaidOutScene } from './drawing.js';

export type Direction = 'left' | 'right' | 'up' | 'down';

/** Everything that can be reached by keyboard, in reading order: frames, then each node with the edges that leave it. */
export function readingOrder({ groups, nodes, edges }: LaidOutScene): readonly string[] {
  const placed = [...nodes].sort((a, b) => a.y - b.y || a.x - b.x);
  const leaving = new Map<string, string[]>(nodes.map(({ id }) => [id, []]));
  for (const { id, source } of edges) leaving.get(source)?.push(id);
  return [...groups.map(({ id }) => id), ...placed.flatMap(({ id }) => [id, ...(leaving.get(id) ?? [])])];
}

/** Where a node, an edge's label or a frame lies. */
export function boxOf({ nodes, edges, groups }: LaidOutScene, id: string): Box | undefined {
  return (
    nodes.find((node) => node.id === id) ??
    edges.find((edge) => edge.id === id)?.label ??
    groups.find((group) => group.id === id)
  );
}

/** The node or edge label that lies next in a direction; what is beside counts as further away than what is ahead. */
export function neighbour(picture: LaidOutScene, from: string, direction: Direction): string | undefined {
  const start = boxOf(picture, from);
  if (!start) return undefined;
  const places = [...picture.nodes.map((node) => ({ id: node.id, box: node as Box }))];
  for (const { id, label } of picture.edges) places.push({ id, box: label });
  let nearest: { readonly id: string; readonly distance: number } | undefined;
  for (const { id, box } of places) {
    const [ahead, beside] = offset(start, box, direction);
    const distance = ahead + 2.5 * Math.abs(beside);
    if (id !== from && ahead > 4 && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) {
      nearest = { id, distance };
    }
  }
  return nearest?.id;
}

function offset(from: Box, to: Box, direction: Direction): readonly [ahead: number, beside: number] {
  const x = to.x + to.width / 2 - from.x - from.width / 2;
  const y = to.y + to.height / 2 - from.y - from.height / 2;
  switch (direction) {
    case 'left':
      return [-x, y];
    case 'right':
      return [x, y];
    case 'up':
      return [-y, x];
    case 'down':
      return [y, x];
  }
}
