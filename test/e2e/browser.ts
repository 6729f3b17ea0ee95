import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { CodeServer } from './server.js';

const outputFolder = process.env['E2E_OUT'] ?? join(import.meta.dirname, 'out');
const LOCAL_HOSTS = ['127.0.0.1', 'localhost'];

export interface Workbench {
  page: Page;
  context: BrowserContext;
  /** Requests that wanted to leave the machine; each was blocked. */
  blockedRequests: string[];
  /** What the page and its webviews wrote to the console. */
  console: string[];
}

/** Starts Debian's Chromium without a window. */
export function launchBrowser(): Promise<Browser> {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
  return chromium.launch({
    executablePath: process.env['E2E_CHROMIUM'] ?? '/usr/bin/chromium',
    headless: true,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', ...quiet],
  });
}

/**
 * Opens the workbench on the server's workspace and waits for its UI. Call it again for a second window on the same server.
 * @param density pixels of the screen for each of the page
 */
export async function openWorkbench(browser: Browser, server: CodeServer, density = 1): Promise<Workbench> {
  const context = await browser.newContext({
    viewport: { width: 1400, height: 900 },
    deviceScaleFactor: density,
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  const workbench: Workbench = { page, context, blockedRequests: [], console: [] };
  page.on('console', (message) => workbench.console.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => workbench.console.push(`uncaught: ${error.stack ?? error.message}`));
  await context.route(isExternal, (route) => {
    workbench.blockedRequests.push(route.request().url());
    return route.abort();
  });
  await page.goto(`${server.url}/?${new URLSearchParams(server.opens)}`);
  await page.locator('.monaco-workbench .statusbar').waitFor({ timeout: 60_000 });
  return workbench;
}

const isExternal = (url: URL) => /^(https?|wss?):$/.test(url.protocol) && !LOCAL_HOSTS.includes(url.hostname);

/** Where a file of this name belongs in the (git-ignored) output folder, which exists afterwards. */
export async function outputPath(name: string): Promise<string> {
  await mkdir(outputFolder, { recursive: true });
  return join(outputFolder, name.replace(/[^\w.-]+/g, '-'));
}

/** Saves what the page shows to the output folder, as `<name>.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: await outputPath(`${name}.png`) });
}
