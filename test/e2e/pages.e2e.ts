import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { URI } from 'langium';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pageHtml } from '../../extension/src/preview/page.js';
import { slowDesign } from '../cli/slow-design.js';
import { flaws } from './axe.js';
import { launchBrowser, screenshot } from './browser.js';

const root = path.resolve(import.meta.dirname, '../..');
const program = path.join(root, 'language-server/dist/archlang.cjs');
const dist = path.join(root, 'extension/dist');
const example = readFileSync(path.join(root, 'examples/platform/url-shortener/design.arch'), 'utf8');

let browser: Browser;
let context: BrowserContext;
let page: Page;
let folder: string;
/** Requests and everything a page complained about, violations of its policy among them. */
let requests: string[];
let complaints: string[];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'archlang-pages-'));
  writeFileSync(path.join(folder, 'design.arch'), example);
  await open('light');
});
afterEach(async () => {
  await context.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open(colorScheme: 'light' | 'dark'): Promise<void> {
  await context?.close();
  context = await browser.newContext({ viewport: { width: 1200, height: 900 }, colorScheme });
  page = await context.newPage();
  requests = [];
  complaints = [];
  page.on('request', (request) => requests.push(request.url()));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
}

const background = (): Promise<string> => page.evaluate(() => getComputedStyle(document.body).backgroundColor);

describe('the report', () => {
  function report(): string {
    execFileSync(process.execPath, [program, 'report', 'design.arch', '-o', 'report.html'], { cwd: folder });
    return pathToFileURL(path.join(folder, 'report.html')).href;
  }

  it('shows picture, figures and their working without asking for anything', async () => {
    const url = report();
    await page.goto(url);
    expect(await page.title()).toBe('URL shortener');
    const box = await page.locator('.picture > svg').boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    // Styles of page and picture apply: the policy lets them through.
    expect(await page.locator('.picture .canvas').evaluate((node) => getComputedStyle(node).fill)).toBe(
      'rgb(255, 255, 255)',
    );
    const row = page.locator('table', { hasText: 'flow redirect' }).first().locator('tr', { hasText: 'rate.peak' });
    await row.locator('summary').click();
    await expect.poll(() => row.locator('li').first().isVisible()).toBe(true);
    await screenshot(page, 'report-light');
    expect(requests).toEqual([url]);
    expect(complaints).toEqual([]);
  });

  it('follows the reader into the dark and onto paper', async () => {
    const url = report();
    await page.goto(url);
    const light = await background();
    await open('dark');
    await page.goto(url);
    expect(await background()).not.toBe(light);
    expect(await page.locator('.picture .canvas').evaluate((node) => getComputedStyle(node).fill)).toBe(
      'rgb(20, 24, 31)',
    );
    await screenshot(page, 'report-dark');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('.picture').isVisible()).toBe(true);
  });

  it('can be read by tables and headings alone', async () => {
    await page.goto(report());
    expect(await page.locator('h1').count()).toBe(1);
    const tables = await page.locator('table').count();
    expect(await page.locator('table > caption').count()).toBe(tables);
    const headless = await page
      .locator('table')
      .evaluateAll(
        (all) =>
          all.filter((table) => !table.querySelector('th[scope=col]') || !table.querySelector('th[scope=row]')).length,
      );
    expect(headless).toBe(0);
    for (const link of await page.locator('nav a').all()) {
      const target = await link.getAttribute('href');
      expect(await page.locator(`[id="${target?.slice(1)}"]`).count()).toBe(1);
    }
  });

  it('has no flaw that axe knows of, in the light, in the dark and on a narrow screen', async () => {
    const url = report();
    for (const scheme of ['light', 'dark'] as const) {
      await open(scheme);
      await page.goto(url);
      for (const details of await page.locator('details').all()) {
        await details.evaluate((element) => {
          (element as HTMLDetailsElement).open = true;
        });
      }
      expect(await flaws(page), scheme).toEqual([]);
    }
    await page.setViewportSize({ width: 400, height: 800 });
    expect(await flaws(page)).toEqual([]);
    // Wide tables scroll by themselves, the page does not.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(400);
    await screenshot(page, 'report-narrow');
  });

  it('shows what has the focus, whatever it is', async () => {
    await page.goto(report());
    await page.keyboard.press('Tab');
    const unseen = await page.evaluate(() => {
      const look = (element: Element) =>
        [element, ...element.querySelectorAll('*')].map((each) => {
          const { outline, stroke, strokeWidth } = getComputedStyle(each);
          return [outline, stroke, strokeWidth];
        });
      return [...document.querySelectorAll<HTMLElement>('a, summary, [tabindex]')]
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const before = JSON.stringify(look(element));
          element.focus();
          return document.activeElement !== element || JSON.stringify(look(element)) === before;
        })
        .map((element) => element.outerHTML.slice(0, 200));
    });
    // The first of them had the focus already.
    expect(unseen).toEqual([
      await page
        .locator('a')
        .first()
        .evaluate((link) => link.outerHTML),
    ]);
  });

  it('runs nothing that a title holds', async () => {
    const title = `<img src=x onerror=alert(1)></style><script>alert(1)</script>`;
    writeFileSync(path.join(folder, 'design.arch'), example.replace('"Link API"', `"${title}"`));
    await page.goto(report());
    expect(await page.locator('img, script').count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});

describe('the preview in a browser', () => {
  let preview: ChildProcess;
  let ended: Promise<number | null>;

  /** @returns the address, once something stands on an output */
  async function start(args: readonly string[], ready: RegExp): Promise<string> {
    preview = spawn(process.execPath, [program, 'preview', ...args], { cwd: folder });
    ended = new Promise((resolve) => preview.once('exit', resolve));
    return new Promise((resolve, reject) => {
      let out = '';
      let err = '';
      const look = () => ready.test(out + err) && resolve(out.split('\n')[0] ?? '');
      preview.stdout?.on('data', (part) => {
        out += part;
        look();
      });
      preview.stderr?.on('data', (part) => {
        err += part;
        look();
      });
      preview.once('exit', () => reject(new Error(out + err)));
    });
  }

  afterEach(() => preview.kill());

  it('follows the file, keeps what is open, and ends when it is interrupted', async () => {
    const url = await start(['design.arch'], /Watching/);
    await page.goto(url);
    expect(await page.title()).toBe('URL shortener');
    await page.locator('.hops > summary').first().click();
    // The watcher needs a moment before it sees the folder.
    await page.waitForTimeout(500);
    writeFileSync(path.join(folder, 'design.arch'), example.replace('"Link API"', '"Renamed API"'));
    await page.locator('.picture text', { hasText: 'Renamed' }).first().waitFor();
    expect(await page.locator('.hops').first().getAttribute('open')).not.toBeNull();

    writeFileSync(path.join(folder, 'design.arch'), `${example}\nservice ] {\n`);
    await page.locator('#note', { hasText: 'The text has errors' }).waitFor();
    expect(await page.locator('.picture [data-id="api"], .picture [data-id="us-east.api"]').count()).toBeGreaterThan(0);

    await page.locator('#size').click();
    expect(await page.locator('#size').getAttribute('aria-pressed')).toBe('true');
    await screenshot(page, 'browser-preview');
    expect(await flaws(page)).toEqual([]);
    expect(complaints).toEqual([]);
    expect(requests.every((request) => request.startsWith(url))).toBe(true);

    preview.kill('SIGINT');
    expect(await ended).toBe(0);
    await page.locator('#note', { hasText: 'has ended' }).waitFor();
  });

  it('is open before there is a picture, says so, and takes it in when it comes', async () => {
    writeFileSync(path.join(folder, 'slow.arch'), slowDesign());
    const url = await start(['slow.arch', '--expand'], /http/);
    await page.goto(url);
    await page.locator('#note', { hasText: 'Being drawn' }).waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('slow.arch');
    await screenshot(page, 'browser-preview-waiting');
    expect(await flaws(page)).toEqual([]);
    writeFileSync(path.join(folder, 'slow.arch'), 'system "Quick" {}\nservice small {}\n');
    await page.locator('.picture [data-id="small"]').waitFor();
    await page.locator('#note', { hasText: 'Follows the file' }).waitFor();
    expect(await page.title()).toBe('Quick');
    expect(complaints).toEqual([]);
  });
});

it('the preview speaks the language it is given, and English where a word is missing', async () => {
  const webview = {
    cspSource: 'https://page.test',
    asWebviewUri: (uri: URI) => URI.parse(`https://page.test/${path.basename(uri.path)}`),
  } as never;
  const words = { Search: 'Suchen "><b>', Details: 'Einzelheiten' };
  const html = pageHtml(webview, URI.file(dist), URI.file('/shop.arch'), { name: 'de', words });
  await page.addInitScript(() =>
    Object.assign(globalThis, { acquireVsCodeApi: () => ({ postMessage() {}, getState() {}, setState() {} }) }),
  );
  await page.route('https://page.test/**', (route) => {
    const name = path.basename(new URL(route.request().url()).pathname);
    return name === 'preview'
      ? route.fulfill({ body: html, contentType: 'text/html' })
      : route.fulfill({ path: path.join(dist, name) });
  });
  await page.goto('https://page.test/preview');
  expect(await page.locator('input.field').getAttribute('placeholder')).toBe('Suchen "><b>');
  expect(await page.getByRole('button', { name: 'Einzelheiten' }).count()).toBe(1);
  expect(await page.getByRole('button', { name: 'Legend' }).count()).toBe(1);
  expect(await page.locator('html').getAttribute('lang')).toBe('de');
  expect(complaints).toEqual([]);
});
