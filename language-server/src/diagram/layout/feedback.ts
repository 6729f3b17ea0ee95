import type { ElkExtendedEdge, ElkNode } from 'elkjs/lib/elk-api.js';
import { stronglyConnected } from '../../estimate/traffic/strongly-connected.js';
import { framesAround } from './frames.js';

/**
 * Turns round the edges of a graph that have to lead upwards, so that what the engine gets has one direction. It would find some
 * by itself, but leads them around the frames that they join.
 * @param weight of the edge of an index: how much is lost if it leads upwards
 */
export function turnFeedback(root: ElkNode, weight: (edge: number) => number): void {
  const around = framesAround(root);
  const levels = new Map<ElkNode, Level>();
  root.edges?.forEach((edge, i) => {
    const ends = [edge.sources[0], edge.targets[0]];
    const [ofSource, ofTarget] = ends.map((id) => around.get(id)!);
    const frame = ofSource.find((each) => ofTarget.includes(each))!;
    const level = levels.get(frame) ?? levelOf(frame);
    levels.set(frame, level);
    const [from, to] = ends.map((id) => {
      const frames = around.get(id)!;
      const at = frames.indexOf(frame);
      return level.boxes.get(at === 0 ? id : frames[at - 1].id)!;
    });
    level.edges.push(edge);
    level.lines.push({ from, to, weight: weight(i) });
  });
  for (const { boxes, lines, edges } of levels.values()) {
    for (const line of feedback(boxes.size, lines)) turn(edges[line]);
  }
}

/** The boxes of a frame by number, and what joins them or what is in them. */
interface Level {
  readonly boxes: ReadonlyMap<string, number>;
  readonly lines: Line[];
  readonly edges: ElkExtendedEdge[];
}

function levelOf({ children = [] }: ElkNode): Level {
  return { boxes: new Map(children.map(({ id }, number) => [id, number])), lines: [], edges: [] };
}

function turn(edge: ElkExtendedEdge): void {
  const { sources, targets } = edge;
  edge.id = edge.id.replace('e', 'r');
  edge.sources = targets;
  edge.targets = sources;
}

/** Whether the engine was given an edge the other way round. */
export function isTurned({ id }: { readonly id: string }): boolean {
  return id.startsWith('r');
}

/** A line between two boxes, which are told by numbers from 0. */
export interface Line {
  readonly from: number;
  readonly to: number;
  /** How much is lost if it leads upwards. */
  readonly weight: number;
}

/**
 * Which lines have to lead upwards so that all others can lead downwards: those of little weight, as a greedy order finds them
 * (Eades, Lin and Smyth 1993), and where the weights leave it open those that lead to what is written before. Lines of no circle
 * are never among them.
 * @returns their places among the lines
 */
export function feedback(boxes: number, lines: readonly Line[]): ReadonlySet<number> {
  const leaving: number[][] = Array.from({ length: boxes }, () => []);
  for (const { from, to } of lines) leaving[from].push(to);
  const knot = new Int32Array(boxes);
  const knots = stronglyConnected([...leaving.keys()], (box) => leaving[box]);
  for (const [i, { nodes }] of knots.entries()) for (const box of nodes) knot[box] = i;
  const within: Line[][] = knots.map(() => []);
  for (const line of lines)
    if (knot[line.from] === knot[line.to] && line.from !== line.to) within[knot[line.from]].push(line);
  const rank = new Int32Array(boxes);
  for (const [i, { nodes }] of knots.entries()) {
    if (nodes.length > 1) for (const [place, box] of order(nodes, within[i]).entries()) rank[box] = place;
  }
  return new Set(
    [...lines.keys()].filter((i) => {
      const { from, to } = lines[i];
      return from !== to && knot[from] === knot[to] && rank[from] > rank[to];
    }),
  );
}

/** Boxes that lead to each other, from the top down. */
function order(boxes: readonly number[], lines: readonly Line[]): readonly number[] {
  const left = new Set([...boxes].sort((a, b) => a - b));
  const touching = new Map(boxes.map((box): [number, Line[]] => [box, []]));
  const [incoming, outgoing] = [new Map<number, number>(), new Map<number, number>()];
  const add = (to: Map<number, number>, box: number, weight: number) => to.set(box, (to.get(box) ?? 0) + weight);
  for (const line of lines) {
    touching.get(line.from)!.push(line);
    touching.get(line.to)!.push(line);
    add(outgoing, line.from, line.weight);
    add(incoming, line.to, line.weight);
  }
  const [top, bottom]: [number[], number[]] = [[], []];
  const weightOf = (of: Map<number, number>, box: number) => of.get(box) ?? 0;
  const take = (box: number, into: number[]) => {
    left.delete(box);
    into.push(box);
    for (const { from, to, weight } of touching.get(box)!) {
      if (from === box) add(incoming, to, -weight);
      else add(outgoing, from, -weight);
    }
  };
  while (left.size > 0) {
    const sink = [...left].findLast((box) => weightOf(outgoing, box) === 0);
    if (sink !== undefined) {
      take(sink, bottom);
      continue;
    }
    let best: number | undefined;
    let most = Number.NEGATIVE_INFINITY;
    for (const box of left) {
      const from = weightOf(incoming, box);
      const surplus = from === 0 ? Number.POSITIVE_INFINITY : weightOf(outgoing, box) - from;
      if (surplus > most) [best, most] = [box, surplus];
    }
    take(best!, top);
  }
  return [...top, ...bottom.reverse()];
}
