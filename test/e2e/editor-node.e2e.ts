/** The language in a desktop's editor: the extension in Node, beside the files. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { openDesign } from './archlang.js';
import { flawedShop, placeOf } from './designs.js';
import { editorScenarios, scenarioFiles } from './scenarios.js';
import {
  codeLens,
  goTo,
  packedExtension,
  problems,
  quickInputRow,
  runCommand,
  useWorkbench,
  waitForProblem,
} from './workbench.js';

const unseen = 'service here {}\nservice unseen {}\nhere -> unseen\n';

const session = useWorkbench({
  vsix: [packedExtension()],
  files: { ...scenarioFiles, 'closed.arch': unseen },
  extensionHost: 'node',
});

editorScenarios(session, 'node');

/** The language server's processes of this very editor. */
function serverProcesses(): number[] {
  const home = dirname(session.server.workspace);
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      return command.includes(home) && command.includes('dist/server.cjs') ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
}

test('the check task finds in files that are not open what CI would find', async () => {
  const { page, server } = session;
  await server.changeSettings({ 'archlang.task.program': resolve('language-server/dist/archlang.cjs') });
  expect(await (await problems(page)).filter({ hasText: 'unseen' }).count()).toBe(0);
  await runCommand(page, 'Tasks: Run Test Task');
  await quickInputRow(page, 'check').click();
  // The terminal comes to the front, since something was found.
  await page.locator('.markers-panel').waitFor({ state: 'hidden' });
  await waitForProblem(page, 'unseen');
  await server.changeSettings({});
});

test('a server that was killed comes back and knows what was typed and not saved', async () => {
  const { page } = session;
  await openDesign(page, 'shop.arch');
  const { line, column } = placeOf(flawedShop, '2M, peak');
  const type = async (digit: string): Promise<void> => {
    await goTo(page, line, column);
    await page.keyboard.press('Delete');
    await page.keyboard.type(digit);
    await page.keyboard.press('Escape');
  };
  await type('8');
  await codeLens(page, '833/s at peak').waitFor();
  const running = serverProcesses();
  expect(running).toHaveLength(1);
  const [killed] = running;
  process.kill(killed, 'SIGKILL');
  const others = () => serverProcesses().filter((id) => id !== killed);
  await expect.poll(others, { timeout: 30_000 }).toHaveLength(1);
  await type('9');
  await codeLens(page, '938/s at peak').waitFor();
});
