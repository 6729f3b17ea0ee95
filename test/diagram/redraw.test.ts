import { expect, test } from 'vitest';
import { buildScene, createLayout, type LaidOutScene } from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { Redraw } from '../../language-server/src/diagram/svg/redraw.js';
import { randomDesign } from './random.js';

const layout = createLayout(createInlineEngine());

async function picture(seed: number): Promise<LaidOutScene> {
  const { model, estimates } = randomDesign(seed, 20);
  return layout.layout(buildScene(model, estimates, []));
}

const withRate = (scene: LaidOutScene, index: number, text: string): LaidOutScene => ({
  ...structuredClone(scene),
  nodes: structuredClone(scene.nodes).map((node, i) => (i === index ? { ...node, rate: { value: 1, text } } : node)),
});

test('a picture after another is the one it would be alone', async () => {
  const redraw = new Redraw();
  for (const seed of [1, 2, 1, 3]) {
    const scene = await picture(seed);
    const changed = withRate(scene, 4, '7/s');
    for (const next of [scene, changed, scene]) expect(redraw.pieces(next)).toEqual(new Redraw().pieces(next));
  }
});

test('one changed number changes one piece', async () => {
  const redraw = new Redraw();
  const scene = await picture(5);
  const before = redraw.pieces(withRate(scene, 3, '1/s'));
  const after = redraw.pieces(withRate(scene, 3, '2/s'));
  expect(after.filter((piece, i) => piece.text !== before[i].text)).toHaveLength(1);
});
