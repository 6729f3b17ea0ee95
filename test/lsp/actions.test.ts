import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type CodeAction, CodeActionKind, CodeActionRequest } from 'vscode-languageserver-protocol/node';
import { Editor, uri } from './harness.js';

let editor: Editor;
beforeEach(async () => {
  editor = await Editor.start();
});
afterEach(() => editor.stop());

async function actions(marked: string, only?: string[]): Promise<readonly CodeAction[]> {
  const position = await editor.open('a.arch', marked);
  const found = await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: uri('a.arch') },
    range: { start: position, end: position },
    context: { diagnostics: [], ...(only && { only }) },
  });
  return (found ?? []) as CodeAction[];
}

const applied = (action: CodeAction | undefined): string => editor.applied(action?.edit ?? {})['a.arch'];
const caller = 'service a {}\nservice b {}\n';

describe('code actions', () => {
  test('mend what a rule has found, the safe fix first', async () => {
    const found = await actions(`${caller}a -|> b\n`);
    const fix = found.find(({ isPreferred }) => isPreferred);
    expect(fix).toMatchObject({ kind: CodeActionKind.QuickFix, diagnostics: [{ code: 'missing-timeout' }] });
    expect(applied(fix)).toMatch(/a -> b \{ timeout: \d+m?s \}\n$/);
    await editor.change(
      'a.arch',
      { start: { line: 2, character: 0 }, end: { line: 3, character: 0 } },
      `${applied(fix).split('\n')[2]}\n`,
    );
    await editor.looked('a.arch');
    expect(editor.codes('a.arch')).toEqual([]);
  });

  test('mend what is misspelt', async () => {
    const found = await actions('service a { replcas|: 3 }\n');
    expect(applied(found[0])).toBe('service a { replicas: 3 }\n');
  });

  test('are those of the place that is asked for', async () => {
    expect(await actions(`|${caller}a -> b\n`, [CodeActionKind.QuickFix])).toEqual([]);
  });

  test('accept a risk for half a year, on what it was found on', async () => {
    const found = await actions(`${caller}a -|> b // why\n`);
    const accept = found.find(({ title }) => title.startsWith('Accept this risk'));
    const text = applied(accept);
    expect(text).toContain('a -> b // why\naccept missing-timeout on a -> b until 2027-05-21 "');
    await editor.open('b.arch', text);
    expect(editor.codes('b.arch')).toEqual([]);
  });

  test('accept no mistake of the text', async () => {
    const found = await actions('servce| a {}\n');
    expect(found.map(({ title }) => title)).toEqual(['Replace with `service`']);
  });

  test('mend everything at once, when asked by name', async () => {
    const text = `${caller}service c { replcas: 2, capcity: 1k/s }\na -> b\nb -> c\n|`;
    expect((await actions(text)).some(({ kind }) => kind?.startsWith('source'))).toBe(false);
    await editor.close('a.arch');
    const [all] = await actions(text, ['source.fixAll']);
    expect(all.kind).toBe('source.fixAll.archlang');
    expect(applied(all)).toMatch(
      /replicas: 2, capacity: 1k\/s \}\na -> b \{ timeout: .*\}\nb -> c \{ timeout: .*\}\n$/,
    );
  });

  test('write what a figure lacks', async () => {
    const text =
      'client w { users: 1M }\nflow f { from: w, rate: 1/user/day }\nservice api| { replicas: 2 }\nw -> api\n';
    const found = await actions(text, [CodeActionKind.Refactor]);
    const capacity = found.find(({ title }) => title.includes('capacity'));
    expect(applied(capacity)).toMatch(/service api \{ replicas: 2, capacity: [\d.]+k?\/s \}/);
  });

  test('give older clients plain edits', async () => {
    const older = await Editor.start({}, { capabilities: {} });
    await older.open('a.arch', 'servce a {}\n');
    const range = { start: { line: 0, character: 1 }, end: { line: 0, character: 1 } };
    const params = { textDocument: { uri: uri('a.arch') }, range, context: { diagnostics: [] } };
    const [fix] = ((await older.connection.sendRequest(CodeActionRequest.type, params)) ?? []) as CodeAction[];
    expect(fix.edit).toEqual({
      changes: {
        [uri('a.arch')]: [
          { range: { start: { line: 0, character: 0 }, end: { line: 0, character: 6 } }, newText: 'service' },
        ],
      },
    });
    await older.stop();
  });
});
