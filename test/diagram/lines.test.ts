import { expect, test } from 'vitest';
import { buildScene } from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { readPositions, toGraph } from '../../language-server/src/diagram/layout/graph.js';
import { type Positions, place } from '../../language-server/src/diagram/layout/laid-out.js';
import { plumbed } from '../../language-server/src/diagram/layout/plumb.js';
import { shrunk } from '../../language-server/src/diagram/layout/shrink.js';
import { straightened } from '../../language-server/src/diagram/layout/straighten.js';
import { design, figures } from './fixtures.js';
import { quality } from './quality.js';
import { randomDesign } from './random.js';

type Place = readonly [x: number, y: number];

const points = (...places: readonly Place[]) => places.map(([x, y]) => ({ x, y }));
const box = (x: number, y: number, width: number, height: number) => ({ x, y, width, height });

test('a line that was rounded at a frame is upright again', () => {
  expect(plumbed(points([10, 0], [10.3, 50], [10.3, 90], [40, 90], [39.8, 120]))).toEqual(
    points([10, 0], [10, 90], [40, 90], [40, 120]),
  );
});

test('a line that leads aslant gets a corner', () => {
  expect(plumbed(points([10, 0], [14, 50], [14, 90]))).toEqual(points([10, 0], [10, 50], [14, 50], [14, 90]));
});

const twoBoxes = buildScene(
  design({ components: { a: {}, b: {}, c: {} }, links: ['a -> b', 'a -> c'] }),
  figures({}),
  [],
);

/** `a` above `b`, with a line of these points, and `c` with its line out of the way unless told otherwise. */
function between(
  line: readonly Place[],
  { label = box(140, 130, 20, 20), c = box(900, 200, 200, 100) } = {},
): Positions {
  const middle = c.x + c.width / 2;
  return {
    width: 2000,
    height: 400,
    nodes: [box(50, 0, 200, 100), box(50, 200, 200, 100), c],
    groups: [],
    edges: [
      { points: points(...line), label },
      { points: points([240, 100], [240, 110], [middle, 110], [middle, c.y]), label: box(middle - 10, 150, 20, 20) },
    ],
  };
}

/** Down from the upper box, aside, and down to the lower one. */
const step = (from: number, to: number, y = 170) =>
  [
    [from, 100],
    [from, y],
    [to, y],
    [to, 200],
  ] as const;

const straight = (positions: Positions) => straightened(twoBoxes, positions).edges[0]!;

test('a small step between two boxes goes away, and the label with its run', () => {
  const { points: line, label } = straight(between(step(150, 160)));
  expect(line).toEqual(points([160, 100], [160, 200]));
  expect(label).toEqual(box(150, 130, 20, 20));
});

test('a bulge around a label goes away whole', () => {
  const bulge = [
    [150, 100],
    [150, 115],
    [170, 115],
    [170, 165],
    [150, 165],
    [150, 200],
  ] as const;
  const { points: line, label } = straight(between(bulge, { label: box(160, 130, 20, 20) }));
  expect(line).toEqual(points([150, 100], [150, 200]));
  expect(label).toEqual(box(140, 130, 20, 20));
});

test('a wide step stays, and one that leads back', () => {
  for (const line of [
    step(100, 170, 150),
    [
      [150, 100],
      [150, 260],
      [160, 260],
      [160, 200],
    ],
  ] as const)
    expect(straight(between(line)).points).toEqual(points(...line));
});

test('a step stays where a line would end at a corner', () => {
  // Either end would have to stand outside of the other box's side.
  const line = step(245, 258, 150);
  const { nodes, ...rest } = between(line);
  const moved = { ...rest, nodes: [nodes[0]!, box(238, 200, 200, 100), nodes[2]!] };
  expect(straight(moved).points).toEqual(points(...line));
});

test('a step stays where another line, a box or a label is in the way', () => {
  const line = step(150, 165);
  const free = between(line);
  expect(straight(free).points).toHaveLength(2);
  const beside = (...places: readonly Place[]) => ({
    ...free,
    edges: [free.edges[0]!, { points: points(...places), label: box(900, 0, 20, 20) }],
  });
  expect(straight(beside([172, 90], [172, 165])).points).toHaveLength(2);
  expect(straight(beside([172, 90], [172, 160], [143, 160], [143, 220])).points).toEqual(points(...line));
  const labelled = (label: ReturnType<typeof box>) => ({
    ...free,
    edges: [free.edges[0]!, { ...free.edges[1]!, label }],
  });
  expect(straight(labelled(box(162, 120, 20, 20))).points).toHaveLength(2);
  expect(straight(labelled(box(140, 180, 12, 10))).points).toHaveLength(2);
  expect(straight(labelled(box(150, 110, 12, 84))).points).toEqual(points(...line));
});

test('lines keep to their side of a frame', () => {
  const line = step(150, 165);
  const framed: Positions = { ...between(line), groups: [box(0, 90, 158, 60), box(158, 180, 400, 150)] };
  expect(straight(framed).points).toEqual(points(...line));
});

test('no step is taken out at the cost of a crossing', async () => {
  const engine = createInlineEngine();
  for (let seed = 1; seed <= 6; seed++) {
    const { model, estimates } = randomDesign(seed, 10 + seed * 5);
    const scene = buildScene(model, estimates, []);
    const raw = shrunk(scene, readPositions(await engine.layout(toGraph(scene))));
    const [before, after] = [raw, straightened(scene, raw)].map((positions) => quality(place(scene, positions)));
    expect(after!.crossings).toBeLessThanOrEqual(before!.crossings);
    expect(after!.bends).toBeLessThan(before!.bends);
  }
});

const framed = buildScene(
  design({
    groups: { outer: {}, inner: { in: 'outer' } },
    components: { a: { in: 'inner' }, b: {} },
    links: ['a -> b'],
  }),
  figures({}),
  [],
);
const tall: Positions = {
  width: 600,
  height: 924,
  nodes: [box(50, 90, 200, 100), box(350, 90, 200, 100)],
  groups: [box(10, 0, 300, 900), box(26, 46, 250, 800)],
  edges: [{ points: points([150, 190], [150, 240], [400, 240], [400, 190]), label: box(300, 230, 20, 20) }],
};

test('frames end below what is in them, and the picture below them', () => {
  const { groups, nodes, edges, height } = shrunk(framed, tall);
  // 14 below the line, which is lower than the box; the label, which stands in the outer one only, needs as much.
  expect(groups[1]).toEqual(box(26, 46, 250, 240 + 14 - 46));
  expect(groups[0]).toEqual(box(10, 0, 300, 254 + 24));
  expect(height).toBe(278 + 24);
  expect([nodes, edges]).toEqual([tall.nodes, tall.edges]);
});

test('frames that fit stay as they are', () => {
  const once = shrunk(framed, tall);
  expect(shrunk(framed, once)).toEqual(once);
});
