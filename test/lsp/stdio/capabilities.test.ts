/** Every capability that the built program announces, asked for as an editor does: over its standard streams. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type {
  CallHierarchyItem,
  CodeAction,
  CompletionItem,
  DocumentSymbol,
  Hover,
  LocationLink,
  Range,
  SignatureHelp,
  TextEdit,
  WorkspaceEdit,
} from 'vscode-languageserver-protocol/node';
import { shop } from '../designs.js';
import { appliedTo } from '../harness.js';
import { placeOf, StdioClient } from './client.js';

const platform = 'database ledger { replicas: 2 }\n';
const good = `import "./platform.arch"\n${shop}service pay {}\napi -> pay { timeout: 1s, retries: 1, backoff: exponential(100ms, 1s) }\npay -> ledger\n`;
/** The same with a half-typed line, an unclosed block and a misspelt kind in front of and behind all else. */
const broken = `servce typo {\n  x: = 3\n}\n${good.replace('cache hot {', 'cache hot { ttl')}lb last {\n  replicas: `;

let client: StdioClient;
let capabilities: Readonly<Record<string, unknown>>;
beforeAll(async () => {
  client = await StdioClient.start({ files: { 'platform.arch': platform, 'good.arch': good } });
  capabilities = client.capabilities as Readonly<Record<string, unknown>>;
  await client.open('good.arch', good);
  await client.open('broken.arch', broken);
  await client.diagnostics('broken.arch');
});
afterAll(() => client.stop());

const options = { tabSize: 2, insertSpaces: true };
const everything: Range = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

/** What answers each capability, asked in a file that is in order and in one that is broken. */
type Check = (name: string, text: string) => Promise<void>;
const checks: Readonly<Record<string, Check>> = {
  async textDocumentSync(name) {
    const codes = (await client.diagnostics(name)).map(({ code }) => code);
    expect(codes).toContain('missing-timeout');
    if (name === 'broken.arch') expect(codes).toContain('unknown-kind');
  },
  async completionProvider(name, text) {
    const position = placeOf(text, '-> ledger', 3);
    const items = await client.ask<CompletionItem[]>('textDocument/completion', name, { position });
    expect(items.map(({ label }) => label)).toEqual(expect.arrayContaining(['front', 'hot', 'db', 'ledger']));
    const engines = await client.ask<CompletionItem[]>('textDocument/completion', name, {
      position: placeOf(text, 'engine: redis', 8),
    });
    const redis = engines.find(({ label }) => label === 'redis');
    const resolved = await client.connection.sendRequest<CompletionItem>('completionItem/resolve', redis!);
    expect(JSON.stringify(resolved.documentation)).toContain('capacity');
  },
  async signatureHelpProvider(name, text) {
    const help = await client.ask<SignatureHelp>('textDocument/signatureHelp', name, {
      position: placeOf(text, '100ms, 1s', 7),
    });
    expect(help.signatures[0].label).toBe('exponential(base, cap)');
    expect(help.activeParameter).toBe(1);
  },
  async hoverProvider(name, text) {
    const hover = await client.ask<Hover>('textDocument/hover', name, { position: placeOf(text, 'api "Shop') });
    expect(JSON.stringify(hover.contents)).toContain('utilisation');
  },
  async definitionProvider(name, text) {
    const position = placeOf(text, '-> ledger', 4);
    const [link] = await client.ask<LocationLink[]>('textDocument/definition', name, { position });
    expect(link.targetUri).toBe(client.uri('platform.arch'));
    const [file] = await client.ask<LocationLink[]>('textDocument/definition', name, {
      position: placeOf(text, './platform', 3),
    });
    expect(file.targetUri).toBe(client.uri('platform.arch'));
  },
  async typeDefinitionProvider(name, text) {
    const position = placeOf(text, 'database db', 10);
    const [engine] = await client.ask<LocationLink[]>('textDocument/typeDefinition', name, { position });
    expect(engine.targetUri).toMatch(/^archlang:library\//);
  },
  async referencesProvider(name, text) {
    const context = { includeDeclaration: true };
    const position = placeOf(text, 'api "Shop');
    const found = await client.ask<unknown[]>('textDocument/references', name, { position, context });
    expect(found.length).toBeGreaterThanOrEqual(6);
  },
  async documentHighlightProvider(name, text) {
    const position = placeOf(text, 'api "Shop');
    expect(await client.ask('textDocument/documentHighlight', name, { position })).toHaveLength(6);
  },
  async renameProvider(name, text) {
    const position = placeOf(text, '-> ledger', 4);
    expect(await client.ask('textDocument/prepareRename', name, { position })).toMatchObject({ placeholder: 'ledger' });
    const edit = await client.ask<WorkspaceEdit>('textDocument/rename', name, { position, newName: 'books' });
    expect(JSON.stringify(edit)).toContain('platform.arch');
    expect(JSON.stringify(edit)).toContain(name);
  },
  async documentSymbolProvider(name) {
    const symbols = await client.ask<DocumentSymbol[]>('textDocument/documentSymbol', name);
    expect(symbols.map((symbol) => symbol.name)).toEqual(expect.arrayContaining(['api', 'db', 'pay']));
  },
  async workspaceSymbolProvider() {
    const [found] = await client.connection.sendRequest<unknown[]>('workspace/symbol', { query: 'ledg' });
    expect(found).toMatchObject({ name: 'ledger', location: { uri: client.uri('platform.arch') } });
  },
  async foldingRangeProvider(name, text) {
    const { line } = placeOf(text, 'database db');
    const ranges = await client.ask('textDocument/foldingRange', name);
    expect(ranges).toEqual(expect.arrayContaining([expect.objectContaining({ startLine: line })]));
  },
  async selectionRangeProvider(name, text) {
    const positions = [placeOf(text, '500/s', 1)];
    const [range] = await client.ask<{ parent?: unknown }[]>('textDocument/selectionRange', name, { positions });
    expect(range.parent).toBeDefined();
  },
  async documentFormattingProvider(name, text) {
    const once = await formatted(name, text);
    expect(once).toContain('// Knows all goods.');
    expect(once.replace(/[\s,]/g, '')).toBe(text.replace(/[\s,]/g, ''));
    await client.open('formatted.arch', once);
    expect(await client.ask('textDocument/formatting', 'formatted.arch', { options })).toEqual([]);
  },
  async documentRangeFormattingProvider(name, text) {
    const { line } = placeOf(text, 'service pay');
    const range = { start: { line, character: 0 }, end: { line, character: 5 } };
    const edits = await client.ask<TextEdit[]>('textDocument/rangeFormatting', name, { range, options });
    for (const edit of edits) expect(edit.range.start.line).toBe(line);
  },
  async documentOnTypeFormattingProvider(name, text) {
    const position = placeOf(text, 'query by sku 90%\n  }', 20);
    expect(
      await client.ask('textDocument/onTypeFormatting', name, { position, ch: '}', options }),
      'a block in order stays as it is',
    ).toEqual([]);
  },
  async codeActionProvider(name, text) {
    const at = placeOf(text, 'pay -> ledger', 5);
    const actions = await client.ask<CodeAction[]>('textDocument/codeAction', name, {
      range: { start: at, end: at },
      context: { diagnostics: [] },
    });
    expect(actions[0].title).toMatch(/^Set `timeout/);
    const [change] = actions[0].edit?.documentChanges ?? [];
    expect(appliedTo(text, (change as { edits: TextEdit[] }).edits)).toMatch(/pay -> ledger \{ timeout: /);
  },
  async executeCommandProvider(name) {
    await client.connection.sendRequest('workspace/executeCommand', {
      command: 'archlang.turnRuleOff',
      arguments: [{ uri: client.uri(name), rule: 'missing-timeout' }],
    });
    expect(JSON.stringify(client.applied.pop())).toContain('missing-timeout');
  },
  async inlayHintProvider(name) {
    const hints = await client.ask('textDocument/inlayHint', name, { range: everything });
    expect(hints).toEqual(expect.arrayContaining([expect.objectContaining({ label: '347/s' })]));
  },
  async codeLensProvider(name) {
    expect(JSON.stringify(await client.ask('textDocument/codeLens', name))).toContain('347/s at peak');
  },
  async documentLinkProvider(name) {
    expect(await client.ask('textDocument/documentLink', name)).toMatchObject([
      { target: client.uri('platform.arch') },
    ]);
  },
  async callHierarchyProvider(name, text) {
    const position = placeOf(text, 'api "Shop');
    const [item] = await client.ask<CallHierarchyItem[]>('textDocument/prepareCallHierarchy', name, { position });
    const incoming = await client.connection.sendRequest('callHierarchy/incomingCalls', { item });
    expect(incoming).toMatchObject([{ from: { name: 'front' } }]);
    const outgoing = await client.connection.sendRequest<{ to: { name: string } }[]>('callHierarchy/outgoingCalls', {
      item,
    });
    expect(outgoing.map(({ to }) => to.name)).toEqual(expect.arrayContaining(['hot', 'pay']));
  },
  async semanticTokensProvider(name, text) {
    const full = await client.ask<{ data: number[] }>('textDocument/semanticTokens/full', name);
    const { line } = placeOf(text, 'service api');
    const part = await client.ask<{ data: number[] }>('textDocument/semanticTokens/range', name, {
      range: { start: { line, character: 0 }, end: { line: line + 1, character: 0 } },
    });
    expect(full.data.length).toBeGreaterThan(100);
    expect(part.data.slice(0, 3)).toEqual([line, 8, 3]);
    expect(part.data.length).toBeLessThan(full.data.length);
  },
  async workspace(name) {
    const moved = await client.connection.sendRequest<WorkspaceEdit>('workspace/willRenameFiles', {
      files: [{ oldUri: client.uri('platform.arch'), newUri: client.uri('base/platform.arch') }],
    });
    const change = moved.documentChanges?.find((one) => 'edits' in one && one.textDocument.uri === client.uri(name));
    expect(change).toMatchObject({ edits: [{ newText: './base/platform.arch' }] });
  },
};

async function formatted(name: string, text: string): Promise<string> {
  return appliedTo(text, await client.ask<TextEdit[]>('textDocument/formatting', name, { options }));
}

test('each capability that is announced is checked here', () => {
  const announced = Object.keys(capabilities).filter((name) => name !== 'positionEncoding');
  expect(Object.keys(checks).sort()).toEqual(announced.sort());
});

describe.each([
  ['in a file that is in order', 'good.arch', good],
  ['in a broken file', 'broken.arch', broken],
])('%s', (_, name, text) => {
  test.each(Object.entries(checks))('%s', async (_capability, check) => {
    await check(name, text);
  });
});

test('nothing went wrong meanwhile', () => {
  expect(client.said).toEqual([]);
});
