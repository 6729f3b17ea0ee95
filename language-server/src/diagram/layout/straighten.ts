import type { Scene } from '../scene/scene.js';
import type { Box, Point, Positions, Route } from './laid-out.js';
import { crossingsOf, isBeside, isNear, levelsOf, type Segment, uprightsOf } from './segments.js';

/** A line that goes further aside does so for a reason. */
const widestStep = 60;
/** What is kept free around a run that moves: to lines beside it, to boxes, labels and frames, to the corners of its box. */
const clear = { line: 12, box: 8, label: 4, corner: 20 } as const;
/** With more lines than these, looking for what is in the way takes too long. */
const mostLines = 1000;

/**
 * Takes small steps out of lines: where one goes down, a little aside and further down, one of its runs moves over the other,
 * with a label on it, as long as nothing is in its way and no line is crossed that was not. Boxes and frames stay where they are.
 */
export function straightened({ edges }: Scene, positions: Positions): Positions {
  if (edges.length > mostLines) return positions;
  const routes = [...positions.edges];
  const drawn = routes.map(({ points }) => partsOf(points));
  edges.forEach(({ source, target }, i) => {
    if (source === target) return;
    const others = () => ({
      ...positions,
      edges: routes.filter((_, at) => at !== i),
      drawn: drawn.filter((_, at) => at !== i),
    });
    for (let next = withoutStep(routes[i], others); next; next = withoutStep(routes[i], others)) {
      routes[i] = next;
      drawn[i] = partsOf(next.points);
    }
  });
  return { ...positions, edges: routes };
}

interface Parts {
  readonly levels: readonly Segment[];
  readonly uprights: readonly Segment[];
}

const partsOf = (points: readonly Point[]): Parts => ({ levels: levelsOf(points), uprights: uprightsOf(points) });

/** Everything but the line in question. */
interface Around extends Positions {
  readonly drawn: readonly Parts[];
}

function withoutStep(route: Route, around: () => Around): Route | undefined {
  const { points } = route;
  for (let i = 1; i + 2 < points.length; i++) {
    if (!isStep(points, i)) continue;
    const moved = [
      { run: i - 1, x: points[i + 1].x },
      { run: i + 1, x: points[i].x },
    ].map(({ run, x }) => ({ run, x, route: withMoved(route, run, x) }));
    // The one that leaves fewer bends, and of two as good ones the one that leaves the ends where they are.
    const cost = ({ run, route: { points: left } }: (typeof moved)[number]) =>
      left.length * 2 + (run === 0 || run === points.length - 2 ? 1 : 0);
    const surroundings = around();
    const found = moved
      .sort((a, b) => cost(a) - cost(b))
      .find(({ run, x, route: next }) => isFree(route, next, run, x, surroundings));
    if (found) return found.route;
  }
  return undefined;
}

/** Whether a line goes a little aside between two runs of one direction. */
function isStep(points: readonly Point[], i: number): boolean {
  const [before, a, b, after] = points.slice(i - 1, i + 3);
  const upright = isNear(before.x, a.x) && isNear(b.x, after.x) && isNear(a.y, b.y);
  const onwards = (a.y - before.y) * (after.y - b.y) > 0;
  return upright && onwards && Math.abs(b.x - a.x) <= widestStep;
}

function withMoved({ points, label }: Route, run: number, x: number): Route {
  const on = isOn(label, points[run], points[run + 1]);
  const all = points.map((point, i) => (i === run || i === run + 1 ? { x, y: point.y } : point));
  const kept: Point[] = [];
  all.forEach((point, i) => {
    const [last, next] = [kept.at(-1), all[i + 1]];
    // A run and what it was moved over are one.
    if (last && next && isNear(last.x, point.x) && isNear(point.x, next.x)) return;
    kept.push(point);
  });
  return { points: kept, label: on ? { ...label, x: label.x + x - points[run].x } : label };
}

function isOn({ x, y, width, height }: Box, a: Point, b: Point): boolean {
  const middle = y + height / 2;
  return Math.abs(x + width / 2 - a.x) < 1 && Math.min(a.y, b.y) <= middle && middle <= Math.max(a.y, b.y);
}

function isFree(before: Route, after: Route, run: number, x: number, around: Around): boolean {
  const [a, b] = before.points.slice(run, run + 2);
  const old: Segment = { at: a.x, from: Math.min(a.y, b.y), to: Math.max(a.y, b.y) };
  const moved = { ...old, at: x };
  const parts = partsOf(after.points);
  return (
    around.drawn.every((other) => isClearOf(other, old, moved, parts)) &&
    crossings(parts, around) <= crossings(partsOf(before.points), around) &&
    around.groups.every((frame) => keepsSide(frame, old, moved, after.label)) &&
    around.nodes.every((box) => keepsOff(box, before, after)) &&
    endsApart(before, after, around) &&
    hasRoom(before.label, after, around)
  );
}

/** Lines that shared a stretch go on doing so, others keep apart. */
function isClearOf(other: Parts, old: Segment, moved: Segment, { levels }: Parts): boolean {
  return (
    other.uprights.every(
      (each) =>
        !isBeside(each, moved, clear.line) ||
        (Math.abs(each.at - moved.at) >= clear.line && !(isNear(each.at, old.at) && isBeside(each, old, 0))),
    ) &&
    other.levels.every((each) =>
      levels.every((level) => Math.abs(each.at - level.at) >= clear.line / 2 || !isBeside(each, level, 0)),
    )
  );
}

function crossings({ levels, uprights }: Parts, { drawn }: Around): number {
  return drawn.reduce(
    (sum, other) => sum + crossingsOf(levels, other.uprights) + crossingsOf(other.levels, uprights),
    0,
  );
}

/** It stays within frames that it is in, and out of others. */
function keepsSide(frame: Box, old: Segment, moved: Segment, label: Box): boolean {
  const side: Segment = { at: 0, from: frame.y, to: frame.y + frame.height };
  if (!isBeside(side, moved, 0)) return true;
  return [frame.x, frame.x + frame.width].every(
    (border) =>
      (old.at - border) * (moved.at - border) > 0 &&
      Math.abs(moved.at - border) >= clear.box &&
      !(
        isBeside(side, { at: 0, from: label.y, to: label.y + label.height }, 0) &&
        label.x < border &&
        border < label.x + label.width
      ),
  );
}

/** The line passes no box, and ends at its own ones where it did, off their corners; the label keeps off all of them. */
function keepsOff(box: Box, before: Route, { points, label }: Route): boolean {
  const ends = [0, -1].filter((end) => touches(box, before.points.at(end)!));
  const [left, right] = [box.x + clear.corner, box.x + box.width - clear.corner];
  return (
    !overlaps(grown(box, clear.box), label) &&
    !passes(points, grown(box, ends.length > 0 ? -1 : clear.box)) &&
    ends.every((end) => {
      const { x } = points.at(end)!;
      return isNear(x, before.points.at(end)!.x) || (x >= left && x <= right);
    })
  );
}

/** Ends of other lines at the same side keep their distance. */
function endsApart(before: Route, after: Route, { edges }: Around): boolean {
  return [0, -1].every((at) => {
    const [end, was] = [after.points.at(at)!, before.points.at(at)!];
    return (
      isNear(end.x, was.x) ||
      edges.every(({ points }) =>
        [points[0], points[points.length - 1]].every(
          ({ x, y }) => !isNear(y, end.y) || Math.abs(x - end.x) >= clear.line,
        ),
      )
    );
  });
}

/** The line keeps off the labels of others, and its label off their lines and within the picture. */
function hasRoom(before: Box, { points: own, label: after }: Route, { edges, width }: Around): boolean {
  const stays = isNear(before.x, after.x);
  const wanted = grown(after, clear.label);
  if (!stays && (wanted.x < clear.box || wanted.x + wanted.width > width - clear.box)) return false;
  return edges.every(
    ({ points, label }) =>
      !passes(own, grown(label, clear.label)) && (stays || !(overlaps(wanted, label) || passes(points, wanted))),
  );
}

const passes = (points: readonly Point[], box: Box): boolean =>
  points.slice(1).some((end, i) => overlaps(box, spanned(points[i], end)));

const touches = ({ x, y, width, height }: Box, point: Point): boolean =>
  point.x >= x - 1 && point.x <= x + width + 1 && point.y >= y - 1 && point.y <= y + height + 1;

function spanned(a: Point, b: Point): Box {
  return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
}

function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

const overlaps = (a: Box, b: Box): boolean =>
  a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
