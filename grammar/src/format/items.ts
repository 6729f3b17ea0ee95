import { tokenMatcher } from 'chevrotain';
import type { ArchLexer } from '../lexer.js';
import { endOfLine, startOfLine } from '../line-ends.js';
import { type Chunk, parse } from '../parse.js';
import { endOf, type SyntaxProblem } from '../problem.js';
import { archServices } from '../services.js';

/** A token or a comment of a text, with what the layout has to know about it and what it decides. */
export interface Item {
  readonly type: string;
  readonly text: string;
  readonly offset: number;
  readonly end: number;
  readonly isComment: boolean;
  readonly isName: boolean;
  /** Where a statement begins: its kind in the syntax tree. */
  readonly statement: string | undefined;
  /** Where the bracket stands that this one opens or closes; undefined for all else and where brackets do not match. */
  partner: Item | undefined;
  /** What stands before this item stays as it is, since its line cannot be read. */
  kept: boolean;
  /** Characters before it, on the line before, that mean nothing. */
  stray: string;
  /** Position among all items. */
  index: number;
  /** How many items before it begin a line. */
  row: number;
  /** Line ends before this item, at most two: a second one is an empty line. */
  breaks: number;
  /** A comma is to be written before it. */
  comma: boolean;
  /** A comma that is not to be written. */
  dropped: boolean;
}

/** The tokens and comments of a text in order. */
export function readItems(text: string): Item[] {
  const items = parse(text).chunks.flatMap(({ offset, chunk }) => chunkItems(chunk, offset));
  let end = 0;
  for (const [index, item] of items.entries()) {
    const gap = text.slice(end, item.offset);
    const isStray = gap.trim() !== '';
    item.index = index;
    item.stray = isStray ? gap.trimEnd() : '';
    item.breaks = index > 0 || isStray ? Math.min(2, countLineEnds(gap.slice(item.stray.length))) : 0;
    item.kept ||= isStray && item.breaks === 0;
    end = item.end;
  }
  return items;
}

/** Decides on commas, on empty lines and on braces that begin a line. */
export function tidy(items: readonly Item[]): void {
  let row = 0;
  for (const [index, item] of items.entries()) {
    const before = items[index - 1];
    if (before && !item.kept) {
      if (item.type === ',') item.dropped = endsBlock(items, index + 1);
      if (item.breaks > 1 && (opens(before) || closes(item))) item.breaks = 1;
      if (item.type === '{' && !item.statement && !before.isComment && !before.kept) item.breaks = 0;
      item.comma = item.statement === 'Property' && item.breaks === 0 && !before.kept && !/^[{},]$/.test(before.type);
    }
    if (item.breaks > 0) row++;
    item.row = row;
  }
}

function endsBlock(items: readonly Item[], from: number): boolean {
  let next = from;
  while (items[next]?.isComment) next++;
  return items[next]?.type === '}' && !items[next]!.kept;
}

export function opens({ type }: Item): boolean {
  return type in closing;
}

export function closes({ type }: Item): boolean {
  return type === '}' || type === ')' || type === ']';
}

function chunkItems(chunk: Chunk, base: number): Item[] {
  const lexer = archServices().parser.Lexer as ArchLexer;
  const { tokens, hidden } = lexer.tokenizeRaw(chunk.text);
  const starts = statementStarts(chunk.tree.members);
  const path = lexer.definition['PATH']!;
  const unread = unreadStretches(chunk);
  const all = [...tokens, ...hidden].sort((a, b) => a.startOffset - b.startOffset);
  const items = all.map((token): Item => {
    const isComment = token.tokenType.GROUP === 'hidden';
    const text = isComment ? token.image.trimEnd() : token.image;
    return {
      type: token.tokenType.name,
      text,
      offset: token.startOffset + base,
      end: token.startOffset + text.length + base,
      isComment,
      isName: tokenMatcher(token, path),
      statement: starts.get(token.startOffset),
      partner: undefined,
      stray: '',
      index: 0,
      row: 0,
      breaks: 0,
      comma: false,
      dropped: false,
      kept: unread.some(([from, to]) => token.startOffset < to && endOf(token) > from),
    };
  });
  if (chunk.problems.some(isWide) || !pairBrackets(items)) {
    for (const item of items) {
      item.kept = true;
      item.partner = undefined;
    }
  }
  return items;
}

/** Does it leave in doubt how the whole statement is built? */
function isWide({ code }: SyntaxProblem): boolean {
  return code === 'brace' || code === 'limit';
}

/** The lines that hold a problem. */
function unreadStretches({ text, problems }: Chunk): (readonly [number, number])[] {
  return problems.map(({ offset, end }) => [startOfLine(text, offset), endOfLine(text, end)] as const);
}

interface Node {
  readonly $type: string;
  readonly $cstNode?: { readonly offset: number };
  readonly members?: readonly Node[];
  readonly details?: Node;
}

function statementStarts(members: readonly Node[], starts = new Map<number, string>()): Map<number, string> {
  for (const member of members) {
    if (member.$cstNode) starts.set(member.$cstNode.offset, member.$type);
    statementStarts(member.members ?? [], starts);
    statementStarts(member.details?.members ?? [], starts);
  }
  return starts;
}

const closing: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** Returns whether all brackets match. */
function pairBrackets(items: readonly Item[]): boolean {
  const open: Item[] = [];
  for (const item of items) {
    if (opens(item)) open.push(item);
    else if (closes(item)) {
      const opening = open.pop();
      if (!opening || closing[opening.type] !== item.type) return false;
      opening.partner = item;
      item.partner = opening;
    }
  }
  return open.length === 0;
}

function countLineEnds(gap: string): number {
  return gap.match(/\r\n|[\r\n]/g)?.length ?? 0;
}
