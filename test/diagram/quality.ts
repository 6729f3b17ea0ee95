import type { Box, LaidOutScene, Point } from '../../language-server/src/diagram/index.js';

/** What makes the lines of a picture easy to follow, or hard; less is better of each. */
export interface Quality {
  readonly crossings: number;
  /** In pixels. */
  readonly length: number;
  /** Beyond the shortest way from box to box, in pixels. */
  readonly detour: number;
  readonly bends: number;
  /** Lines that lead upwards. */
  readonly upwards: number;
  /** In square pixels. */
  readonly area: number;
}

export function quality({ nodes, edges, width, height }: LaidOutScene): Quality {
  const boxes = new Map<string, Box>(nodes.map((node) => [node.id, node]));
  let crossings = 0;
  let length = 0;
  let detour = 0;
  let bends = 0;
  let upwards = 0;
  edges.forEach(({ points, source, target }, i) => {
    for (const other of edges.slice(i + 1)) crossings += crossed(points, other.points);
    const way = segments(points).reduce((sum, [a, b]) => sum + Math.abs(a.x - b.x) + Math.abs(a.y - b.y), 0);
    const [from, to] = [boxes.get(source)!, boxes.get(target)!];
    length += way;
    if (source !== target)
      detour += way - apart(from.x, from.width, to.x, to.width) - apart(from.y, from.height, to.y, to.height);
    bends += points.length - 2;
    if (to.y + to.height <= from.y) upwards++;
  });
  return { crossings, length, detour, bends, upwards, area: width * height };
}

const apart = (a: number, widthA: number, b: number, widthB: number): number =>
  Math.max(0, b - a - widthA, a - b - widthB);

function segments(points: readonly Point[]): readonly (readonly [Point, Point])[] {
  return points.slice(1).map((end, i) => [points[i], end] as const);
}

function crossed(a: readonly Point[], b: readonly Point[]): number {
  let count = 0;
  for (const s of segments(a)) for (const t of segments(b)) if (cross(s, t) || cross(t, s)) count++;
  return count;
}

/** Whether an upright line passes through a level one, not at an end of either. */
function cross([a, b]: readonly [Point, Point], [c, d]: readonly [Point, Point]): boolean {
  const between = (value: number, one: number, other: number) =>
    value > Math.min(one, other) + 0.5 && value < Math.max(one, other) - 0.5;
  return a.x === b.x && c.y === d.y && between(a.x, c.x, d.x) && between(c.y, a.y, b.y);
}
