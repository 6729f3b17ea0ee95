import { afterEach, describe, expect, test } from 'vitest';
import { DiagnosticSeverity, DiagnosticTag } from 'vscode-languageserver-protocol/node';
import { Editor, uri } from './harness.js';

let editor: Editor;
afterEach(() => editor.stop());

const caller = 'service a {}\nservice b {}\n';

describe('diagnostics', () => {
  test('say where, how bad, which rule and what else matters', async () => {
    editor = await Editor.start();
    await editor.open('shop.arch', `${caller}a -> b\nservice a {}\nfrobnicate x {}\n`);
    const found = editor.diagnostics.get(uri('shop.arch')) ?? [];
    const timeout = found.find(({ code }) => code === 'missing-timeout');
    expect(timeout).toMatchObject({
      severity: DiagnosticSeverity.Warning,
      source: 'archlang',
      range: { start: { line: 2, character: 0 }, end: { line: 2, character: 6 } },
      codeDescription: { href: expect.stringMatching(/docs\/rules\/missing-timeout\.md$/) },
    });
    const twice = found.find(({ code }) => code === 'duplicate-name');
    expect(twice).toMatchObject({
      severity: DiagnosticSeverity.Error,
      relatedInformation: [{ location: { uri: uri('shop.arch'), range: { start: { line: 0, character: 8 } } } }],
    });
    expect(twice?.codeDescription, 'only rules have a page').toBeUndefined();
    expect(editor.codes('shop.arch')).toContain('unknown-kind');
  });

  test('go when the text is mended', async () => {
    editor = await Editor.start();
    await editor.open('shop.arch', `${caller}a -> c\n`);
    expect(editor.codes('shop.arch')).toEqual(['unknown-name']);
    await editor.type('shop.arch', '-> c', '-> b { timeout: 1s }');
    await editor.looked('shop.arch');
    expect(editor.codes('shop.arch')).toEqual([]);
  });

  test('leave out what was accepted and fade what is of no use', async () => {
    editor = await Editor.start();
    await editor.open('shop.arch', `${caller}a -> b\naccept missing-timeout on a -> b "one process"\n`);
    expect(editor.codes('shop.arch')).toEqual([]);
    await editor.type('shop.arch', 'a -> b\n', 'a -> b { timeout: 1s }\n');
    await editor.looked('shop.arch');
    const [unused] = editor.diagnostics.get(uri('shop.arch')) ?? [];
    expect(unused).toMatchObject({ code: 'acceptance-unused', tags: [DiagnosticTag.Unnecessary] });
  });

  test('follow the day', async () => {
    editor = await Editor.start({}, { options: { today: '2027-01-01' } });
    await editor.open('shop.arch', `${caller}a -> b\naccept missing-timeout until 2026-12-31 "soon"\n`);
    expect(editor.codes('shop.arch')).toEqual(expect.arrayContaining(['missing-timeout', 'acceptance-expired']));
  });

  test('are bounded, the worst ones first', async () => {
    editor = await Editor.start();
    const links = Array.from({ length: 1200 }, (_, i) => `service s${i} {}\na -> s${i}\n`).join('');
    await editor.open('many.arch', `service a {}\n${links}a -> nowhere\n`);
    expect(editor.codes('many.arch')).toHaveLength(1000);
    expect(editor.codes('many.arch')).toContain('unknown-name');
  });

  test('tell mistakes of the text before what rules find, where there are too many', async () => {
    const settings = { rules: { 'missing-timeout': 'error' } };
    editor = await Editor.start({}, { options: { settings, today: '2026-11-21' } });
    const links = Array.from({ length: 1200 }, (_, i) => `service s${i} {}\na -> s${i}\n`).join('');
    await editor.open('many.arch', `service a {}\n${links}a -> nowhere\n`);
    expect(editor.codes('many.arch')).toContain('unknown-name');
  });

  test('go when the document is closed, and all of its design with it', async () => {
    editor = await Editor.start({ 'parts.arch': 'service p {}\nservice p {}\n' });
    await editor.open('main.arch', 'import "./parts.arch"\nservice a {}\na -> b\n');
    expect(editor.codes('parts.arch')).toEqual(['duplicate-name']);
    await editor.close('main.arch');
    await editor.until(() => editor.codes('parts.arch').length === 0 && editor.codes('main.arch').length === 0);
  });

  test('come with each version of an open document, and again for others only when they change', async () => {
    editor = await Editor.start({ 'parts.arch': 'service p {}\nservice p {}\n' });
    await editor.open('main.arch', 'import "./parts.arch"\nservice a {}\n');
    editor.published.length = 0;
    for (const [from, to] of [
      ['service a', 'service b'],
      ['service b', 'service c'],
    ]) {
      await editor.type('main.arch', from, to);
      await editor.looked('main.arch');
    }
    expect(editor.published).toEqual([
      [uri('main.arch'), 2],
      [uri('main.arch'), 3],
    ]);
  });
});

describe('configuration', () => {
  test('of the workspace counts, is read again when it changes, and wins over the editor', async () => {
    const settings = { rules: { 'missing-timeout': 'hint' } };
    editor = await Editor.start({}, { options: { settings, today: '2026-11-21' } });
    await editor.open('shop.arch', `${caller}a -> b\n`);
    const severity = (): unknown => editor.diagnostics.get(uri('shop.arch'))?.[0]?.severity;
    expect(severity()).toBe(DiagnosticSeverity.Hint);
    await editor.write('archlang.json', '{ "rules": { "missing-timeout": "error" } }');
    await editor.until(() => severity() === DiagnosticSeverity.Error);
    await editor.write('archlang.json', '{ "rules": { "missing-timeout": "off" } }');
    await editor.until(() => editor.codes('shop.arch').length === 0);
    await editor.write('archlang.json', undefined);
    await editor.until(() => severity() === DiagnosticSeverity.Hint);
  });

  test('that is wrong is reported where it is written', async () => {
    editor = await Editor.start({ 'archlang.json': '{\n  "rules": { "missing-timeuot": "off" }\n}' });
    await editor.open('shop.arch', 'service a {}\n');
    const [fault] = editor.diagnostics.get(uri('archlang.json')) ?? [];
    expect(fault).toMatchObject({ severity: DiagnosticSeverity.Error, range: { start: { line: 1, character: 13 } } });
    expect(fault?.message).toContain('missing-timeout');
    await editor.write('archlang.json', '{}');
    await editor.until(() => editor.diagnostics.get(uri('archlang.json'))?.length === 0);
  });

  test('extends other files, which are watched, and says when there is none', async () => {
    const didChangeWatchedFiles = { dynamicRegistration: true, relativePatternSupport: true };
    const files = {
      'archlang.json': '{ "extends": "./base.json" }',
      'base.json': '{ "rules": { "missing-timeout": "error" } }',
    };
    editor = await Editor.start(files, { capabilities: { workspace: { didChangeWatchedFiles } } });
    await editor.open('shop.arch', `${caller}a -> b\n`);
    expect(editor.diagnostics.get(uri('shop.arch'))?.[0]?.severity).toBe(DiagnosticSeverity.Error);
    await editor.until(() => editor.watched.length > 2);
    expect(editor.watched).toEqual([
      { globPattern: '**/*.arch' },
      { globPattern: '**/archlang.json' },
      { globPattern: { baseUri: 'file:///work', pattern: 'base.json' } },
    ]);
    await editor.write('base.json', undefined);
    await editor.until(() => editor.codes('archlang.json').length === 1);
  });

  test('of the editor is asked for and followed while it runs', async () => {
    let rules: Record<string, string> = {};
    editor = await Editor.start(
      {},
      { settings: () => ({ rules }), capabilities: { workspace: { configuration: true, didChangeWatchedFiles: {} } } },
    );
    await editor.open('shop.arch', `${caller}a -> b\n`);
    expect(editor.codes('shop.arch')).toEqual(['missing-timeout']);
    rules = { 'missing-timeout': 'off' };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await editor.until(() => editor.codes('shop.arch').length === 0);
    rules = { nonsense: 'off' };
    await editor.connection.sendNotification('workspace/didChangeConfiguration', { settings: null });
    await editor.until(() => editor.codes('shop.arch').length === 1);
  });
});
