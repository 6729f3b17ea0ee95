import { basename } from 'node:path';
import type { FrameLocator, Locator, Page } from 'playwright-core';

/** Presses `key` until the quick input shows. */
async function openQuickInput(page: Page, key: string): Promise<Locator> {
  const box = page.locator('.quick-input-widget input.input');
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press(key);
    try {
      await box.waitFor({ timeout: 3000 });
      return box;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
}

/** A row of the quick input by a part of its text. */
export const quickInputRow = (page: Page, text: string) =>
  page.locator('.quick-input-list .monaco-list-row', { hasText: text }).first();

/** The tab of an open file or preview, by the start of its label. */
export const tab = (page: Page, label: string): Locator => page.locator(`.tab[data-resource-name^="${label}"]`).first();

/** Opens a workspace file by Quick Open and waits for its tab. */
export async function openFile(page: Page, name: string): Promise<void> {
  const box = await openQuickInput(page, 'Control+P');
  const row = quickInputRow(page, basename(name));
  // Of an editor that has just started it finds nothing, and does not look again by itself.
  for (let attempt = 1; !(await row.isVisible()); attempt++) {
    await box.fill('');
    await box.fill(name);
    await row.waitFor({ timeout: 5000 }).catch((error) => {
      if (attempt === 5) throw error;
    });
  }
  await row.click();
  await tab(page, basename(name)).waitFor();
}

/** Runs a command from the Command Palette by its visible title, such as `View: Split Editor`. */
export async function runCommand(page: Page, title: string): Promise<void> {
  const box = await openQuickInput(page, 'F1');
  await box.fill(`>${title}`);
  await quickInputRow(page, title).click();
}

/** Puts the cursor there (both count from 1) and the focus into the editor. */
export async function goTo(page: Page, line: number, column: number): Promise<void> {
  const box = await openQuickInput(page, 'Control+G');
  await box.fill(`:${line}:${column}`);
  await quickInputRow(page, `line ${line}`).waitFor();
  await page.keyboard.press('Enter');
  // Waiting for both keeps the next key from racing the jump.
  await statusBarItem(page, `Ln ${line}, Col ${column}`).waitFor();
  await page.locator('.monaco-editor.focused').waitFor();
}

/** Saves the active editor and waits until it is no longer marked as changed. */
export async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+S');
  await page.locator('.tab.active.dirty').waitFor({ state: 'detached' });
}

/** An item of the status bar by a part of its text. */
export const statusBarItem = (page: Page, text: string | RegExp): Locator =>
  page.locator('.statusbar .statusbar-item', { hasText: text }).first();

/** The rows of the Problems panel, which it opens if needed. Rows of files are among them. */
export async function problems(page: Page): Promise<Locator> {
  const panel = page.locator('.markers-panel');
  if (!(await panel.isVisible())) await page.keyboard.press('Control+Shift+M');
  await panel.waitFor();
  return panel.locator('.monaco-list-row');
}

/** Waits for a problem whose text contains `text` and returns its row. */
export async function waitForProblem(page: Page, text: string | RegExp): Promise<Locator> {
  const row = (await problems(page)).filter({ hasText: text }).first();
  await row.waitFor();
  return row;
}

/** Squiggles of one severity in the visible editors. */
export const squiggles = (page: Page, severity: 'error' | 'warning' | 'info' | 'hint'): Locator =>
  page.locator(`.monaco-editor .squiggly-${severity}`);

/** Applies the quick fix whose title contains `title` at the cursor. */
export async function quickFix(page: Page, title: string): Promise<void> {
  // The light bulb says that the fixes have been computed.
  await page.locator('.monaco-editor :is(.lightBulbWidget, [class*="codicon-gutter-lightbulb"])').first().waitFor();
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: title }).first();
  // A light bulb that is drawn anew just then closes the menu again.
  for (let attempt = 1; !(await fix.isVisible()); attempt++) {
    await page.keyboard.press('Control+.');
    await fix.waitFor({ timeout: 5000 }).catch((error) => {
      if (attempt === 5) throw error;
    });
  }
  const focused = page.locator('.action-widget .monaco-list-row.focused');
  for (let step = 0; !(await focused.textContent())?.includes(title); step++) {
    if (step === 50) throw new Error(`No quick fix "${title}" could be reached by keyboard.`);
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Enter');
}

/** Shows the hover at a place. Its parts arrive one by one: wait for the text that is meant. */
export async function showHover(page: Page, line: number, column: number): Promise<Locator> {
  await goTo(page, line, column);
  await page.keyboard.press('Control+K');
  await page.keyboard.press('Control+I');
  const hover = page.locator('.monaco-resizable-hover:visible').first();
  await hover.waitFor();
  return hover;
}

/** Gives the name at the cursor another one. */
export async function renameSymbol(page: Page, name: string): Promise<void> {
  const box = page.locator('.rename-box input');
  for (let attempt = 1; !(await box.isVisible()); attempt++) {
    await page.keyboard.press('F2');
    await box.waitFor({ timeout: 5000 }).catch((error) => {
      if (attempt === 4) throw error;
    });
  }
  await box.fill(name);
  await box.press('Enter');
}

/** A file or folder in the Explorer, by its name. */
export const treeItem = (page: Page, name: string): Locator =>
  page.locator('.explorer-folders-view .monaco-list-row', { has: page.getByText(name, { exact: true }) }).first();

/** A code lens of the visible editors by a part of its text. */
export const codeLens = (page: Page, text: string | RegExp): Locator =>
  page.locator('.monaco-editor .codelens-decoration', { hasText: text }).first();

/** An inlay hint (or other injected text) of the visible editors by a part of its text. */
export const inlayHint = (page: Page, text: string | RegExp): Locator =>
  page.locator('.monaco-editor .view-line span[class*="dyn-rule"]', { hasText: text }).first();

/** The text of a visible line of the focused or first editor, inlay hints included, as the reader sees it. */
export async function lineText(page: Page, line: number): Promise<string> {
  const editors = page.locator('.editor-instance .monaco-editor');
  const focused = page.locator('.editor-instance .monaco-editor.focused');
  const editor = (await focused.count()) > 0 ? focused.first() : editors.first();
  const text = await editor.evaluate((element, wanted) => {
    const number = [...element.querySelectorAll('.line-numbers')].find((n) => n.textContent?.trim() === wanted);
    const top = number?.parentElement?.style.top;
    const lines = [...element.querySelectorAll<HTMLElement>('.view-line')];
    return lines.find((candidate) => candidate.style.top === top)?.textContent;
  }, String(line));
  if (text == null) throw new Error(`Line ${line} is not visible.`);
  return text.replaceAll('\u00a0', ' ');
}

/** A notification by a part of its text. */
export const notification = (page: Page, text: string | RegExp): Locator =>
  page.locator('.notifications-toasts .notification-list-item', { hasText: text }).first();

/** The document inside the visible webview. With several webviews, pass the index of the one meant. */
export const webview = (page: Page, index = 0): FrameLocator =>
  page.locator('iframe.webview.ready').nth(index).contentFrame().frameLocator('#active-frame');
