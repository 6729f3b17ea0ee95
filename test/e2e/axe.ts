import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Frame, FrameLocator, Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

interface Axe {
  run(context: unknown, options: unknown): Promise<{ violations: readonly Violation[] }>;
}
interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[];
}

/** What axe finds wrong with a page for people who hear it or use no mouse: one line for each element. */
export async function flaws(of: Page | FrameLocator): Promise<readonly string[]> {
  const frame = await frameOf(of);
  // Past the page's policy, which lets nothing in.
  await frame.evaluate(source);
  const { violations } = await frame.evaluate(
    (values) =>
      (globalThis as unknown as { axe: Axe }).axe.run(document, {
        runOnly: { type: 'tag', values },
        resultTypes: ['violations'],
        iframes: false,
      }),
    standards,
  );
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary = '' }) => `${id}: ${help}: ${html.slice(0, 300)} ${failureSummary}`),
  );
}

async function frameOf(of: Page | FrameLocator): Promise<Frame> {
  if ('mainFrame' in of) return of.mainFrame();
  return (await (await of.locator('body').elementHandle())!.ownerFrame())!;
}
