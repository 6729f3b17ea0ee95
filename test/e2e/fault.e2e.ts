/** A design that the program cannot cope with: said once, with all that a report needs, and the work goes on. */
import { expect, test } from 'vitest';
import { openDesign } from './archlang.js';
import { flawedShop } from './designs.js';
import { codeLens, goTo, notification, packedExtension, screenshot, useWorkbench } from './workbench.js';

const fault = 'a fault of the test';

/** Whoever builds a design keeps each component under its name. */
const failsAtName = `{
  const { set } = Map.prototype;
  Map.prototype.set = function (key, value) {
    if (key === 'unbuildable') throw new Error('${fault}');
    return set.call(this, key, value);
  };
}`;

const session = useWorkbench({
  vsix: [packedExtension()],
  files: { 'shop.arch': flawedShop },
  extensionHost: 'node',
  beforeServer: failsAtName,
});

test('a build that throws is said once, its details can be copied, and the server goes on', async () => {
  const { page } = session;
  await openDesign(page, 'shop.arch');
  await codeLens(page, '208/s at peak').waitFor();

  const end = flawedShop.split('\n').length;
  const write = async (text: string): Promise<void> => {
    await goTo(page, end, 1);
    await page.keyboard.press('Shift+Control+End');
    await page.keyboard.insertText(text);
  };
  await write('service unbuildable {}\n');
  const message = notification(page, 'Archlang failed while reading the design');
  await message.waitFor();
  await screenshot(page, 'fault');
  await message.getByRole('button', { name: 'Copy Details' }).click();
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await expect
    .poll(copied)
    .toMatch(
      new RegExp(
        `^Archlang \\d+\\.\\d+\\.\\d+, VS Code \\d+\\..*, while reading the design\\n\\nError: ${fault}\\n +at .*server\\.cjs`,
      ),
    );
  await message.waitFor({ state: 'detached' });
  // What was known of the design before is still shown.
  await codeLens(page, '208/s at peak').waitFor();

  // The same fault again, and then a design that is sound: its figures come, and nothing was said a second time.
  await write('service unbuildable {}\n// the same\n');
  await write('flow visit "Visit" { from: shopper, rate: 1/user/day }\n');
  await codeLens(page, '69.4/s at peak').waitFor();
  expect(await notification(page, 'Archlang failed').count()).toBe(0);
});
