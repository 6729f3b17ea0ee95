/** The whole path in a real editor: a flawed design is found out, mended, drawn, walked through and changed. */
import { readdir } from 'node:fs/promises';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { focusEditor, openDesign, openPreview } from './archlang.js';
import { flawedShop, placeOf } from './designs.js';
import {
  goTo,
  lineText,
  packedExtension,
  quickFix,
  runCommand,
  save,
  screenshot,
  showHover,
  squiggles,
  statusBarItem,
  themeSettings,
  useWorkbench,
  waitForProblem,
  webview,
} from './workbench.js';

const session = useWorkbench({ vsix: [packedExtension()], files: { 'shop.arch': flawedShop } });

const node = (frame: FrameLocator, id: string) => frame.locator(`.node[data-id="${id}"]`);

/** A text that is drawn in a component's box. */
const figure = (frame: FrameLocator, id: string, text: string | RegExp) =>
  node(frame, id).locator('text').filter({ hasText: text });

const button = (frame: FrameLocator, name: string) => frame.getByRole('button', { name, exact: true });

/** Where every box lies on the screen. */
function boxes(frame: FrameLocator): Promise<Record<string, readonly number[]>> {
  return frame.locator('.diagram').evaluate((diagram) =>
    Object.fromEntries(
      [...diagram.querySelectorAll<SVGElement>('.node, .group')].map((element) => {
        const { x, y, width, height } = element.querySelector('.shape, .frame')!.getBoundingClientRect();
        return [element.dataset['id'], [x, y, width, height].map((value) => Math.round(value * 100) / 100)];
      }),
    ),
  );
}

test('a flaw has a squiggle and a row in Problems; its fix is applied and saved', async () => {
  const { page, server } = session;
  await openDesign(page, 'shop.arch');
  await squiggles(page, 'warning').first().waitFor();
  const row = await waitForProblem(page, /missing-timeout/);
  await screenshot(page, 'shop-problems');
  const { line, column } = placeOf(flawedShop, 'checkout -> payment');
  await goTo(page, line, column);
  await quickFix(page, 'Set `timeout:');
  await row.waitFor({ state: 'detached' });
  await save(page);
  expect(await server.read('shop.arch')).toMatch(/checkout -> payment \{ timeout: \S+ \}/);
});

test('the preview opens from the editor and shows components, rates, utilisation and findings', async () => {
  const { page } = session;
  const frame = await openPreview(page);
  await node(frame, 'checkout').waitFor();
  expect(await frame.locator('.node').count()).toBe(4);
  expect(await frame.locator('.edge').count()).toBe(3);
  // 2M people, 3 orders a day, three times as many at peak.
  await figure(frame, 'checkout', '208/s').waitFor();
  await node(frame, 'payment').locator('.badge').first().waitFor();
  await figure(frame, 'payment', /^\d+%$/).waitFor();
  await screenshot(page, 'shop-preview-light');
});

test('a click on a component selects its line, and its findings stand beside the picture', async () => {
  const { page } = session;
  const frame = webview(page);
  await node(frame, 'payment').click();
  const { line } = placeOf(flawedShop, 'service payment');
  await statusBarItem(page, `Ln ${line}, `).waitFor();
  await page.locator('.monaco-editor.focused').waitFor();
  expect(await lineText(page, line)).toContain('service payment "Payment"');
  await button(frame, 'Details').click();
  const details = frame.getByRole('complementary', { name: 'Details' });
  await details.filter({ hasText: 'single-point-of-failure' }).waitFor();
  await details.locator('summary', { hasText: 'utilisation' }).first().click();
  await details.locator('.figure-view[open] .formula').first().waitFor();
  await screenshot(page, 'shop-preview-selected');
  await details.locator('.working summary:visible', { hasText: 'payment.capacity' }).first().click();
  await details.locator('.input:visible', { hasText: 'payment.replicas' }).getByTitle('Go to source').first().click();
  await statusBarItem(page, `Ln ${line}, `).waitFor();
  await button(frame, 'Details').click();
});

test('the component under the cursor is marked', async () => {
  const { page } = session;
  const frame = webview(page);
  await focusEditor(page);
  const { line, column } = placeOf(flawedShop, 'database orders');
  await goTo(page, line, column + 3);
  await frame.locator('.node[data-id="orders"][data-selected]').waitFor();
  expect(await frame.locator('.node[data-selected]').count()).toBe(1);
});

test('a changed number changes its figures and moves no box', async () => {
  const { page } = session;
  const frame = webview(page);
  await focusEditor(page);
  const { line, column } = placeOf(flawedShop, '2M, peak');
  await goTo(page, line, column);
  const before = await boxes(frame);
  await page.keyboard.press('Delete');
  await page.keyboard.type('8');
  await page.keyboard.press('Escape');
  await figure(frame, 'checkout', '833/s').waitFor();
  expect(await boxes(frame)).toEqual(before);
  expect(Object.keys(before)).toHaveLength(4);
});

test('while the text is broken the last whole picture stays', async () => {
  const { page, server } = session;
  const frame = webview(page);
  await focusEditor(page);
  await save(page);
  const whole = await server.read('shop.arch');
  const before = await boxes(frame);
  await server.write('shop.arch', whole.replace('service checkout "Checkout"', 'service "Checkout"'));
  await waitForProblem(page, 'missing-name');
  await frame.locator('.notice', { hasText: 'last whole picture' }).waitFor();
  expect(await boxes(frame)).toEqual(before);
  await screenshot(page, 'shop-broken');
  await server.write('shop.arch', whole);
  await frame.locator('.notice').waitFor({ state: 'detached' });
  expect(await boxes(frame)).toEqual(before);
});

test('the keyboard walks through the picture, moves it and goes to the source', async () => {
  const { page } = session;
  const frame = webview(page);
  await frame.locator('.diagram').focus();
  await page.keyboard.press('Escape');
  const start = await boxes(frame);
  await page.keyboard.press('+');
  await expect.poll(async () => (await boxes(frame))['checkout'][2]).toBeGreaterThan(start['checkout'][2] * 1.2);
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('0');
  await expect.poll(() => boxes(frame)).toEqual(start);
  await page.keyboard.press('Tab');
  const focused = frame.locator('.diagram [data-id]:focus');
  expect(await focused.getAttribute('data-id')).toBe('shopper');
  expect(await focused.getAttribute('aria-label')).toMatch(/^Client Shopper/);
  await page.keyboard.press('Tab');
  expect(await focused.getAttribute('aria-label')).toMatch(/^Shopper calls Checkout/);
  await page.keyboard.press('Tab');
  expect(await focused.getAttribute('data-id')).toBe('checkout');
  await page.keyboard.press('ArrowUp');
  expect(await focused.getAttribute('aria-label')).toMatch(/^Shopper calls Checkout/);
  await page.keyboard.press('ArrowUp');
  await screenshot(page, 'shop-keyboard');
  await page.keyboard.press('Enter');
  await statusBarItem(page, `Ln ${placeOf(flawedShop, 'client shopper').line}, `).waitFor();
});

test('the picture is exported as a file of its own', async () => {
  const { page, server } = session;
  await runCommand(page, 'Archlang: Export Diagram as SVG');
  const path = page.locator('.quick-input-widget input.input');
  await expect.poll(() => path.inputValue()).toMatch(/shop\.svg$/);
  await path.press('Enter');
  await expect.poll(() => readdir(server.workspace)).toContain('shop.svg');
  const svg = await server.read('shop.svg');
  expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
  expect(svg).toContain('Corner shop');
  expect(svg).not.toContain('var(--vscode');
});

test('after a restart of the language server everything answers again', async () => {
  const { page } = session;
  await focusEditor(page);
  await runCommand(page, 'Archlang: Restart Language Server');
  await statusBarItem(page, 'language server restarted').waitFor();
  await waitForProblem(page, 'single-point-of-failure');
  const { line, column } = placeOf(flawedShop, 'shopper "Shopper"');
  const hover = async () => (await showHover(page, line, column)).textContent();
  await expect.poll(hover, { timeout: 30_000 }).toContain('833/s');
  await page.keyboard.press('Escape');
  expect(await webview(page).locator('.node').count()).toBe(4);
});

test('the picture follows the theme, and is there again when the window is', async () => {
  const { page, server } = session;
  const background = () =>
    webview(page)
      .locator('body')
      .evaluate((body) => getComputedStyle(body).backgroundColor);
  const light = await background();
  await server.changeSettings(themeSettings('dark'));
  await page.locator('.monaco-workbench.vs-dark').waitFor();
  await expect.poll(background).not.toBe(light);
  await screenshot(page, 'shop-preview-dark');
  await focusEditor(page);
  await save(page);
  await page.reload();
  await page.locator('.monaco-workbench .statusbar').waitFor();
  await node(webview(page), 'checkout').waitFor();
});

test('nothing has left the machine and no rule of the page was broken', () => {
  const { blockedRequests, console } = session.workbench;
  expect(blockedRequests).toEqual([]);
  expect(console.filter((line) => /Content Security Policy/i.test(line) && /archlang/i.test(line))).toEqual([]);
});
