/** A folder that nobody has vouched for: everything that only reads works there. */
import { expect, test } from 'vitest';
import { openDesign, openPreview } from './archlang.js';
import { flawedShop, placeOf } from './designs.js';
import {
  notification,
  packedExtension,
  screenshot,
  showHover,
  statusBarItem,
  useWorkbench,
  waitForProblem,
  webview,
} from './workbench.js';

const session = useWorkbench({ vsix: [packedExtension()], files: { 'shop.arch': flawedShop }, trusts: false });

test('findings, figures and the preview are there in restricted mode', async () => {
  const { page } = session;
  await statusBarItem(page, 'Restricted Mode').waitFor();
  await openDesign(page, 'shop.arch');
  await waitForProblem(page, /missing-timeout/);
  const { line, column } = placeOf(flawedShop, 'checkout "Checkout"');
  const hover = await showHover(page, line, column);
  await hover.getByText('utilisation').first().waitFor();
  await page.keyboard.press('Escape');
  await openPreview(page);
  await webview(page).locator('.node[data-id="payment"]').waitFor();
  expect(await notification(page, 'Archlang').count()).toBe(0);
  await screenshot(page, 'untrusted');
});
