/** A workspace of several folders, one of them on no disk; and what the editor offers around the designs. */
import { expect, test } from 'vitest';
import { openDesign } from './archlang.js';
import { placeOf } from './designs.js';
import { packedFrom } from './extension.js';
import {
  codeLens,
  goTo,
  lineText,
  openFile,
  packedExtension,
  problems,
  quickInputRow,
  renameSymbol,
  runCommand,
  save,
  screenshot,
  squiggles,
  tab,
  treeItem,
  useWorkbench,
  waitForProblem,
} from './workbench.js';

/** Both folders name their database alike, and both calls lack a timeout. */
const shop = 'import "./goods.arch"\nservice shop {}\nshop -> store\n';
const bank = 'import "./money.arch"\nservice bank {}\nbank -> store\n';
const store = 'database store {\n  storage: 1TB\n}\n';
const configuration = (severity: string): string => JSON.stringify({ rules: { 'missing-timeout': severity } });

const session = useWorkbench({
  vsix: [packedExtension(), packedFrom('memory-files')],
  files: {
    'one/shop.arch': shop,
    'one/goods.arch': store,
    'one/archlang.json': configuration('error'),
    'two/bank.arch': bank,
    'two/money.arch': store,
    'two/archlang.json': configuration('off'),
  },
  folders: ['one', 'two', 'memory:/desk'],
  extensionHost: 'node',
});

test('each folder keeps to its own configuration, and follows when that changes', async () => {
  const { page, server } = session;
  await openDesign(page, 'bank.arch');
  await openDesign(page, 'shop.arch');
  await squiggles(page, 'error').first().waitFor();
  const ofBank = (await problems(page)).filter({ hasText: 'bank.arch' });
  expect(await ofBank.count()).toBe(0);
  await server.write('two/archlang.json', configuration('warning'));
  await ofBank.first().waitFor();
  await screenshot(page, 'folders');
  await server.write('two/archlang.json', configuration('off'));
  await ofBank.first().waitFor({ state: 'detached' });
  await squiggles(page, 'error').first().waitFor();
});

test('a rename reaches the other file of its folder and no other folder', async () => {
  const { page, server } = session;
  await openDesign(page, 'shop.arch');
  const { line, column } = placeOf(shop, 'store');
  await goTo(page, line, column + 1);
  await renameSymbol(page, 'shelf');
  await expect.poll(() => lineText(page, line)).toContain('shelf');
  await runCommand(page, 'File: Save All Files');
  await expect.poll(() => server.read('one/goods.arch')).toBe(store.replace('store', 'shelf'));
  await expect.poll(() => server.read('one/shop.arch')).toBe(shop.replace('store', 'shelf'));
  expect(await server.read('two/money.arch')).toBe(store);
});

test('what another program writes into an imported file counts at once', async () => {
  const { page, server } = session;
  await openDesign(page, 'bank.arch');
  await server.write('two/money.arch', 'database vault {}\n');
  await waitForProblem(page, /store.*unknown-name|unknown-name.*store/);
  await server.write('two/money.arch', store);
  await squiggles(page, 'error').first().waitFor({ state: 'detached' });
});

test('imports follow a file that gets another name', async () => {
  const { page, server } = session;
  await openFile(page, 'money.arch');
  await runCommand(page, 'File: Reveal Active File in Explorer View');
  await treeItem(page, 'money.arch').and(page.locator('.focused')).waitFor();
  await page.keyboard.press('F2');
  const box = page.locator('.explorer-item-edited input');
  await box.fill('vault.arch');
  await box.press('Enter');
  await page.locator('.monaco-dialog-box').getByRole('button', { name: 'OK' }).click();
  await tab(page, 'vault.arch').waitFor();
  await tab(page, 'bank.arch').and(page.locator('.dirty')).click();
  await save(page);
  await expect.poll(() => server.read('two/bank.arch')).toBe(bank.replace('money', 'vault'));
  expect(await squiggles(page, 'error').count()).toBe(0);
});

test('a folder that is on no disk and cannot be searched is a workspace like any other', async () => {
  const { page } = session;
  await runCommand(page, 'File: Focus on Files Explorer');
  for (const folder of ['desk', 'parts']) {
    if ((await treeItem(page, folder).getAttribute('aria-expanded')) === 'false') await treeItem(page, folder).click();
  }
  await treeItem(page, 'till.arch').dblclick();
  await tab(page, 'till.arch').waitFor();
  // It is looked at inside the design that imports it, though nobody has opened that.
  await waitForProblem(page, 'kiosk -> till');
  expect(await squiggles(page, 'error').count()).toBe(0);
  await treeItem(page, 'kiosk.arch').dblclick();
  await tab(page, 'kiosk.arch').waitFor();
  await goTo(page, 3, 12);
  await renameSymbol(page, 'drawer');
  await expect.poll(() => lineText(page, 3)).toContain('kiosk -> drawer');
  await runCommand(page, 'File: Save All Files');
  await tab(page, 'till.arch').click();
  await expect.poll(() => lineText(page, 1)).toContain('database drawer');
  await screenshot(page, 'no-disk');
});

test('the walkthrough leads to a first design', async () => {
  const { page } = session;
  await runCommand(page, 'Welcome: Open Walkthrough...');
  await quickInputRow(page, 'Your first system design').click();
  const page_ = page.locator('.gettingStartedContainer');
  await page_.getByText('Write a first design').first().waitFor();
  await screenshot(page, 'walkthrough');
  await page_.getByRole('button', { name: 'New Design' }).click();
  await quickInputRow(page, 'Web application').click();
  await tab(page, 'Untitled-1').waitFor();
  await codeLens(page, 'at peak').waitFor();
});
