import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { format } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { buildScene, createLayout, renderSvg } from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, type Model, parseFile } from '../../language-server/src/model/index.js';

const root = resolve(import.meta.dirname, '..');
const fragments = join(root, 'grammar/fixtures/recipes');
const completions = join(root, 'estimate/recipes');
const read = (folder: string, name: string): string => readFileSync(join(folder, name), 'utf8');

/** A recipe shows a fragment; what makes it a whole design stands with the estimates. */
const designs = [
  ...readdirSync(completions).map((name) => [name, `${read(fragments, name)}\n${read(completions, name)}`] as const),
  ['the whole file', read(join(root, 'grammar/fixtures'), 'url-shortener.arch')] as const,
];

function modelOf(text: string): Model {
  return buildModel('design.arch', new Map([['design.arch', parseFile('design.arch', text)]]));
}

/** All figures by name: two designs with the same ones mean the same. */
function figuresOf(text: string): Record<string, number | undefined> {
  return Object.fromEntries(estimate(modelOf(text)).figures.map(({ name, value }) => [name, value]));
}

it('has the twelve recipes and the whole file of the language', () => {
  expect(designs.length).toBe(13);
});

describe.each(designs)('%s', (_, text) => {
  it('reads without a problem, and formatted means the same', () => {
    expect(modelOf(text).problems).toEqual([]);
    const formatted = format(text);
    expect(modelOf(formatted).problems).toEqual([]);
    expect(figuresOf(formatted)).toEqual(figuresOf(text));
    expect(format(formatted)).toBe(formatted);
  });

  it('is drawn with all its parts', async () => {
    const model = modelOf(text);
    const layout = createLayout(createInlineEngine());
    const picture = await layout.layout(buildScene(model, estimate(model), []));
    const svg = renderSvg(picture, { theme: 'light', standalone: true });
    for (const { id } of model.components) expect(svg).toContain(`data-id="${id}"`);
    expect(svg).not.toMatch(/NaN|undefined/);
  });
});
