import { ast } from '@archlang/grammar';
import { type DocumentSymbol, SymbolKind } from 'vscode-languageserver';
import type { Parsed } from '../../model/parsed.js';
import { rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';

/** Deeper nesting is not shown; the parser takes no more anyway. */
const deepest = 40;

const kindsOf: Readonly<Partial<Record<ast.Member['$type'], SymbolKind>>> = {
  System: SymbolKind.Namespace,
  Component: SymbolKind.Class,
  Group: SymbolKind.Package,
  Engine: SymbolKind.Interface,
  Flow: SymbolKind.Event,
  Table: SymbolKind.Struct,
  Saga: SymbolKind.Method,
  Step: SymbolKind.Function,
  Param: SymbolKind.Variable,
  Let: SymbolKind.Constant,
  Link: SymbolKind.Operator,
  Expect: SymbolKind.Boolean,
  Accept: SymbolKind.Key,
  Constraint: SymbolKind.Null,
  Import: SymbolKind.Module,
  Index: SymbolKind.Array,
  Query: SymbolKind.Object,
  Unknown: SymbolKind.Class,
};

/** What the file declares, in the order of the text. Told from the text alone. */
export function documentSymbols({ parsed }: Pick<Snapshot, 'parsed'>): DocumentSymbol[] {
  return parsed.syntax.chunks.flatMap(({ offset, chunk }) =>
    chunk.tree.members.flatMap((node) => symbol(node, offset, parsed, 0)),
  );
}

function symbol(node: ast.Member, base: number, parsed: Parsed, depth: number): DocumentSymbol[] {
  if (ast.isBlock(node) && node.name === 'fields') return fields(node, base, parsed);
  const kind = kindsOf[node.$type];
  const cst = node.$cstNode;
  if (kind === undefined || !cst || depth > deepest) return [];
  const at = { offset: base + cst.offset, end: base + cst.end };
  const text = parsed.source.text.slice(at.offset, at.end);
  const [name, detail] = label(node, text);
  const head = text.match(/^[^{\r\n]*/)?.[0].trimEnd().length ?? 0;
  const members = 'members' in node ? node.members : [];
  const children = members.flatMap((member) => symbol(member, base, parsed, depth + 1));
  const selection = { offset: at.offset, end: Math.min(at.end, at.offset + Math.max(1, head)) };
  return [
    {
      name,
      kind,
      range: rangeOf(parsed.source, at),
      selectionRange: rangeOf(parsed.source, selection),
      ...(detail !== undefined && { detail }),
      ...(children.length > 0 && { children }),
    },
  ];
}

/** The columns of a table. */
function fields(node: ast.Block, base: number, parsed: Parsed): DocumentSymbol[] {
  return node.members.flatMap((member): DocumentSymbol[] => {
    const cst = member.$cstNode;
    if (!ast.isProperty(member) || !cst) return [];
    const range = rangeOf(parsed.source, { offset: base + cst.offset, end: base + cst.end });
    const selectionRange = rangeOf(parsed.source, {
      offset: base + cst.offset,
      end: base + cst.offset + member.name.length,
    });
    const detail = member.value?.$cstNode?.text;
    return [
      { name: member.name, kind: SymbolKind.Field, range, selectionRange, ...(detail !== undefined && { detail }) },
    ];
  });
}

/** What is shown, and what stands beside it in grey. */
function label(node: ast.Member, text: string): readonly [name: string, detail?: string] {
  const line = text.match(/^[^{\r\n]*/)?.[0].trim() ?? '';
  switch (node.$type) {
    case 'Link':
      return [shortened(line.replace(/\s*"[^"]*"\s*$/, '')), node.title];
    case 'Expect':
    case 'Accept':
    case 'Constraint':
    case 'Import':
    case 'Index':
    case 'Query':
    case 'Step':
      return [shortened(line)];
    case 'System':
      return [node.title || node.name || 'system', 'system'];
    case 'Component':
    case 'Group':
    case 'Saga':
      return named(node.name, node.title, node.kind);
    case 'Unknown':
      return named(node.name, node.title, node.kind ?? '');
    case 'Param':
    case 'Let':
      return [node.name || node.$type.toLowerCase(), node.value?.$cstNode?.text];
    case 'Engine':
    case 'Flow':
    case 'Table':
      return named(node.name, node.title, node.$type.toLowerCase());
    default:
      return [shortened(line) || node.$type];
  }
}

function named(name: string | undefined, title: string | undefined, keyword: string): readonly [string, string] {
  return [name || title || keyword, title && name ? `${keyword} · ${title}` : keyword];
}

/** An editor shows nothing for an empty name. */
function shortened(text: string): string {
  const clean = text.replace(/\s+/g, ' ');
  return clean.length > 80 ? `${clean.slice(0, 79)}…` : clean || '…';
}
