/** A picture that takes seconds to lay out must not make the editor wait. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openDesign } from './archlang.js';
import { largeDesign, placeOf } from './designs.js';
import { startLanguageServer } from './language-server.js';
import { goTo, packedExtension, screenshot, useWorkbench, webview } from './workbench.js';

const design = largeDesign(300);
const session = useWorkbench({ vsix: [packedExtension()], files: { 'large.arch': design } });

/** From the key to the hover's text on the screen, in ms, as the page's own clock has it. */
async function hoverTime(page: Page, text: string): Promise<number> {
  await page.evaluate((wanted) => {
    const state = window as unknown as { hoverTime?: Promise<number> };
    state.hoverTime = new Promise((resolve) => {
      let pressed: number | undefined;
      const onKey = (event: KeyboardEvent) => {
        if (event.ctrlKey && event.code === 'KeyI') pressed = performance.now();
      };
      const observer = new MutationObserver(() => {
        const hovers = [...document.querySelectorAll('.monaco-resizable-hover')];
        const shown = hovers.some((hover) => hover.checkVisibility() && hover.textContent?.includes(wanted));
        if (pressed === undefined || !shown) return;
        observer.disconnect();
        window.removeEventListener('keydown', onKey, true);
        resolve(performance.now() - pressed);
      });
      window.addEventListener('keydown', onKey, true);
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }, text);
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  const time = await page.evaluate(() => (window as unknown as { hoverTime: Promise<number> }).hoverTime);
  await page.keyboard.press('Escape');
  return Math.round(time);
}

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1]!;

test('hovers are answered while 300 components are laid out', async ({ onTestFinished }) => {
  const { page } = session;
  const { line, column } = placeOf(design, 's4 "Service 4"');
  const server = await startLanguageServer(design);
  onTestFinished(() => server.stop());
  await openDesign(page, 'large.arch');
  await goTo(page, line, column);
  // The server is there when it knows where the cursor is.
  await page.locator('.breadcrumbs-control', { hasText: 's4' }).waitFor();
  await hoverTime(page, 'Service 4');
  const atRest: number[] = [];
  for (let i = 0; i < 5; i++) atRest.push(await hoverTime(page, 'Service 4'));

  await page.keyboard.press('Control+K');
  await page.keyboard.press('v');
  const frame = webview(page);
  const progress = frame.getByRole('progressbar');
  // A large design starts as an overview; all of it takes long.
  await frame.locator('.node').first().waitFor({ timeout: 60_000 });
  await frame.getByRole('button', { name: 'Expand all groups' }).click();
  await progress.waitFor({ timeout: 60_000 });
  // Back to the text, where the cursor still stands.
  await page.keyboard.press('Control+1');
  const answered: number[] = [];
  const shown: number[] = [];
  while ((await progress.isVisible()) && shown.length < 9) {
    answered.push(await server.hoverTime(line, column));
    shown.push(await hoverTime(page, 'Service 4'));
  }
  await screenshot(page, 'large-busy');
  console.log(
    `hovers during the layout: answered in ${answered.join(', ')} ms, shown in ${shown.join(', ')} ms; ` +
      `at rest shown in ${atRest.join(', ')} ms`,
  );
  expect(shown.length).toBeGreaterThanOrEqual(3);
  expect(median(answered)).toBeLessThan(100);
  // Drawing the hover shares two cores with the layout; nobody waits for the layout to end.
  expect(median(shown)).toBeLessThan(500);

  await progress.waitFor({ state: 'hidden', timeout: 60_000 });
  expect(await frame.locator('.node').count()).toBe(300);
  await screenshot(page, 'large');
});
