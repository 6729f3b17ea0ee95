/** What a person does with the picture in a real editor: turn, take away, look into, collapse, search, list and export. */
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { expect, test } from 'vitest';
import { acceptPath, focusEditor, openDesign, openPreview } from './archlang.js';
import {
  packedExtension,
  runCommand,
  screenshot,
  statusBarItem,
  themeSettings,
  useWorkbench,
  webview,
} from './workbench.js';

const design = `system "Shop <script>alert(1)</script>" { maturity: design }
param people = 1M in 100k..10M "People"

client web "Web" { users: people, peak: 3x, rtt: 20ms }
flow look "Look at goods" { from: web, rate: 20/user/day, op: read, slo { latency.p99: 300ms } }

region eu {
  group "Front" {
    lb front "Balancer" { engine: aws-alb }
    service api "API" { replicas: 6, zones: [a, b], capacity: 200/s, latency: 5ms, latency.p99: 20ms }
  }
  group "Data" {
    cache hot "Cache" { engine: redis, replicas: 2, zones: [a, b], hit-ratio: 90%, ttl: 1h }
    database goods "Goods" { engine: postgres, replicas: 2, zones: [a, b] }
  }
}
web -> front -> api { timeout: 2s }
api -> hot { timeout: 50ms }
hot -> goods
`;

const session = useWorkbench({ vsix: [packedExtension()], files: { 'shop.arch': design } });

const node = (frame: FrameLocator, id: string) => frame.locator(`.diagram .node[data-id="${id}"]`);
const texts = (frame: FrameLocator, id: string) => node(frame, id).locator('text');
const button = (frame: FrameLocator, name: string) => frame.getByRole('button', { name, exact: true });

/** Turns a slider to the value that is shown as this. */
async function turn(frame: FrameLocator, label: string, key: string, until: string): Promise<void> {
  const slider = frame.getByRole('slider', { name: label });
  await slider.focus();
  for (let i = 0; (await slider.getAttribute('aria-valuetext')) !== until; i++) {
    if (i === 100) throw new Error(`${label} cannot be turned to ${until}.`);
    await slider.press(key);
  }
}

/** Where every box lies in the picture. */
function places(frame: FrameLocator): Promise<readonly (string | null)[]> {
  return frame
    .locator('.diagram')
    .evaluate((diagram) => [...diagram.querySelectorAll('.node')].map((each) => each.getAttribute('transform')));
}

test('a slider changes the figures and leaves boxes and file alone', async () => {
  const { page, server } = session;
  await page.setViewportSize({ width: 1700, height: 1000 });
  await openDesign(page, 'shop.arch');
  const frame = await openPreview(page);
  await texts(frame, 'api').filter({ hasText: '694/s' }).waitFor();
  const before = await places(frame);
  await button(frame, 'What if').click();
  await turn(frame, 'All flows', 'ArrowRight', '2x');
  await texts(frame, 'api').filter({ hasText: '1.39k/s' }).waitFor();
  await frame.locator('.banner', { hasText: 'What if: load 2x' }).waitFor();
  await frame.locator('.banner', { hasText: 'Breaks first: look.latency.p99' }).waitFor();
  await frame.locator('.consequences', { hasText: 'api is saturated' }).waitFor();
  await screenshot(page, 'what-if-load');
  expect(await places(frame)).toEqual(before);
  expect(await server.read('shop.arch')).toBe(design);
  await page.locator('.tab.dirty').waitFor({ state: 'detached' });
  await button(frame, 'Reset').first().click();
  await texts(frame, 'api').filter({ hasText: '694/s' }).waitFor();
});

test('a value is written into the file when that is asked for', async () => {
  const { page } = session;
  const frame = webview(page);
  await turn(frame, 'People', 'End', '10M');
  await texts(frame, 'api').filter({ hasText: '6.94k/s' }).waitFor();
  await button(frame, 'Write 10M into the file').click();
  await page.locator('.view-line', { hasText: 'param people = 10M in 100k..10M' }).waitFor();
  await frame.locator('.banner').waitFor({ state: 'detached' });
  await focusEditor(page);
  await page.keyboard.press('Control+Z');
  await texts(frame, 'api').filter({ hasText: '694/s' }).waitFor();
});

test('a lost zone turns a component red and names what breaks', async () => {
  const { page } = session;
  const frame = webview(page);
  const before = await places(frame);
  await frame.getByRole('checkbox', { name: /zone a of eu/ }).check();
  await node(frame, 'api').locator('.level-saturated, [class*="saturated"]').first().waitFor();
  await frame.locator('.consequences', { hasText: 'api is saturated' }).waitFor();
  await screenshot(page, 'what-if-zone');
  expect(await places(frame)).toEqual(before);
  await frame.getByRole('checkbox', { name: /zone a of eu/ }).uncheck();
  await frame.locator('.banner').waitFor({ state: 'detached' });
});

test('a component is taken away from its details, and given back', async () => {
  const { page } = session;
  const frame = webview(page);
  await node(frame, 'hot').click();
  await button(frame, 'Details').click();
  await button(frame, 'Take it away').click();
  await frame.locator('.node[data-id="hot"][data-gone] .cross').waitFor();
  await texts(frame, 'goods').filter({ hasText: '694/s' }).waitFor();
  await screenshot(page, 'what-if-component');
  await button(frame, 'Give it back').click();
  await frame.locator('.banner').waitFor({ state: 'detached' });
  await texts(frame, 'goods').filter({ hasText: '69.4/s' }).waitFor();
});

test('a fix is applied from the details', async () => {
  const { page } = session;
  const frame = webview(page);
  await frame
    .locator('.edge-label[data-edge="hot->goods"], .edge[data-id="hot->goods"]')
    .first()
    .click({ force: true });
  const fix = frame.locator('.findings .action', { hasText: 'Set timeout:' }).first();
  await fix.click();
  await page.locator('.view-line', { hasText: 'hot -> goods { timeout:' }).waitFor();
  await fix.waitFor({ state: 'detached' });
});

test('a flow is shown with its latency budget, hop by hop', async () => {
  const { page } = session;
  const frame = webview(page);
  await button(frame, 'Whole design').click();
  await frame.locator('.flows .row', { hasText: 'Look at goods' }).click();
  await frame.locator('.hops .row', { hasText: 'API' }).waitFor();
  expect(await frame.locator('.hop-bar .part').count()).toBeGreaterThan(2);
  await screenshot(page, 'flow-budget');
  await button(frame, 'As a sequence').click();
  const call = frame.locator('.sequence svg [data-id="api->hot"]');
  await call.waitFor();
  const width = async () => (await call.boundingBox())!.width;
  const before = await width();
  await button(frame, 'Zoom in (+)').click();
  await expect.poll(width).toBeGreaterThan(before * 1.1);
  await frame.locator('.sequence-drawing').focus();
  await page.keyboard.press('0');
  await expect.poll(width).toBeLessThan(before * 1.05);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  expect(await frame.locator('.sequence [data-id]:focus').getAttribute('data-id')).toBe('front');
  expect(await node(frame, 'api').isVisible()).toBe(false);
  await screenshot(page, 'flow-sequence');
  await button(frame, 'Back to the diagram').click();
  await frame.locator('.sequence').waitFor({ state: 'detached' });
  expect(await node(frame, 'api').isVisible()).toBe(true);
  await frame.locator('.flows .row', { hasText: 'Look at goods' }).click();
});

test('groups collapse and expand, and search finds what is hidden', async () => {
  const { page } = session;
  const frame = webview(page);
  await button(frame, 'Collapse all groups').click();
  await node(frame, 'api').waitFor({ state: 'detached' });
  await screenshot(page, 'collapsed');
  const search = frame.getByRole('combobox', { name: 'Search components' });
  await search.fill('goods');
  await search.press('Enter');
  await frame.locator('.node[data-id="goods"][data-selected]').waitFor();
  await button(frame, 'Show only what it is linked to').click();
  await expect.poll(() => frame.locator('.node').count()).toBe(2);
  await frame.locator('.banner', { hasText: 'Only what is linked to Goods' }).getByRole('button').click();
  await button(frame, 'Expand all groups').or(button(frame, 'Collapse all groups')).first().waitFor();
  await expect.poll(() => frame.locator('.node').count()).toBeGreaterThan(2);
  if (await button(frame, 'Expand all groups').isVisible()) await button(frame, 'Expand all groups').click();
  await node(frame, 'api').waitFor();
});

test('all figures stand in a table that is filtered, sorted and copied', async () => {
  const { page } = session;
  const frame = webview(page);
  await button(frame, 'Table of all figures').click();
  await frame.getByRole('searchbox', { name: 'Filter figures' }).fill('api rate.peak');
  await frame.locator('.table td', { hasText: '694/s' }).first().waitFor();
  await button(frame, 'Value').click();
  await screenshot(page, 'table');
  await button(frame, 'Copy as CSV').click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('api,rate.peak,694.4');
  await button(frame, 'Table of all figures').click();
});

/** Waits until a file is there with all that is in it: it exists a moment before. */
async function written(name: string): Promise<void> {
  const size = () =>
    stat(join(session.server.workspace, name)).then(
      (file) => file.size,
      () => 0,
    );
  await expect.poll(size).toBeGreaterThan(0);
}

test('the picture is saved as SVG and PNG', async () => {
  const { page, server } = session;
  const frame = webview(page);
  const save = async (label: string) => {
    await frame.getByLabel('Export', { exact: true }).click();
    await button(frame, label).click();
  };
  await save('Save as SVG…');
  await acceptPath(page, /shop\.svg$/);
  await written('shop.svg');
  await save('Save as PNG, 2x…');
  await acceptPath(page, /shop\.png$/);
  await written('shop.png');
  const svg = await server.read('shop.svg');
  expect(svg).toContain('&lt;script&gt;');
  expect(svg).not.toContain('<script');
  const png = await readFile(join(server.workspace, 'shop.png'));
  expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
  const width = Number(/<svg [^>]*width="([\d.]+)"/.exec(svg)![1]);
  expect(png.readUInt32BE(16)).toBe(Math.round(2 * Math.ceil(width)) || Math.round(2 * width));
});

test('the picture is copied as SVG and PNG', async () => {
  const { page } = session;
  const frame = webview(page);
  const copy = async (label: string) => {
    await frame.getByLabel('Export', { exact: true }).click();
    await button(frame, label).click();
  };
  await copy('Copy as SVG');
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toMatch(/^<svg .*<\/svg>$/s);
  await copy('Copy as PNG');
  const kinds = () => page.evaluate(async () => (await navigator.clipboard.read()).flatMap(({ types }) => types));
  await expect.poll(kinds).toEqual(['image/png']);
});

test('the minimap shows what is in sight, and a press on it goes there', async () => {
  const { page } = session;
  const frame = webview(page);
  const minimap = frame.locator('.minimap');
  // What the editor says of the files just saved lies over it for a while.
  await runCommand(page, 'Notifications: Clear All Notifications');
  await frame.locator('.diagram').focus();
  await frame.locator('.diagram').press('0');
  await minimap.waitFor({ state: 'hidden' });
  for (let i = 0; i < 6; i++) await frame.locator('.diagram').press('+', { delay: 200 });
  await minimap.waitFor();
  const sight = () => minimap.locator('.sight').getAttribute('y').then(Number);
  const { width, height } = (await minimap.boundingBox())!;
  await minimap.click({ position: { x: width / 2, y: height - 4 } });
  const below = await sight();
  await minimap.click({ position: { x: width / 2, y: 4 } });
  expect(await sight()).toBeLessThan(below);
  await frame.locator('.diagram').press('0');
  await minimap.waitFor({ state: 'hidden' });
});

test('the report holds the picture as it would be, and asks for nothing', async () => {
  const { page, server, workbench } = session;
  const frame = webview(page);
  await button(frame, 'What if').click();
  await turn(frame, 'All flows', 'End', '10x');
  await frame.locator('.banner.different', { hasText: 'load 10x' }).waitFor();
  await frame.getByLabel('Export', { exact: true }).click();
  await button(frame, 'Save report as HTML…').click();
  await acceptPath(page, /shop\.html$/);
  await written('shop.html');
  await frame.locator('.banner.different').getByRole('button', { name: 'Reset' }).click();
  await button(frame, 'What if').click();
  const html = await server.read('shop.html');
  expect(html).not.toContain('<script');
  const report = await workbench.page.context().browser()!.newPage();
  const trouble: string[] = [];
  report.on('console', (message) => trouble.push(message.text()));
  report.on('request', (request) => trouble.push(request.url()));
  await report.setContent(html);
  await report.getByText('What if: load 10x').waitFor();
  expect(await report.locator('#picture .node').count()).toBe(await frame.locator('.node').count());
  await report
    .getByRole('row', { name: /^rate\.peak 6\.94k\/s/ })
    .first()
    .waitFor();
  await screenshot(report, 'report');
  await report.close();
  expect(trouble).toEqual([]);
});

test('overlays, dark and high contrast', async () => {
  const { page, server } = session;
  const frame = webview(page);
  await frame.getByRole('combobox', { name: 'Figure on the boxes' }).selectOption('latency');
  await texts(frame, 'api').filter({ hasText: /ms$/ }).first().waitFor();
  await button(frame, 'What if').click();
  await server.changeSettings(themeSettings('dark'));
  await page.locator('.monaco-workbench.vs-dark').waitFor();
  await screenshot(page, 'preview-dark');
  await server.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
  await page.locator('.monaco-workbench.hc-black').waitFor();
  await screenshot(page, 'preview-high-contrast');
  await statusBarItem(page, 'Archlang').waitFor();
});

test('no rule of the page was broken', () => {
  const { blockedRequests, console } = session.workbench;
  expect(blockedRequests).toEqual([]);
  expect(console.filter((line) => /Content Security Policy/i.test(line) && /archlang/i.test(line))).toEqual([]);
});
