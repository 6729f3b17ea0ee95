import type { Scene } from '../scene/scene.js';
import type { Box, Positions } from './laid-out.js';
import { levelsOf } from './segments.js';
import { framePadding } from './size.js';

/** What a frame keeps below a line in it. */
const belowLine = 14;

/**
 * Ends frames, and the picture, below what is in them: next to others the engine makes some of them longer than that. Nothing
 * else moves.
 */
export function shrunk({ nodes, groups }: Scene, positions: Positions): Positions {
  const frames = [...positions.groups];
  const contents = new Map<string, Box[]>(groups.map(({ id }) => [id, []]));
  nodes.forEach(({ group }, i) => {
    if (group !== undefined) contents.get(group)?.push(positions.nodes[i]);
  });
  const lines = positions.edges.flatMap(({ points, label }) => [
    ...levelsOf(points).map(({ from, to, at }) => ({ left: from, right: to, bottom: at })),
    { left: label.x, right: label.x + label.width, bottom: label.y + label.height },
  ]);
  // Inner ones stand behind outer ones.
  for (let i = groups.length - 1; i >= 0; i--) {
    const frame = frames[i];
    const { id, group } = groups[i];
    const within = contents.get(id)!;
    if (within.length > 0) {
      const [end, right] = [frame.y + frame.height, frame.x + frame.width];
      const passing = lines.filter(
        ({ left, right: to, bottom }) => left < right && to > frame.x && bottom > frame.y && bottom < end,
      );
      const needed = Math.max(
        ...within.map(({ y, height }) => y + height + framePadding.bottom),
        ...passing.map(({ bottom }) => bottom + belowLine),
      );
      if (needed < end) frames[i] = { ...frame, height: needed - frame.y };
    }
    if (group !== undefined) contents.get(group)?.push(frames[i]);
  }
  const lowest = (of: readonly Box[]) =>
    Math.max(...[...of, ...positions.nodes].map(({ y, height }) => y + height), ...lines.map(({ bottom }) => bottom));
  const spare = nodes.length > 0 ? lowest(positions.groups) - lowest(frames) : 0;
  return { ...positions, height: positions.height - spare, groups: frames };
}
