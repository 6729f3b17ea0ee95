/** The same extension without Node, in the browser's worker. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { acceptPath, openDesign, previewButton } from './archlang.js';
import { flawedShop, placeOf } from './designs.js';
import { editorScenarios, scenarioFiles } from './scenarios.js';
import { packedExtension, screenshot, statusBarItem, useWorkbench, waitForProblem, webview } from './workbench.js';

const session = useWorkbench({ vsix: [packedExtension()], files: scenarioFiles, extensionHost: 'web' });

editorScenarios(session, 'web');

test('findings and the preview are there without Node', async () => {
  const { page } = session;
  await openDesign(page, 'shop.arch');
  await waitForProblem(page, /missing-timeout/);
  await previewButton(page).click();
  const payment = webview(page).locator('.node[data-id="payment"]');
  await payment.waitFor();
  await screenshot(page, 'web');
  await payment.click();
  await statusBarItem(page, `Ln ${placeOf(flawedShop, 'service payment').line}, `).waitFor();
  expect(session.workbench.blockedRequests).toEqual([]);
});

test('the report is written without Node', async () => {
  const { page, server } = session;
  const frame = webview(page);
  await frame.getByLabel('Export', { exact: true }).click();
  await frame.getByRole('button', { name: 'Save report as HTML…' }).click();
  await acceptPath(page, /shop\.html$/);
  await expect.poll(() => readdir(server.workspace)).toContain('shop.html');
  const html = await server.read('shop.html');
  expect(html.match(/sha256-[\w+/]{43}=/g)).toHaveLength(2);
  expect(html.includes('missing-timeout')).toBe(true);
});
