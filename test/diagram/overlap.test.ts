import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildScene, createLayout } from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { faults } from './faults.js';
import { randomDesign } from './random.js';

const layout = createLayout(createInlineEngine(), { capacity: 1 });

/** Of 200 random designs, how many overlaps there are in all. It may only fall. */
const tolerated = 0;

const examples = readdirSync('examples', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.arch'))
  .map((file) => `examples/${file}`);

test.each(examples)('nothing overlaps in %s', async (file) => {
  const model = buildModel(file, new Map([[file, parseFile(file, readFileSync(file, 'utf8'))]]));
  const estimates = estimate(model);
  for (const collapse of [[], model.groups.map(({ id }) => id)]) {
    expect(faults(await layout.layout(buildScene(model, estimates, [], { collapse })))).toEqual([]);
  }
});

test('in 200 random designs of 5 to 60 nodes at most the known overlaps are left', { timeout: 180_000 }, async () => {
  const found: string[] = [];
  for (let seed = 1; seed <= 200; seed++) {
    const { model, estimates } = randomDesign(seed, 5 + ((seed * 17) % 56));
    const scene = buildScene(model, estimates, []);
    found.push(...faults(await layout.layout(scene)).map((fault) => `seed ${seed}: ${fault}`));
  }
  expect(found.length, found.join('\n')).toBeLessThanOrEqual(tolerated);
});

test('nothing overlaps in large designs, whose frames are laid out one by one', { timeout: 180_000 }, async () => {
  const found: string[] = [];
  for (let seed = 1; seed <= 12; seed++) {
    const { model, estimates } = randomDesign(seed, 58 + seed * 4);
    const scene = buildScene(model, estimates, []);
    found.push(...faults(await layout.layout(scene)).map((fault) => `seed ${seed}: ${fault}`));
  }
  expect(found).toEqual([]);
});
