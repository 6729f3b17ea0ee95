/** The same extension without Node, in the browser's worker. */
import { expect, test } from 'vitest';
import { openDesign, previewButton } from './archlang.js';
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
