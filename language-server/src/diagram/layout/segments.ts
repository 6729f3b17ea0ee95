import type { Point } from './laid-out.js';

/** A level or an upright part of a line: where it is across its direction, and from where to where it leads, ascending. */
export interface Segment {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}

/** The engine's places differ in the last digits. */
export const isNear = (a: number, b: number): boolean => Math.abs(a - b) < 0.01;

/** The level parts of a line; `at` is their y. */
export function levelsOf(points: readonly Point[]): readonly Segment[] {
  return parts(points, (a, b) => isNear(a.y, b.y) && [a.y, a.x, b.x]);
}

/** The upright parts of a line; `at` is their x. */
export function uprightsOf(points: readonly Point[]): readonly Segment[] {
  return parts(points, (a, b) => isNear(a.x, b.x) && [a.x, a.y, b.y]);
}

function parts(
  points: readonly Point[],
  place: (a: Point, b: Point) => false | readonly [at: number, from: number, to: number],
): readonly Segment[] {
  return points.slice(1).flatMap((end, i) => {
    const [at, from, to] = place(points[i], end) || [];
    return at === undefined ? [] : [{ at, from: Math.min(from!, to!), to: Math.max(from!, to!) }];
  });
}

/** Whether the ends of both, widened by a distance, have a stretch in common. */
export function isBeside(a: Segment, b: Segment, distance: number): boolean {
  return a.from < b.to + distance && b.from < a.to + distance;
}

/** How often the parts of two lines pass through each other, not at an end of either. */
export function crossingsOf(levels: readonly Segment[], uprights: readonly Segment[]): number {
  let count = 0;
  for (const level of levels) for (const upright of uprights) if (isAcross(level, upright)) count++;
  return count;
}

const isAcross = (level: Segment, upright: Segment): boolean =>
  upright.at > level.from && upright.at < level.to && level.at > upright.from && level.at < upright.to;
