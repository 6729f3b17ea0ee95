/** A picture that was patched is the one that would be drawn anew, in a real browser. */
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildScene, createLayout, type LaidOutScene } from '../../language-server/src/diagram/index.js';
import { createInlineEngine } from '../../language-server/src/diagram/layout/engine-inline.js';
import { estimate } from '../../language-server/src/estimate/estimate.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { launchBrowser } from './browser.js';

const layout = createLayout(createInlineEngine());

function picture(text: string, collapse: readonly string[] = []): Promise<LaidOutScene> {
  const model = buildModel('x.arch', new Map([['x.arch', parseFile('x.arch', text)]]));
  return layout.layout(buildScene(model, estimate(model), [], { collapse }));
}

const design = (load: string, more = '', api = 'API') => `system "Shop" { maturity: sketch }
client web { users: ${load} }
flow look { from: web, rate: 10/user/day, op: read }
group "Front" { service api "${api}" { replicas: 3, capacity: 1k/s } }
group "Data" { database goods { engine: postgres } }
web -> api -> goods
${more}`;

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

it('numbers, titles, boxes and groups change into what they would be alone', async () => {
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, '../../extension/src/webview/svg-patch.ts')],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'patching',
    conditions: ['source'],
  });
  const pictures = [
    await picture(design('1M')),
    await picture(design('20M')),
    await picture(design('2k', 'cache hot { engine: redis }\napi -> hot')),
    await picture(design('1M', '', ']]> <script>alert(1)</script> & \u202e')),
    await picture(design('1M'), ['Data']),
    await picture('client web { }'),
    await picture(design('0')),
  ];
  const page = await browser.newPage();
  await page.addScriptTag({ content: outputFiles[0]!.text });
  const same = await page.evaluate((scenes) => {
    const { patching } = globalThis as unknown as {
      patching: typeof import('../../extension/src/webview/svg-patch.js');
    };
    const patched = new patching.SvgPatch();
    return scenes.map((scene) => {
      patched.draw(scene);
      const anew = new patching.SvgPatch();
      anew.draw(scene);
      return anew.graph.childElementCount > 0 && patched.graph.isEqualNode(anew.graph);
    });
  }, pictures);
  expect(same).toEqual(pictures.map(() => true));
});
