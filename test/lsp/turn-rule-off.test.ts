import { afterEach, describe, expect, test } from 'vitest';
import {
  ApplyWorkspaceEditRequest,
  CodeActionRequest,
  type Command,
  ExecuteCommandRequest,
  ShowMessageNotification,
  type TextDocumentEdit,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { appliedTo, Editor, uri } from './harness.js';

let editor: Editor;
afterEach(() => editor.stop());

/** Chooses the action on an untimed call, and returns the edit that the server asks for, or what it says instead. */
async function turnOff(files: Readonly<Record<string, string>>): Promise<{ edit?: WorkspaceEdit; said: string[] }> {
  editor = await Editor.start(files);
  const said: string[] = [];
  let edit: WorkspaceEdit | undefined;
  editor.connection.onNotification(ShowMessageNotification.type, ({ message }) => {
    said.push(message);
  });
  editor.connection.onRequest(ApplyWorkspaceEditRequest.type, ({ edit: asked }) => {
    edit = asked;
    return { applied: true };
  });
  const position = await editor.open('plans/a.arch', 'service a {}\nservice b {}\na -|> b\n');
  const actions = await editor.connection.sendRequest(CodeActionRequest.type, {
    textDocument: { uri: uri('plans/a.arch') },
    range: { start: position, end: position },
    context: { diagnostics: [] },
  });
  const action = actions?.find(({ title }) => title === 'Turn off `missing-timeout` in archlang.json');
  const { command, arguments: given } = action!.command as Command;
  await editor.connection.sendRequest(ExecuteCommandRequest.type, { command, arguments: given });
  return { ...(edit && { edit }), said };
}

function applied(edit: WorkspaceEdit | undefined, text: string): string {
  const [change] = (edit?.documentChanges ?? []) as TextDocumentEdit[];
  return appliedTo(text, change.edits as TextEdit[]);
}

describe('turning a rule off', () => {
  test('creates a configuration in the folder of the workspace', async () => {
    const { edit } = await turnOff({});
    expect(edit?.documentChanges).toMatchObject([
      { kind: 'create', uri: uri('archlang.json') },
      { textDocument: { uri: uri('archlang.json') } },
    ]);
    expect(JSON.stringify(edit)).toContain(String.raw`{\n  \"rules\": {\n    \"missing-timeout\": \"off\"\n  }\n}\n`);
  });

  test('keeps everything else of the nearest configuration', async () => {
    const text = '{\n  "extends": "strict",\n  "rules": {\n    "over-capacity": "info"\n  }\n}\n';
    const { edit } = await turnOff({ 'archlang.json': '{}', 'plans/archlang.json': text });
    expect(edit?.documentChanges).toMatchObject([{ textDocument: { uri: uri('plans/archlang.json') } }]);
    const changed = applied(edit, text);
    expect(changed).toBe(
      '{\n  "extends": "strict",\n  "rules": {\n    "over-capacity": "info",\n    "missing-timeout": "off"\n  }\n}\n',
    );
  });

  test('replaces a severity with its options', async () => {
    const text = '{ "rules": { "missing-timeout": ["error", {}] } }\n';
    const { edit } = await turnOff({ 'archlang.json': text });
    const changed = applied(edit, text);
    expect(JSON.parse(changed)).toEqual({ rules: { 'missing-timeout': 'off' } });
  });

  test('says what to do where the configuration is broken', async () => {
    const { edit, said } = await turnOff({ 'archlang.json': '{ "rules": ' });
    expect(edit).toBeUndefined();
    expect(said).toEqual([expect.stringContaining('write "missing-timeout": "off" into its "rules"')]);
  });
});
