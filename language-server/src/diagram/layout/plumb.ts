import type { Point } from './laid-out.js';

/** Where lines pass a frame the engine rounds their places. */
const rounding = 0.6;

/** A line whose parts are all level or upright again, without points on the way: at frames the engine leaves some aslant. */
export function plumbed(points: readonly Point[]): readonly Point[] {
  const right: Point[] = [];
  for (const { x, y } of points) {
    const last = right.at(-1);
    if (!last) {
      right.push({ x, y });
      continue;
    }
    const next = {
      x: Math.abs(x - last.x) < rounding ? last.x : x,
      y: Math.abs(y - last.y) < rounding ? last.y : y,
    };
    if (next.x !== last.x && next.y !== last.y) add(right, { x: last.x, y: next.y });
    add(right, next);
  }
  return right;
}

function add(points: Point[], point: Point): void {
  const [before, last] = points.slice(-2);
  if (before && last && isOnWay(before, last, point)) points.pop();
  const end = points[points.length - 1];
  if (points.length < 2 || end.x !== point.x || end.y !== point.y) points.push(point);
}

const isOnWay = (a: Point, b: Point, c: Point): boolean => (a.x === b.x && b.x === c.x) || (a.y === b.y && b.y === c.y);
