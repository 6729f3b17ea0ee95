import type { FrameLocator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { openFile, statusBarItem, webview } from './workbench.js';

/** Opens a design and waits until the editor knows its language and its commands are there. */
export async function openDesign(page: Page, name: string): Promise<void> {
  await openFile(page, name);
  await previewButton(page).waitFor();
}

/** The button above the editor that opens the preview. */
export const previewButton = (page: Page) =>
  page.locator('.editor-actions [aria-label^="Open Preview to the Side"]').first();

/** Opens the preview by its button and gives its page. A click is lost where the editor renews its buttons under it. */
export async function openPreview(page: Page): Promise<FrameLocator> {
  for (let attempt = 1; ; attempt++) {
    await previewButton(page).click();
    try {
      await page.locator('iframe.webview').first().waitFor({ state: 'attached', timeout: 5000 });
      return webview(page);
    } catch (error) {
      if (attempt === 3) throw error;
    }
  }
}

/** Gives the keyboard to the editor beside the preview. */
export async function focusEditor(page: Page): Promise<void> {
  const focused = page.locator('.monaco-editor.focused');
  // A dialog that has just closed may give the keyboard back to the preview after all.
  for (let attempt = 1; ; attempt++) {
    await page.keyboard.press('Control+1');
    try {
      await focused.waitFor({ timeout: 3000 });
      break;
    } catch (error) {
      if (attempt === 5) throw error;
    }
  }
  // Only with an active editor the status bar says where its cursor is.
  await statusBarItem(page, /Ln \d+/).waitFor();
}

/** Takes the path that the editor offers for a file to be written. */
export async function acceptPath(page: Page, ending: RegExp): Promise<void> {
  const path = page.locator('.quick-input-widget input.input');
  await expect.poll(() => path.inputValue()).toMatch(ending);
  await path.press('Enter');
}
