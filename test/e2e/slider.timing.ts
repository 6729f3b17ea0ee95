/** How soon figures follow a slider in a real editor, `npm run bench:editor`: printed, and held against nothing, as machines differ. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FrameLocator } from 'playwright-core';
import { test } from 'vitest';
import { groupedDesign } from '../bench/designs.js';
import { median } from '../bench/measure.js';
import { openDesign, openPreview } from './archlang.js';
import { packedExtension, useWorkbench } from './workbench.js';

const examples = [
  'platform/url-shortener',
  'messaging/chat',
  'commerce/orders',
  'feeds/news-feed',
  'media/video-upload',
].map((name) => {
  const text = readFileSync(join(import.meta.dirname, '../../examples', name, 'design.arch'), 'utf8');
  return [`${name.replace('/', '-')}.arch`, text] as const;
});
const files = Object.fromEntries([...examples, ['grouped-100.arch', groupedDesign(100)]]);
const session = useWorkbench({ vsix: [packedExtension()], files });

/** From the input event of the slider of all flows to the changed figures in the page, in ms, as the page's own clock has it. */
function turns(frame: FrameLocator, times: number): Promise<readonly number[]> {
  return frame
    .locator('.what-if input')
    .first()
    .evaluate(async (element, count) => {
      const slider = element as HTMLInputElement;
      const graph = document.querySelector('.diagram .graph')!;
      const taken: number[] = [];
      for (let turn = 0; turn < count; turn++) {
        await new Promise((resolve) => setTimeout(resolve, 300));
        const drawn = new Promise<number>((resolve) => {
          const observer = new MutationObserver(() => {
            observer.disconnect();
            resolve(performance.now());
          });
          observer.observe(graph, { subtree: true, childList: true, characterData: true });
        });
        slider.value = String(Number(slider.value) + (turn % 2 === 0 ? 1 : -1) * (1 + (turn % 3)));
        const start = performance.now();
        slider.dispatchEvent(new Event('input', { bubbles: true }));
        taken.push((await drawn) - start);
      }
      return taken;
    }, times);
}

test.each(Object.keys(files))('%s', async (name) => {
  const { page } = session;
  await page.setViewportSize({ width: 1700, height: 1000 });
  await openDesign(page, name);
  const frame = await openPreview(page);
  await frame.locator('.node').first().waitFor();
  await frame.getByRole('button', { name: 'What if', exact: true }).click();
  await turns(frame, 10);
  const taken = await turns(frame, 30);
  const sorted = [...taken].sort((a, b) => a - b);
  console.log(
    `${name.padEnd(30)} input to figures: median ${median(taken).toFixed(0)} ms, nine in ten within ${sorted[26]!.toFixed(0)} ms`,
  );
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+W');
  await page.locator('iframe.webview').first().waitFor({ state: 'detached' });
});
