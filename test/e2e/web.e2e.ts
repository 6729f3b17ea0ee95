/** The same extension without Node, in the browser's worker. */
import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { acceptPath, focusEditor, openDesign, openPreview } from './archlang.js';
import { flawedShop, placeOf } from './designs.js';
import { editorScenarios, scenarioFiles } from './scenarios.js';
import {
  packedExtension,
  quickInputRow,
  runCommand,
  screenshot,
  statusBarItem,
  useWorkbench,
  waitForProblem,
  webview,
} from './workbench.js';

const session = useWorkbench({ vsix: [packedExtension()], files: scenarioFiles, extensionHost: 'web' });

editorScenarios(session, 'web');

test('findings and the preview are there without Node', async () => {
  const { page } = session;
  await openDesign(page, 'shop.arch');
  await waitForProblem(page, /missing-timeout/);
  await openPreview(page);
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

/** Here and not beside Node: what the tests install of the editor cannot write its logs to a disk. */
test('the log is shown, the status bar keeps to the design, and the level of the log can be set', async () => {
  const { page } = session;
  await focusEditor(page);
  await runCommand(page, 'Archlang: Restart Language Server');
  await runCommand(page, 'Archlang: Show Log');
  await page.locator('.output-view').getByText('Restarting the language server.').first().waitFor();
  await statusBarItem(page, /Archlang\s+52\.1%/).waitFor();
  await screenshot(page, 'log');
  await runCommand(page, 'Developer: Set Log Level...');
  await quickInputRow(page, 'Archlang').click();
  await quickInputRow(page, 'Debug').click();
  await runCommand(page, 'Developer: Set Log Level...');
  await quickInputRow(page, 'Archlang').getByText('Debug').waitFor();
  await page.keyboard.press('Escape');
});
