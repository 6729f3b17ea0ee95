import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  CallHierarchyIncomingCallsRequest,
  CallHierarchyOutgoingCallsRequest,
  CallHierarchyPrepareRequest,
  CodeLensRequest,
  DocumentFormattingRequest,
  DocumentHighlightKind,
  DocumentHighlightRequest,
  DocumentLinkRequest,
  DocumentOnTypeFormattingRequest,
  DocumentRangeFormattingRequest,
  type DocumentSymbol,
  DocumentSymbolRequest,
  FoldingRangeRequest,
  InlayHintRequest,
  type SelectionRange,
  SelectionRangeRequest,
  SemanticTokensRequest,
  SymbolKind,
} from 'vscode-languageserver-protocol/node';
import { PlaceRequest, SceneRequest, ThingAtRequest } from '../../language-server/src/lsp/preview/protocol.js';
import { LibraryText } from '../../language-server/src/lsp/protocol.js';
import { shop } from './designs.js';
import { appliedTo, Editor, offsetAt, positionAt, uri } from './harness.js';

let editor: Editor;
beforeEach(async () => {
  editor = await Editor.start();
});
afterEach(() => editor.stop());

const textDocument = { uri: uri('shop.arch') };
const everything = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };
const options = { tabSize: 2, insertSpaces: true };
const textAt = (range: {
  start: { line: number; character: number };
  end: { line: number; character: number };
}): string => {
  const text = editor.text('shop.arch');
  return text.slice(offsetAt(text, range.start), offsetAt(text, range.end));
};

describe('the outline', () => {
  const names = (symbols: readonly DocumentSymbol[]): unknown[] =>
    symbols.map(({ name, children }) => (children ? [name, names(children)] : name));

  test('shows the whole language', async () => {
    const text = `import "./x.arch"
system "S" { slo { availability: 99% } expect f.rate.peak < 1/s }
param p = 3 in 1..10
let q = 2 * p
engine mine extends redis { capacity: 1k/s }
region eu { zone a { service s "Title" { } } }
database d { table t { fields { c: id, n: text(3B) } index on c query by n 5% } }
flow f "F" { from: s }
s -> d { timeout: 1s }
saga checkout { step pay compensate refund }
forbid any client -> d "no"
accept hot-key on t until 2027-01-01 "why"
expect f.rate.peak < 1/s
servce typo { }
`;
    await editor.open('shop.arch', text);
    const symbols = (await editor.connection.sendRequest(DocumentSymbolRequest.type, {
      textDocument,
    })) as DocumentSymbol[];
    expect(names(symbols)).toEqual([
      'import "./x.arch"',
      ['S', ['expect f.rate.peak < 1/s']],
      'p',
      'q',
      'mine',
      ['eu', [['a', ['s']]]],
      ['d', [['t', ['c', 'n', 'index on c', 'query by n 5%']]]],
      'f',
      's -> d',
      ['checkout', ['step pay compensate refund']],
      'forbid any client -> d "no"',
      'accept hot-key on t until 2027-01-01 "why"',
      'expect f.rate.peak < 1/s',
      'typo',
    ]);
    const check = ({ range, selectionRange, children }: DocumentSymbol): void => {
      expect(textAt(range)).toContain(textAt(selectionRange));
      children?.forEach(check);
    };
    symbols.forEach(check);
    expect(symbols[5]).toMatchObject({ kind: SymbolKind.Package, detail: 'region' });
  });
});

test('highlights tell the declaration from its uses', async () => {
  await editor.open('shop.arch', shop);
  const position = positionAt(shop, shop.indexOf('api ->') + 1);
  const found = await editor.connection.sendRequest(DocumentHighlightRequest.type, { textDocument, position });
  expect(found?.map(({ range, kind }) => [textAt(range), kind])).toEqual(
    expect.arrayContaining([['api', DocumentHighlightKind.Write]]),
  );
  expect(found).toHaveLength(5);
});

test('folding takes blocks, comments and imports', async () => {
  await editor.open(
    'shop.arch',
    `import "./a.arch"\nimport "./b.arch"\n// one\n// two\nservice a {\n  slo {\n    availability: 9%\n  }\n}\n`,
  );
  const found = await editor.connection.sendRequest(FoldingRangeRequest.type, { textDocument });
  const ranges = found?.map(({ startLine, endLine, kind }) => [startLine, endLine, kind]);
  expect(ranges).toEqual(
    expect.arrayContaining([
      [0, 1, 'imports'],
      [2, 3, 'comment'],
      [4, 7, undefined],
      [5, 6, undefined],
    ]),
  );
  expect(ranges).toHaveLength(4);
});

test('a selection grows from the word to the file', async () => {
  await editor.open('shop.arch', shop);
  const position = positionAt(shop, shop.indexOf('500/s') + 2);
  const [found] =
    (await editor.connection.sendRequest(SelectionRangeRequest.type, { textDocument, positions: [position] })) ?? [];
  const texts: string[] = [];
  for (let range: SelectionRange | undefined = found; range; range = range.parent) texts.push(textAt(range.range));
  expect(texts[0]).toBe('500/s');
  expect(texts[1]).toBe('capacity: 500/s');
  expect(texts.some((text) => text.startsWith(' replicas: 6') && text.endsWith('5ms '))).toBe(true);
  expect(texts.some((text) => text.startsWith('service api') && text.endsWith('}'))).toBe(true);
  expect(texts.at(-1)).toBe(shop);
  for (let i = 1; i < texts.length; i++) expect(texts[i]).toContain(texts[i - 1]);
});

describe('formatting', () => {
  const ugly = 'service   a{replicas:2\ncapacity:  5/s}\n\n\n\nservice b { replicas: 1 }\n';

  test('of the document is what the formatter makes of it, and is stable', async () => {
    await editor.open('shop.arch', ugly);
    const edits = await editor.connection.sendRequest(DocumentFormattingRequest.type, { textDocument, options });
    const formatted = appliedTo(ugly, edits ?? []);
    expect(formatted).toContain('service a { replicas: 2');
    expect(formatted).not.toContain('\n\n\n');
    await editor.change('shop.arch', { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } }, '');
    await editor.open('again.arch', formatted);
    expect(
      await editor.connection.sendRequest(DocumentFormattingRequest.type, {
        textDocument: { uri: uri('again.arch') },
        options,
      }),
    ).toEqual([]);
  });

  test('of some lines leaves the others alone', async () => {
    const text = 'service   a { }\nservice   b { }\nservice   c { }\n';
    await editor.open('shop.arch', text);
    const range = { start: { line: 1, character: 0 }, end: { line: 1, character: 5 } };
    const edits = await editor.connection.sendRequest(DocumentRangeFormattingRequest.type, {
      textDocument,
      range,
      options,
    });
    const lines = appliedTo(text, edits ?? []).split('\n');
    expect([lines[0], lines[2]]).toEqual(['service   a { }', 'service   c { }']);
    expect(lines[1]).toMatch(/^service b \{/);
  });

  test('follows a brace that was typed', async () => {
    const text = 'service a {\nreplicas:   2\n}\n';
    await editor.open('shop.arch', text);
    const position = { line: 2, character: 1 };
    const edits = await editor.connection.sendRequest(DocumentOnTypeFormattingRequest.type, {
      textDocument,
      position,
      ch: '}',
      options,
    });
    expect(appliedTo(text, edits ?? [])).toBe('service a {\n  replicas: 2\n}\n');
  });
});

describe('figures in the text', () => {
  test('stand behind what they belong to, with their working', async () => {
    await editor.open('shop.arch', shop);
    const hints =
      (await editor.connection.sendRequest(InlayHintRequest.type, { textDocument, range: everything })) ?? [];
    const onLine = (start: string): unknown[] => {
      const line = positionAt(shop, shop.indexOf(start)).line;
      return hints.filter(({ position }) => position.line === line).map(({ label }) => label);
    };
    // 500k × 20/day × 3 ÷ 86,400 s, and that with the buying through six times 500/s.
    expect(onLine('flow browse')).toEqual(['347/s']);
    expect(onLine('service api')).toEqual(['365/s · 12.2%']);
    expect(onLine('  table goods')).toEqual([expect.stringContaining('storage 500MB')]);
    expect(onLine('api -> hot')).toEqual(['347/s']);
    const tooltip = JSON.stringify(hints.find(({ label }) => label === '365/s · 12.2%')?.tooltip);
    expect(tooltip).toContain('utilisation');
    expect(tooltip).toContain('`api.capacity` 3k/s (derived)');
  });

  test('only of the lines that are asked for', async () => {
    await editor.open('shop.arch', shop);
    const line = positionAt(shop, shop.indexOf('service api')).line;
    const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
    const hints = await editor.connection.sendRequest(InlayHintRequest.type, { textDocument, range });
    expect(hints?.map(({ position }) => position.line)).toEqual([line]);
  });

  test('are those the settings name, or none', async () => {
    const figures = ['headroom'];
    const other = await Editor.start(
      {},
      { options: { settings: { inlayHints: { figures }, codeLens: { enabled: false } } } },
    );
    await other.open('shop.arch', shop);
    const hints =
      (await other.connection.sendRequest(InlayHintRequest.type, { textDocument, range: everything })) ?? [];
    expect(hints.map(({ label }) => label)).toContain('headroom 87.8%');
    expect(hints.every(({ label }) => String(label).startsWith('headroom'))).toBe(true);
    expect(await other.connection.sendRequest(CodeLensRequest.type, { textDocument })).toEqual([]);
    await other.stop();
  });

  test('stand above flows', async () => {
    await editor.open('shop.arch', shop);
    const lenses = await editor.connection.sendRequest(CodeLensRequest.type, { textDocument });
    expect(lenses?.map(({ range, command }) => [textAt(range), command?.title])).toEqual([
      ['flow browse "Look at goods"', expect.stringMatching(/^347\/s at peak/)],
      ['flow buy "Buy"', expect.stringMatching(/^17\.4\/s at peak/)],
    ]);
  });

  test('are nowhere in a design without numbers', async () => {
    await editor.open('shop.arch', 'service a {}\nservice b {}\na -> b { timeout: 1s }\n');
    expect(await editor.connection.sendRequest(InlayHintRequest.type, { textDocument, range: everything })).toEqual([]);
    expect(await editor.connection.sendRequest(CodeLensRequest.type, { textDocument })).toEqual([]);
  });
});

test('links lead to imports and to the pages of rules', async () => {
  await editor.open('shop.arch', 'import "../up/x.arch"\nservice a {}\naccept missing-timeout on a "x"\n');
  const links = await editor.connection.sendRequest(DocumentLinkRequest.type, { textDocument });
  expect(links?.map(({ range, target }) => [textAt(range), target])).toEqual([
    ['../up/x.arch', 'file:///up/x.arch'],
    ['missing-timeout', expect.stringMatching(/^https:.*missing-timeout\.md$/)],
  ]);
});

test('names are coloured by what they stand for', async () => {
  await editor.open('shop.arch', 'service queue {}\ndatabase db { engine: postgres }\nqueue -> db\n');
  const tokens = await editor.connection.sendRequest(SemanticTokensRequest.type, { textDocument });
  const { legend } = editor.capabilities.semanticTokensProvider!;
  const seen: unknown[] = [];
  let line = 0;
  let character = 0;
  const data = tokens?.data ?? [];
  for (let i = 0; i < data.length; i += 5) {
    character = data[i] === 0 ? character + data[i + 1] : data[i + 1];
    line += data[i];
    const text = editor
      .text('shop.arch')
      .split('\n')
      [line].slice(character, character + data[i + 2]);
    seen.push([text, legend.tokenTypes[data[i + 3]], data[i + 4]]);
  }
  expect(seen).toEqual([
    ['queue', 'class', 1],
    ['db', 'class', 1],
    ['postgres', 'interface', 2],
    ['queue', 'class', 0],
    ['db', 'class', 0],
  ]);
});

test('calls are followed in both directions', async () => {
  await editor.open('shop.arch', shop);
  const position = positionAt(shop, shop.indexOf('api "Shop API"') + 1);
  const [item] =
    (await editor.connection.sendRequest(CallHierarchyPrepareRequest.type, { textDocument, position })) ?? [];
  const incoming = await editor.connection.sendRequest(CallHierarchyIncomingCallsRequest.type, { item });
  expect(incoming?.map(({ from }) => from.name)).toEqual(['front']);
  const outgoing = await editor.connection.sendRequest(CallHierarchyOutgoingCallsRequest.type, { item });
  expect(outgoing?.map(({ to, fromRanges }) => [to.name, fromRanges.map(textAt)])).toEqual([
    ['hot', ['api -> hot']],
    ['db', ['api -> db']],
  ]);
});

describe('requests of our own', () => {
  test('the picture of a design', async () => {
    await editor.open('shop.arch', shop);
    const result = await editor.connection.sendRequest(SceneRequest.type, textDocument);
    expect(result?.scene?.title).toBe('Shop');
    expect(result?.scene?.nodes.map(({ id }) => id)).toEqual(['browser', 'front', 'api', 'hot', 'db']);
    expect(result?.scene?.nodes.find(({ id }) => id === 'api')?.rate?.text).toBe('365/s');
    expect(result?.version).toBe(1);
    expect(await editor.connection.sendRequest(SceneRequest.type, { uri: uri('none.arch') })).toBeNull();
  });

  test('the places of what a picture shows, and what it shows of a place', async () => {
    const text = `${shop}group back { service worker }\nqueue later\nqueue dead\nworker -> later { dead-letter: dead }\n`;
    await editor.open('shop.arch', text);
    const leadsTo = async (id: string) => {
      const place = await editor.connection.sendRequest(PlaceRequest.type, { ...textDocument, id });
      return place && textAt(place.range);
    };
    expect(await leadsTo('api')).toBe('service api "Shop API"');
    expect(await leadsTo('api->hot')).toBe('api -> hot');
    expect(await leadsTo('browse')).toMatch(/^flow browse/);
    expect(await leadsTo('back')).toBe('group back');
    expect(await leadsTo('worker->later.dead-letter')).toBe('dead-letter: dead');
    expect(await leadsTo('nothing')).toBeNull();

    const shownAt = async (part: string, collapse: readonly string[] = []) => {
      const at = { uri: textDocument.uri, position: positionAt(text, text.indexOf(part) + 1) };
      return (await editor.connection.sendRequest(ThingAtRequest.type, { ...textDocument, at, collapse }))?.id;
    };
    expect(await shownAt('service api')).toBe('api');
    expect(await shownAt('api -> hot')).toBe('api->hot');
    expect(await shownAt('service worker')).toBe('worker');
    expect(await shownAt('group back')).toBe('back');
    expect(await shownAt('service worker', ['back'])).toBe('back');
    expect(await shownAt('dead-letter: dead')).toBe('worker->later.dead-letter');
    expect(await shownAt('system')).toBeUndefined();
    const elsewhere = { uri: uri('other.arch'), position: { line: 0, character: 0 } };
    expect(await editor.connection.sendRequest(ThingAtRequest.type, { ...textDocument, at: elsewhere })).toBeNull();
  });

  test('the library can be read, and nothing else', async () => {
    const text = await editor.connection.sendRequest(LibraryText.type, { uri: 'archlang:library/caches.arch' });
    expect(text).toContain('engine redis');
    expect(
      await editor.connection.sendRequest(LibraryText.type, { uri: 'archlang:library/../package.json' }),
    ).toBeNull();
    expect(await editor.connection.sendRequest(LibraryText.type, { uri: 'file:///etc/passwd' })).toBeNull();
    expect(await editor.connection.sendRequest(LibraryText.type, { uri: 'archlang:library/constructor' })).toBeNull();
  });
});
