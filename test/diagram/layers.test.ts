import { describe, expect, it } from 'vitest';
import { layersPassed } from '../../language-server/src/diagram/layout/layers.js';

const passed = (boxes: string, edges: string): number =>
  layersPassed(
    [...boxes].map((id) => ({ id, ports: [{ id: `${id}'` }] })),
    edges.split(' ').map((edge, i) => {
      const [from, to] = edge.split('-');
      return { id: String(i), sources: [from], targets: [to] };
    }),
  );

describe('layers that edges pass', () => {
  it.each([
    ['a chain', 'abc', 'a-b b-c', 2],
    ['a way past a chain', 'abcd', 'a-b b-c c-d a-d', 6],
    ['edges at ports', 'abc', "a'-b b'-c' a-c", 4],
    ['a circle and what is behind it', 'abcd', 'a-b b-c c-b c-d', 0],
    ['an edge that leads out of the frame', 'ab', 'a-b a-p', 1],
    ['an edge back to its own box', 'ab', 'a-a a-b', 1],
  ])('%s', (_, boxes, edges, layers) => {
    expect(passed(boxes, edges)).toBe(layers);
  });

  it('grow with the square of a chain that each box leads past', () => {
    const boxes = Array.from({ length: 40 }, (_, i) => ({ id: `n${i}` }));
    const edges = boxes.slice(1).flatMap(({ id }, i) => [
      { id: `c${i}`, sources: [`n${i}`], targets: [id] },
      { id: `p${i}`, sources: ['n0'], targets: [id] },
    ]);
    expect(layersPassed(boxes, edges)).toBe(39 + (39 * 40) / 2);
  });
});
