import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildScene, createLayout, type Scene } from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { type Quality, quality } from './quality.js';
import { randomDesign } from './random.js';

const layout = createLayout(createInlineEngine(), { capacity: 1 });

async function perEdge(scenes: readonly Scene[]): Promise<Quality> {
  const sum = { crossings: 0, length: 0, detour: 0, bends: 0, upwards: 0, area: 0 };
  for (const scene of scenes) {
    const found = quality(await layout.layout(scene));
    for (const key of Object.keys(sum) as (keyof Quality)[]) sum[key] += found[key];
  }
  const edges = scenes.reduce((count, scene) => count + scene.edges.length, 0);
  for (const key of Object.keys(sum) as (keyof Quality)[]) sum[key] /= edges;
  return sum;
}

function sceneOf(file: string): Scene {
  const model = buildModel(file, new Map([[file, parseFile(file, readFileSync(file, 'utf8'))]]));
  return buildScene(model, estimate(model), []);
}

/* What is reached today, with a little room for examples that are added. It may only fall. */

test('lines of the examples are short and cross seldom', async () => {
  const files = readdirSync('examples', { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.arch'));
  const { crossings, detour, bends } = await perEdge(files.map((file) => sceneOf(`examples/${file}`)));
  expect(crossings).toBeLessThan(0.06);
  expect(detour).toBeLessThan(56);
  expect(bends).toBeLessThan(0.9);
});

test('lines of random designs make few detours around frames', async () => {
  const scenes = Array.from({ length: 24 }, (_, i) => {
    const { model, estimates } = randomDesign(i + 1, 5 + (((i + 1) * 17) % 56));
    return buildScene(model, estimates, []);
  });
  const { crossings, detour } = await perEdge(scenes);
  expect(crossings).toBeLessThan(0.75);
  expect(detour).toBeLessThan(190);
});
