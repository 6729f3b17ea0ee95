/** A long day at one file: ten thousand random edits with requests in between, the same ones in every run. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Range } from 'vscode-languageserver-protocol/node';
import { richDesign } from '../../bench/designs.js';
import { program, StdioClient } from './client.js';

const edits = 10_000;
const warmUp = 1_000;
const everyRequest = 40;
const everyLook = 500;
const seed = 20_261_121;

/** Numbers from 0 to below 1, always the same (mulberry32). */
function randomNumbers(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const random = randomNumbers(seed);
const below = (limit: number): number => Math.floor(random() * limit);
const oneOf = <T>(list: readonly T[]): T => list[below(list.length)];

/** What people type, whole and half. */
const typed = [
  '',
  '}',
  '{',
  ' ',
  '"',
  ':',
  ' replicas: 2',
  's',
  '9',
  ' -> ',
  's1 ~> s2',
  '\n',
  ' // x',
  'é',
  '\n\nlb l {',
];

/** The lines of a document; an edit stays within one, and every second is undone, so that the design stays one. */
class Document {
  private readonly lines: string[];
  private undo: { range: Range; text: string } | undefined;

  constructor(text: string) {
    this.lines = text.split('\n');
  }

  get text(): string {
    return this.lines.join('\n');
  }

  edit(): { range: Range; text: string } {
    const change = this.undo ?? this.invent();
    const { start, end } = change.range;
    const old = this.lines.slice(start.line, end.line + 1).join('\n');
    const tail = this.lines[end.line].slice(end.character);
    const removed = old.slice(start.character, old.length - tail.length);
    const now = old.slice(0, start.character) + change.text + tail;
    this.lines.splice(start.line, end.line - start.line + 1, ...now.split('\n'));
    const added = change.text.split('\n');
    const lastLine = start.line + added.length - 1;
    const character = (added.length > 1 ? 0 : start.character) + added[added.length - 1].length;
    const isUndo = this.undo !== undefined;
    // One in twenty stays.
    this.undo =
      isUndo || random() < 0.05 ? undefined : { range: { start, end: { line: lastLine, character } }, text: removed };
    return change;
  }

  private invent(): { range: Range; text: string } {
    const line = below(this.lines.length);
    const from = below(this.lines[line].length + 1);
    const to = Math.min(this.lines[line].length, from + below(4));
    return { range: { start: { line, character: from }, end: { line, character: to } }, text: oneOf(typed) };
  }
}

const requests = [
  'completion',
  'hover',
  'definition',
  'documentSymbol',
  'inlayHint',
  'codeAction',
  'foldingRange',
  'signatureHelp',
  'formatting',
  'semanticTokens/full',
  'prepareRename',
];

async function heapOf(client: StdioClient): Promise<number> {
  const before = client.said.length;
  client.process.kill('SIGUSR2');
  const heap = (): string | undefined =>
    client.said
      .slice(before)
      .join('')
      .match(/heap (\d+)\n/)?.[1];
  await client.until(() => heap() !== undefined, 'size of the heap');
  return Number(heap());
}

test(`${edits.toLocaleString('en')} edits lose nothing and leave nothing behind`, { timeout: 300_000 }, async () => {
  const start = richDesign(500);
  const client = await StdioClient.start({
    command: [process.execPath, '--expose-gc', '-r', join(import.meta.dirname, 'heap.cjs'), program, 'lsp', '--stdio'],
  });
  const document = new Document(start);
  await client.open('soak.arch', start);
  await client.diagnostics('soak.arch');
  let heapAtStart = 0;
  const asked: Promise<unknown>[] = [];
  for (let count = 1; count <= edits; count++) {
    const { range, text } = document.edit();
    await client.change('soak.arch', text, range);
    if (count % everyRequest === 0) {
      asked.push(
        client.ask(`textDocument/${oneOf(requests)}`, 'soak.arch', {
          position: range.start,
          range: { start: range.start, end: range.start },
          context: { diagnostics: [] },
          options: { tabSize: 2, insertSpaces: true },
        }),
      );
    }
    if (count % everyLook === 0) {
      await client.diagnostics('soak.arch');
      await Promise.all(asked.splice(0));
    }
    if (count === warmUp) heapAtStart = await heapOf(client);
  }
  const last = await client.diagnostics('soak.arch');
  const heapAtEnd = await heapOf(client);
  const fresh = await StdioClient.start();
  await fresh.open('soak.arch', document.text);
  const expected = await fresh.diagnostics('soak.arch');
  expect(client.said.filter((line) => !line.startsWith('heap'))).toEqual([]);
  const plain = (diagnostics: typeof last, from: StdioClient): unknown =>
    JSON.parse(JSON.stringify(diagnostics).replaceAll(from.uri('soak.arch'), 'soak.arch'));
  expect(plain(last, client)).toEqual(plain(expected, fresh));
  expect(last.length).toBeGreaterThan(20);
  console.log(
    `heap after ${warmUp} edits ${(heapAtStart / 1e6).toFixed(1)} MB, after ${edits} ${(heapAtEnd / 1e6).toFixed(1)} MB`,
  );
  expect(heapAtEnd / heapAtStart).toBeLessThan(1.3);
  await Promise.all([client.stop(), fresh.stop()]);
});
