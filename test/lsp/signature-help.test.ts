import { afterAll, beforeAll, expect, test } from 'vitest';
import { SignatureHelpRequest } from 'vscode-languageserver-protocol/node';
import { Editor, uri } from './harness.js';

let editor: Editor;
let count = 0;
beforeAll(async () => {
  editor = await Editor.start();
});
afterAll(() => editor.stop());

async function help(marked: string): Promise<string | undefined> {
  const name = `s${count++}.arch`;
  const position = await editor.open(name, marked);
  const found = await editor.connection.sendRequest(SignatureHelpRequest.type, {
    textDocument: { uri: uri(name) },
    position,
  });
  const signature = found?.signatures[0];
  if (!signature) return undefined;
  const active = signature.parameters?.[found.activeParameter ?? 0];
  if (!active) return `${signature.label} past the end`;
  const [from, to] = active.label as [number, number];
  return `${signature.label.slice(0, from)}*${signature.label.slice(from, to)}*${signature.label.slice(to)}: ${active.documentation}`;
}

test.each([
  ['a -> b { backoff: exponential(|', 'exponential(*base*, cap): a time, such as 2s'],
  ['a -> b { backoff: exponential(10|0ms, 1s) }', 'exponential(*base*, cap): a time, such as 2s'],
  ['a -> b { backoff: exponential(100ms, |) }', 'exponential(base, *cap*): a time, such as 2s'],
  ['a -> b { backoff: exponential(100ms, 1s|', 'exponential(base, *cap*): a time, such as 2s'],
  ['a -> b { backoff: exponential(100ms, 1s, |', 'exponential(base, cap) past the end'],
  ['database d { table t { fields { code: text(|', 'text(*n*): '],
  ['storage s { erasure: rs(8, |', 'rs('],
  ['service x { = broken\n}\nstorage s {\n  erasure: rs(|\n}\nservice y {}', 'rs('],
])('in %s', async (marked, expected) => {
  expect(await help(marked)).toContain(expected);
});

test.each([
  'a -> b { backoff: exponential|(1s, 2s) }',
  'a -> b { backoff: nonsense(|) }',
  'service a { zones: (|',
  '// f(|',
  '(|',
])('nothing in %s', async (marked) => {
  expect(await help(marked)).toBeUndefined();
});
