/** Pictures of the editor for the pages that show it, `npm run screenshots`: looked at by people before they are committed. */
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { test } from 'vitest';
import { openDesign, previewButton } from './archlang.js';
import { goTo, packedExtension, themeSettings, useWorkbench, webview } from './workbench.js';

const root = resolve(import.meta.dirname, '../..');
const session = useWorkbench({
  vsix: [packedExtension()],
  workspace: join(root, 'examples/platform/url-shortener'),
  theme: 'dark',
  settings: { 'editor.fontSize': 12, 'workbench.activityBar.location': 'hidden', 'breadcrumbs.enabled': false },
});

async function take(page: Page, name: string): Promise<void> {
  const folder = join(root, 'docs/images');
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`) });
}

test('a design with its picture, in both themes', async () => {
  const { page, server } = session;
  await page.keyboard.press('Control+B');
  await openDesign(page, 'design.arch');
  await goTo(page, 40, 1);
  await previewButton(page).click();
  await webview(page).locator('.node').first().waitFor();
  await page.waitForTimeout(1500);
  await take(page, 'editor-dark');
  await server.changeSettings(themeSettings('light'));
  await page.locator('.monaco-workbench.vs').waitFor();
  await page.waitForTimeout(1000);
  await take(page, 'editor-light');
});
