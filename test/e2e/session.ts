import { writeFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import { launchBrowser, openWorkbench, outputPath, screenshot, type Workbench } from './browser.js';
import { type CodeServer, type ServerOptions, startCodeServer } from './server.js';

export interface Session {
  readonly page: Page;
  readonly server: CodeServer;
  readonly workbench: Workbench;
  /** Opens a second window on the same server; it closes with the session. */
  openSecond(): Promise<Workbench>;
}

/**
 * One server, browser and workbench for all tests of the calling file or `describe` (opening one takes most of a run's time).
 * A failed test leaves `<test>.failed.png` and `<test>.failed.log` in the output folder.
 */
export function useWorkbench({ density, ...options }: ServerOptions & { density?: number }): Session {
  let server: CodeServer | undefined;
  let browser: Browser | undefined;
  let workbench: Workbench | undefined;

  beforeAll(async () => {
    // One after the other: if either fails, the other is known and afterAll can end it.
    browser = await launchBrowser();
    server = await startCodeServer(options);
    try {
      workbench = await openWorkbench(browser, server, density);
    } catch (error) {
      await keepEvidence('opening the workbench', browser, server, undefined);
      throw error;
    }
  });
  beforeEach(({ task, onTestFailed }) => {
    onTestFailed(() => keepEvidence(task.name, browser, server, workbench));
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const present = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error('The workbench is open only while a test runs.');
    return value;
  };
  return {
    get page() {
      return present(workbench).page;
    },
    get server() {
      return present(server);
    },
    get workbench() {
      return present(workbench);
    },
    openSecond: () => openWorkbench(present(browser), present(server)),
  };
}

async function keepEvidence(
  name: string,
  browser: Browser | undefined,
  server: CodeServer | undefined,
  workbench: Workbench | undefined,
): Promise<void> {
  const pages = browser?.contexts().flatMap((context) => context.pages()) ?? [];
  for (const [index, page] of pages.entries()) await screenshot(page, `${name}.failed${index || ''}`);
  const log = [...(workbench?.console ?? []), server?.log() ?? ''].join('\n');
  await writeFile(await outputPath(`${name}.failed.log`), log);
}
