/** A picture that takes seconds to lay out must not make the editor wait. */
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { openDesign } from './archlang.js';
import { largeDesign, placeOf } from './designs.js';
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

test('a hover answers while 300 components are laid out', async () => {
  const { page } = session;
  await openDesign(page, 'large.arch');
  const { line, column } = placeOf(design, 's4 "Service 4"');
  await goTo(page, line, column);
  // The server is there when it knows where the cursor is.
  await page.locator('.breadcrumbs-control', { hasText: 's4' }).waitFor();
  await hoverTime(page, 'Service 4');
  const idle: number[] = [];
  for (let i = 0; i < 5; i++) idle.push(await hoverTime(page, 'Service 4'));

  await page.keyboard.press('Control+K');
  await page.keyboard.press('v');
  const frame = webview(page);
  const progress = frame.getByRole('progressbar');
  await progress.waitFor({ timeout: 60_000 });
  await screenshot(page, 'large-busy');
  await goTo(page, line, column);
  const busy: number[] = [];
  while ((await progress.isVisible()) && busy.length < 9) busy.push(await hoverTime(page, 'Service 4'));
  console.log(`hover at rest ${idle.join(', ')} ms; during the layout ${busy.join(', ')} ms`);

  expect(busy.length).toBeGreaterThanOrEqual(3);
  expect(median(busy)).toBeLessThan(100);
  await frame.locator('.node').first().waitFor({ timeout: 60_000 });
  expect(await frame.locator('.node').count()).toBe(300);
  await screenshot(page, 'large');
});
