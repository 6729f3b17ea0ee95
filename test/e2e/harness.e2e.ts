/** The harness itself, on languages that VS Code brings along: a fault here is none of the extension's. */
import { expect, test } from 'vitest';
import {
  codeLens,
  goTo,
  lineText,
  openFile,
  quickFix,
  runCommand,
  save,
  screenshot,
  showHover,
  squiggles,
  statusBarItem,
  tab,
  themeSettings,
  useWorkbench,
  waitForProblem,
  webview,
} from './workbench.js';

const session = useWorkbench({
  files: {
    'notes.md': '# Capacity notes\n',
    'page.css': 'body {\n  colour: red;\n}\n',
    'merge.txt': '<<<<<<< ours\n1\n=======\n2\n>>>>>>> theirs\n',
  },
});

test('a diagnostic shows, its quick fix applies, and the file on disk changes', async () => {
  const { page, server } = session;
  await openFile(page, 'page.css');
  await squiggles(page, 'warning').first().waitFor();
  const row = await waitForProblem(page, "Unknown property: 'colour'");
  await screenshot(page, 'harness-diagnostic');
  await goTo(page, 2, 4);
  await quickFix(page, "Rename to 'color'");
  await row.waitFor({ state: 'detached' });
  await save(page);
  expect(await server.read('page.css')).toBe('body {\n  color: red;\n}\n');
  const hover = await showHover(page, 2, 4);
  await hover.getByText("Sets the color of an element's text").waitFor();
});

test('code lenses, lines and the status bar can be read', async () => {
  const { page } = session;
  await openFile(page, 'merge.txt');
  await codeLens(page, 'Accept Current Change').waitFor();
  expect(await lineText(page, 3)).toBe('=======');
  await statusBarItem(page, 'Plain Text').waitFor();
});

test('a webview can be read, and the theme changes while the editor runs', async () => {
  const { page, server } = session;
  await openFile(page, 'notes.md');
  await runCommand(page, 'Markdown: Open Preview to the Side');
  await webview(page).locator('h1', { hasText: 'Capacity notes' }).waitFor();
  await server.changeSettings(themeSettings('dark'));
  await page.locator('.monaco-workbench.vs-dark').waitFor();
  await screenshot(page, 'harness-webview-dark');
});

test('a second window opens on the same workspace', async () => {
  const second = await session.openSecond();
  await openFile(second.page, 'notes.md');
  expect(await tab(second.page, 'notes.md').isVisible()).toBe(true);
  await second.context.close();
});
