/** What a person does in the editor, the same in every kind of host. */
import { expect, test } from 'vitest';
import { openDesign } from './archlang.js';
import { flawedShop, placeOf } from './designs.js';
import {
  codeLens,
  goTo,
  inlayHint,
  quickInputRow,
  renameSymbol,
  runCommand,
  type Session,
  save,
  screenshot,
  squiggles,
  statusBarItem,
  tab,
  waitForProblem,
} from './workbench.js';

const main = 'import "./parts.arch"\nservice api {}\napi -> store { timeout: 1s }\nexpect store.rate.peak < 1k/s\n';
const parts = 'database store {\n  storage: 1TB\n}\n';
const ugly = 'service   api{replicas:2\ncapacity:  5/s} // why\n\n\n\nx = = broken\n';
const flawed = 'service api {}\nservice pay {}\nservice mail {}\napi -> pay\napi -> mail\n';

export const scenarioFiles = {
  'shop.arch': flawedShop,
  'new.arch': '',
  'main.arch': main,
  'parts.arch': parts,
  'ugly.arch': ugly,
  'flawed.arch': flawed,
};

/** @param host for the names of screenshots */
export function editorScenarios(session: Session, host: string): void {
  test('completion writes a component with places to fill in', async () => {
    const { page, server } = session;
    await openDesign(page, 'new.arch');
    await goTo(page, 1, 1);
    await page.keyboard.type('serv');
    const row = page.locator('.suggest-widget .monaco-list-row', { hasText: 'service' }).first();
    for (let attempt = 1; !(await row.isVisible()); attempt++) {
      await page.keyboard.press('Control+Space');
      await row.waitFor({ timeout: 5000 }).catch((error) => {
        if (attempt === 4) throw error;
      });
    }
    await page.locator('.suggest-widget .monaco-list-row.focused', { hasText: 'service' }).waitFor();
    await screenshot(page, `${host}-completion`);
    await page.keyboard.press('Enter');
    await page.keyboard.type('catalogue');
    await page.keyboard.press('Tab');
    await page.keyboard.type('5');
    await page.keyboard.press('Escape');
    await save(page);
    expect(await server.read('new.arch')).toMatch(/^service catalogue \{ replicas: 5, capacity: \S+, latency: \S+ \}$/);
  });

  test('figures stand above flows and behind components, and the busiest component in the status bar', async () => {
    const { page } = session;
    await openDesign(page, 'shop.arch');
    await codeLens(page, '208/s at peak').waitFor();
    await inlayHint(page, /208\/s/).waitFor();
    await statusBarItem(page, /Archlang\s+52\.1%/).waitFor();
    await screenshot(page, `${host}-figures`);
  });

  test('a setting changes the severity of a rule at once', async () => {
    const { page, server } = session;
    await waitForProblem(page, 'missing-timeout');
    expect(await squiggles(page, 'error').count()).toBe(0);
    await server.changeSettings({ 'archlang.rules': { 'missing-timeout': 'error' } });
    await squiggles(page, 'error').first().waitFor();
    await server.changeSettings({ 'archlang.rules': { 'missing-timeout': 'off' } });
    await squiggles(page, 'error').first().waitFor({ state: 'detached' });
    await server.changeSettings({});
    await waitForProblem(page, 'missing-timeout');
  });

  test('a rename reaches the other file', async () => {
    const { page, server } = session;
    await openDesign(page, 'main.arch');
    const { line, column } = placeOf(main, 'store {');
    await goTo(page, line, column + 1);
    await renameSymbol(page, 'ledger');
    await tab(page, 'main.arch').and(page.locator('.dirty')).waitFor();
    await runCommand(page, 'File: Save All Files');
    await expect.poll(() => server.read('parts.arch')).toBe(parts.replace('store', 'ledger'));
    await expect.poll(() => server.read('main.arch')).toBe(main.replaceAll('store', 'ledger'));
  });

  test('a file is formatted when it is saved, its broken line and its comment kept', async () => {
    const { page, server } = session;
    await server.changeSettings({ 'editor.formatOnSave': true });
    await openDesign(page, 'ugly.arch');
    await saved(session, 'ugly.arch', /^service api \{ replicas: 2\n +capacity: 5\/s \} +\/\/ why\n+x = = broken\n/);
  });

  test('all that is safe to mend is mended when a file is saved', async () => {
    const { page, server } = session;
    await server.changeSettings({ 'editor.codeActionsOnSave': { 'source.fixAll.archlang': 'explicit' } });
    await openDesign(page, 'flawed.arch');
    await waitForProblem(page, 'missing-timeout');
    await saved(session, 'flawed.arch', /api -> pay \{ timeout: .*\}\napi -> mail \{ timeout: /);
    await server.changeSettings({});
  });

  test('a first design is there at a command', async () => {
    const { page } = session;
    await runCommand(page, 'Archlang: New Design');
    await quickInputRow(page, 'Web application').click();
    await tab(page, 'Untitled-1').waitFor();
    await codeLens(page, 'at peak').waitFor();
    await statusBarItem(page, /Archlang\s+\d/).waitFor();
    expect((await squiggles(page, 'error').count()) + (await squiggles(page, 'warning').count())).toBe(0);
    await screenshot(page, `${host}-new-design`);
    await goTo(page, 1, 1);
    await page.keyboard.insertText('service unused {}\n');
    await squiggles(page, 'warning').first().waitFor();
  });
}

/** Changes the open file a little and saves it, until a setting that has just been changed had its effect. */
async function saved({ page, server }: Session, file: string, expected: RegExp): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    await goTo(page, 1, 1);
    await page.keyboard.press('Control+End');
    await page.keyboard.type('\n');
    await save(page);
    try {
      await expect.poll(() => server.read(file), { timeout: 2000 }).toMatch(expected);
      return;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}
