import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import { openFile, packedExtension, runCommand, screenshot, themeSettings, useWorkbench, webview } from './workbench.js';

const session = useWorkbench({
  vsix: [packedExtension()],
  files: { 'shortener.arch': readFileSync('/work/main/examples/orders/design.arch', 'utf8') },
});

test('look', async () => {
  const { page, server } = session;
  await openFile(page, 'shortener.arch');
  await page.locator('.statusbar .statusbar-item', { hasText: 'Ln 1' }).waitFor();
  await page.waitForTimeout(1000);
  await runCommand(page, 'Archlang: Open Preview to the Side');
  const frame = webview(page);
  try {
    await frame.locator('.node').first().waitFor({ timeout: 20000 });
  } finally {
    await screenshot(page, 'hc-light');
    console.log(session.workbench.console.filter((l) => /archlang:|Content Security/i.test(l)).slice(-15).join('\n'));
  }
  await frame.locator('.node').nth(3).click();
  await page.waitForTimeout(500);
  await screenshot(page, 'hc-light-selected');
  console.log(await frame.locator('html').evaluate((e) => ['orange','yellow','green','purple','blue','red'].map((c) => c + ' ' + getComputedStyle(e).getPropertyValue('--vscode-charts-' + c)).join('; ')));
  await page.keyboard.press('Control+B');
  await page.setViewportSize({ width: 1800, height: 1000 });
  await page.waitForTimeout(500);
  await screenshot(page, 'hc-light-wide');
  await server.changeSettings({ 'workbench.colorTheme': 'Default High Contrast' });
  await page.locator('.monaco-workbench.hc-black').waitFor();
  await page.waitForTimeout(500);
  await screenshot(page, 'hc-dark');
  console.log(await frame.locator('html').evaluate((e) => ['orange','yellow','green','purple','blue','red'].map((c) => c + ' ' + getComputedStyle(e).getPropertyValue('--vscode-charts-' + c)).join('; ')));
  await frame.locator('button[aria-label="Legend"]').click();
  await page.keyboard.press('Escape');
  await page.waitForTimeout(300);
  await screenshot(page, 'hc-dark-legend');
});
