/** Pictures of the editor for the pages that show it, `npm run screenshots`: looked at by people before they are committed. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { focusEditor, openDesign, openPreview } from './archlang.js';
import { placeOf } from './designs.js';
import { goTo, packedExtension, themeSettings, useWorkbench } from './workbench.js';

const root = resolve(import.meta.dirname, '../..');
const session = useWorkbench({
  vsix: [packedExtension()],
  workspace: join(root, 'examples/platform/url-shortener'),
  theme: 'dark',
  density: 2,
  settings: { 'editor.fontSize': 12, 'workbench.activityBar.location': 'hidden', 'breadcrumbs.enabled': false },
});

async function take(page: Page, name: string): Promise<void> {
  const folder = join(root, 'docs/images');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test('a design with its picture, in both themes', async () => {
  const { page, server } = session;
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.keyboard.press('Control+B');
  await openDesign(page, 'design.arch');
  const { line, column } = placeOf(await server.read('design.arch'), 'service api');
  await goTo(page, line, column);
  const frame = await openPreview(page);
  await frame.locator('.node').first().waitFor();
  await frame.locator('.findings .action').waitFor();
  // The picture takes the larger part, and as much of it is shown as can be read.
  const { x, y } = (await page.locator('iframe.webview.ready').boundingBox())!;
  await page.mouse.move(x, y + 300);
  await page.mouse.down();
  await page.mouse.move(x - 150, y + 300, { steps: 5 });
  await page.mouse.up();
  await page.mouse.move(0, 0);
  await page.waitForTimeout(1000);
  await frame.locator('.diagram').focus();
  await frame.locator('.diagram').press('0');
  for (let i = 0; i < 2; i++) await frame.locator('.diagram').press('+', { delay: 300 });
  await focusEditor(page);
  await page.waitForTimeout(1500);
  await take(page, 'editor-dark');
  await server.changeSettings(themeSettings('light'));
  await page.locator('.monaco-workbench.vs').waitFor();
  await page.waitForTimeout(1000);
  await take(page, 'editor-light');
});
