/** The preview for people who hear it, walk through it by keyboard, or bear no motion, in a real editor. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { openDesign, openPreview } from './archlang.js';
import { flaws } from './axe.js';
import { packedExtension, screenshot, themeSettings, useWorkbench, webview } from './workbench.js';

const example = join(import.meta.dirname, '../../examples/platform/url-shortener/design.arch');
const design = readFileSync(example, 'utf8').replace('replicas: 18', 'replicas: 1');
const session = useWorkbench({ vsix: [packedExtension()], files: { 'links.arch': design } });

const button = (frame: FrameLocator, name: string) => frame.getByRole('button', { name, exact: true });
const overlay = (frame: FrameLocator) => frame.getByRole('combobox', { name: 'Figure on the boxes' });

test('no overlay, panel or view has a flaw that axe knows of', async () => {
  const { page, server } = session;
  await page.setViewportSize({ width: 1700, height: 1000 });
  await openDesign(page, 'links.arch');
  const frame = await openPreview(page);
  await frame.locator('.node').first().waitFor();
  await frame.locator('.figures .figure-view').first().waitFor();
  const found: Record<string, readonly string[]> = {};
  const check = async (state: string) => {
    found[state] = await flaws(frame);
  };
  for (const figure of ['utilisation', 'latency', 'availability', 'cost', 'findings', 'none']) {
    await overlay(frame).selectOption(figure);
    await page.waitForTimeout(300);
    await check(figure);
  }
  await overlay(frame).selectOption('utilisation');
  await button(frame, 'Legend').click();
  await check('legend');
  await button(frame, 'Legend').click();
  for (const kind of ['.node', '.edge', '.group']) {
    await frame.locator(`${kind}[data-id]`).first().focus();
    await page.keyboard.press(' ');
    await button(frame, 'Whole design').waitFor();
    if (kind !== '.group') await frame.locator('.details summary').first().click();
    await check(`details of ${kind}`);
    await button(frame, 'Whole design').click();
  }
  await frame.locator('.flows .row').first().click();
  await frame.locator('.hops .row').first().waitFor();
  await check('flow');
  await button(frame, 'As a sequence').click();
  await frame.locator('.sequence svg [data-id]').first().waitFor();
  await check('sequence');
  await button(frame, 'Back to the diagram').click();
  await button(frame, 'Table of all figures').click();
  await frame.locator('.table td').first().waitFor();
  await check('table');
  await button(frame, 'Table of all figures').click();
  await button(frame, 'What if').click();
  await frame.getByRole('slider', { name: 'All flows' }).press('End');
  await frame.locator('.consequences li').first().waitFor();
  await check('what if');
  await screenshot(page, 'accessibility-what-if');
  await button(frame, 'Reset').first().click();
  const search = frame.getByRole('combobox', { name: 'Search components' });
  for (const text of ['a', 'nothing is called so']) {
    await search.fill(text);
    await check(`search for ${text}`);
  }
  await search.fill('');
  await frame.getByLabel('Export', { exact: true }).click();
  await check('export');
  await page.keyboard.press('Escape');
  await button(frame, 'Details').click();
  for (const [name, theme] of [
    ['dark', themeSettings('dark')],
    ['high contrast', { 'workbench.colorTheme': 'Default High Contrast' }],
    ['high contrast, light', { 'workbench.colorTheme': 'Default High Contrast Light' }],
  ] as const) {
    await server.changeSettings(theme);
    await page.waitForTimeout(1500);
    await check(name);
  }
  expect(found).toEqual(Object.fromEntries(Object.keys(found).map((state) => [state, []])));
});

test('every box, link and frame is reached by keyboard, told in words, and seen to have the focus', async () => {
  const { page } = session;
  const frame = webview(page);
  const diagram = frame.locator('.diagram');
  const strokes = () =>
    diagram.evaluate((element) =>
      Object.fromEntries(
        [...element.querySelectorAll<SVGElement>('[data-id]')].map((thing) => {
          const { stroke } = getComputedStyle(thing.querySelector('.shape, .line, .frame')!);
          return [thing.dataset['id'], stroke];
        }),
      ),
    );
  await diagram.focus();
  await page.keyboard.press('Escape');
  const before = await strokes();
  const border = new Set<string | undefined>();
  const told: Record<string, string> = {};
  for (let i = 0; i < 200; i++) {
    await page.keyboard.press('Tab');
    const focused = frame.locator('.diagram [data-id]:focus');
    if ((await focused.count()) === 0) break;
    const id = (await focused.getAttribute('data-id'))!;
    told[id] = (await focused.getAttribute('aria-label')) ?? '';
    const stroke = (await strokes())[id];
    expect(stroke, id).not.toBe(before[id]);
    border.add(stroke);
  }
  expect(Object.keys(told).sort()).toEqual(Object.keys(before).sort());
  expect(border.size).toBe(1);
  for (const [id, label] of Object.entries(told)) expect(label, id).toMatch(/^\S.* .*\.$/);
  expect(told['api']).toMatch(/^Service Link API: 1 replica, .* Peak rate .* Utilisation .* errors?/);
});

test('keys zoom as far as they are pressed, however quickly', async () => {
  const { page } = session;
  const frame = webview(page);
  const scale = () =>
    frame
      .locator('.diagram .graph')
      .evaluate((graph) => Number(/scale\(([\d.]+)/.exec(graph.getAttribute('transform')!)![1]));
  await frame.locator('.diagram').focus();
  await page.keyboard.press('0');
  await page.waitForTimeout(500);
  const whole = await scale();
  for (let i = 0; i < 4; i++) await page.keyboard.press('+');
  await expect.poll(scale).toBeCloseTo(whole * 1.25 ** 4, 3);
  for (let i = 0; i < 2; i++) await page.keyboard.press('-');
  await expect.poll(scale).toBeCloseTo(whole * 1.25 ** 4 * 0.8 ** 2, 3);
  await page.keyboard.press('0');
  await expect.poll(scale).toBeCloseTo(whole, 3);
});

/** How many places the picture takes on its way when a key moves it. */
async function steps(frame: FrameLocator, key: string): Promise<number> {
  const graph = frame.locator('.diagram .graph');
  await graph.evaluate((element) => {
    const places = new Set<string | null>();
    new MutationObserver(() => places.add(element.getAttribute('transform'))).observe(element, { attributes: true });
    Object.assign(globalThis, { places });
  });
  await frame.locator('.diagram').press(key);
  // Longer than any movement of ours.
  await session.page.waitForTimeout(500);
  return graph.evaluate(() => (globalThis as unknown as { places: Set<string> }).places.size);
}

/** What moves by itself: the time its animations and transitions take, with a bar of progress among them. */
function movements(frame: FrameLocator): Promise<readonly string[]> {
  return frame.locator('main').evaluate((main) => {
    const bar = document.createElement('div');
    bar.className = 'progress';
    main.append(bar);
    const moving: string[] = [];
    for (const element of document.querySelectorAll('*')) {
      for (const pseudo of ['', '::before', '::after']) {
        const { animationName, animationDuration, transitionDuration, scrollBehavior } = getComputedStyle(
          element,
          pseudo,
        );
        const still =
          (animationName === 'none' || /^0s(, 0s)*$/.test(animationDuration)) && scrollBehavior !== 'smooth';
        if (!still || !/^0s(, 0s)*$/.test(transitionDuration)) moving.push(`${element.className}${pseudo}`);
      }
    }
    bar.remove();
    return moving;
  });
}

test('nothing moves by itself where people ask for that, by their system or by the editor', async () => {
  const { page, server } = session;
  const frame = webview(page);
  expect(await movements(frame)).toEqual(['progress::before']);
  expect(await steps(frame, '+')).toBeGreaterThan(1);
  expect(await steps(frame, '0')).toBeGreaterThan(1);
  const stands = async () => {
    expect(await movements(frame)).toEqual([]);
    for (const key of ['+', '-', '0']) expect(await steps(frame, key), key).toBe(1);
  };
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await stands();
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await expect.poll(() => movements(frame)).toEqual(['progress::before']);
  await server.changeSettings({ 'workbench.reduceMotion': 'on' });
  await frame.locator('body.vscode-reduce-motion').waitFor();
  await stands();
});
