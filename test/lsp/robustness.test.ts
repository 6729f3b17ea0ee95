import { afterEach, describe, expect, test, vi } from 'vitest';
import {
  CancellationTokenSource,
  CodeActionRequest,
  CompletionRequest,
  DefinitionRequest,
  DocumentFormattingRequest,
  DocumentHighlightRequest,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  HoverRequest,
  InlayHintRequest,
  LSPErrorCodes,
  PrepareRenameRequest,
  type ProtocolRequestType,
  ReferencesRequest,
  RenameRequest,
  SelectionRangeRequest,
  SemanticTokensRequest,
} from 'vscode-languageserver-protocol/node';
import { Design } from '../../language-server/src/lsp/design.js';
import { codeLenses } from '../../language-server/src/lsp/features/code-lens.js';
import { SceneRequest } from '../../language-server/src/lsp/preview/protocol.js';
import { Fault } from '../../language-server/src/lsp/protocol.js';
import { type Parsed, parseFile } from '../../language-server/src/model/parsed.js';
import { resolveConfiguration } from '../../language-server/src/rules/configuration.js';
import { shop } from './designs.js';
import { Editor, positionAt, uri } from './harness.js';

let editor: Editor | undefined;
afterEach(async () => {
  await editor?.stop();
  editor = undefined;
});

vi.mock('../../language-server/src/lsp/features/code-lens.js', () => ({ codeLenses: vi.fn() }));

const textDocument = { uri: uri('shop.arch') };
const range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

/** Every request that has a place in a file. */
const requests: readonly (readonly [ProtocolRequestType<never, unknown, unknown, void, unknown>, object])[] = [
  [CompletionRequest.type, {}],
  [HoverRequest.type, {}],
  [DefinitionRequest.type, {}],
  [ReferencesRequest.type, { context: { includeDeclaration: true } }],
  [DocumentHighlightRequest.type, {}],
  [PrepareRenameRequest.type, {}],
  [RenameRequest.type, { newName: 'renamed' }],
  [DocumentSymbolRequest.type, {}],
  [FoldingRangeRequest.type, {}],
  [SelectionRangeRequest.type, {}],
  [DocumentFormattingRequest.type, { options: { tabSize: 2, insertSpaces: true } }],
  [CodeActionRequest.type, { context: { diagnostics: [] } }],
  [InlayHintRequest.type, {}],
  [SemanticTokensRequest.type, {}],
] as never;

async function askAll(asked: Editor, text: string, offset: number): Promise<void> {
  const position = positionAt(text, offset);
  for (const [type, more] of requests) {
    await asked.connection.sendRequest(type, {
      textDocument,
      position,
      positions: [position],
      range,
      ...more,
    } as never);
  }
  await asked.connection.sendRequest(SceneRequest.type, textDocument);
}

describe('every request is answered', () => {
  test('in a good file, at every seventh place', async () => {
    editor = await Editor.start();
    await editor.open('shop.arch', shop);
    for (let offset = 0; offset <= shop.length; offset += 7) await askAll(editor, shop, offset);
    expect(editor.logged).toEqual([]);
  });

  test('in a file that is cut off anywhere', async () => {
    editor = await Editor.start();
    await editor.open('shop.arch', '');
    for (let length = 0; length <= shop.length; length += 23) {
      const text = shop.slice(0, length);
      await editor.change('shop.arch', range, text);
      await askAll(editor, text, length);
      await askAll(editor, text, length >> 1);
    }
    expect(editor.logged).toEqual([]);
  });

  test('in what is no design at all', async () => {
    editor = await Editor.start();
    await editor.open('shop.arch', '');
    const texts = [
      '\0\x01\x02'.repeat(50),
      '{'.repeat(5000),
      '}'.repeat(5000),
      '"'.repeat(999),
      '->'.repeat(999),
      'a.'.repeat(999),
      '[(['.repeat(500),
      '/*'.repeat(500),
      '\r\r\n\r',
      '\u{1F600} \u{1F600}',
      'service constructor { __proto__: 1 }\nconstructor -> toString',
      'expect a toString',
      'system constructor { slo { toString: valueOf',
    ];
    for (const text of texts) {
      await editor.change('shop.arch', range, text);
      await askAll(editor, text, text.length);
      await askAll(editor, text, text.length >> 1);
    }
    expect(editor.logged).toEqual([]);
  });
});

describe('the server goes on', () => {
  test('when a feature throws, and says so once', async () => {
    vi.mocked(codeLenses).mockImplementation(() => {
      throw new Error('a fault of ours');
    });
    editor = await Editor.start();
    const faults: Fault.Parameters[] = [];
    editor.connection.onNotification(Fault.type, (fault) => {
      faults.push(fault);
    });
    await editor.open('shop.arch', shop);
    for (let i = 0; i < 3; i++) {
      expect(await editor.connection.sendRequest('textDocument/codeLens', { textDocument })).toBeNull();
    }
    await editor.until(() => editor!.logged.length > 0);
    expect(editor.logged).toEqual([expect.stringContaining('a fault of ours')]);
    expect(faults).toEqual([
      { what: expect.stringContaining('answering'), details: expect.stringMatching(/a fault of ours\n +at /) },
    ]);
    const hover = await editor.connection.sendRequest(HoverRequest.type, {
      textDocument,
      position: positionAt(shop, shop.indexOf('api')),
    });
    expect(hover).not.toBeNull();
  });

  test('when reading a design throws: the one before stands in', () => {
    const faults: unknown[] = [];
    const configuration = resolveConfiguration([]);
    const good = parseFile('a.arch', 'service a {}\na -> b\n');
    const before = new Design(
      'a.arch',
      new Map([['a.arch', good]]),
      configuration,
      (_, error) => faults.push(error),
      undefined,
    );
    expect(before.findings).toHaveLength(1);
    const broken = {
      source: good.source,
      get syntax(): never {
        throw new Error('a fault of ours');
      },
    } as unknown as Parsed;
    const after = new Design(
      'a.arch',
      new Map([['a.arch', broken]]),
      configuration,
      (_, error) => faults.push(error),
      before,
    );
    expect(after.model).toBe(before.model);
    expect(after.findings.map(({ rule }) => rule)).toEqual(['unknown-name']);
    const first = new Design(
      'a.arch',
      new Map([['a.arch', broken]]),
      configuration,
      (_, error) => faults.push(error),
      undefined,
    );
    expect(first.model.components).toEqual([]);
    expect(first.findings).toEqual([]);
    expect(faults).toHaveLength(2);
  });

  test('when files cannot be read', async () => {
    editor = await Editor.start();
    editor.host.read = () => Promise.reject(new Error('no disk'));
    await editor.open('shop.arch', shop);
    const position = positionAt(shop, shop.indexOf('api'));
    expect(await editor.connection.sendRequest(HoverRequest.type, { textDocument, position })).not.toBeNull();
    await editor.until(() => editor!.logged.some((line) => line.includes('no disk')));
  });
});

describe('cancellation', () => {
  test('of a request that waits', async () => {
    editor = await Editor.start();
    await editor.open('shop.arch', shop);
    const source = new CancellationTokenSource();
    const params = { textDocument, position: positionAt(shop, shop.indexOf('api')) };
    const asked = editor.connection.sendRequest(HoverRequest.type, params, source.token);
    source.cancel();
    await expect(asked).rejects.toMatchObject({ code: LSPErrorCodes.RequestCancelled });
    expect(await editor.connection.sendRequest(HoverRequest.type, params)).not.toBeNull();
  });
});
