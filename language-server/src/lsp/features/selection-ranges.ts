import type { CstNode } from 'langium';
import type { Position, SelectionRange } from 'vscode-languageserver';
import type { Parsed } from '../../model/parsed.js';
import { offsetAt, rangeOf } from '../positions.js';
import type { Snapshot } from '../snapshot.js';
import { statementStart } from '../text/tokens.js';

/** From the word outwards: value, property, inside of the block, statement, … to the file. */
export function selectionRanges(
  { parsed }: Pick<Snapshot, 'parsed'>,
  { positions }: { readonly positions: readonly Position[] },
): SelectionRange[] {
  return positions.map((position) => selection(parsed, offsetAt(parsed.source, position)));
}

function selection({ source, syntax }: Parsed, offset: number): SelectionRange {
  const base = statementStart(syntax, offset);
  const chunk = syntax.chunks.find((candidate) => candidate.offset === base)?.chunk;
  let current: SelectionRange = { range: rangeOf(source, { offset: 0, end: source.text.length }) };
  let smallest = source.text.length + 1;
  const narrow = (from: number, to: number): void => {
    if (from > offset || to < offset || to - from >= smallest || to <= from) return;
    smallest = to - from;
    current = { range: rangeOf(source, { offset: from, end: to }), parent: current };
  };
  for (let node: CstNode | undefined = chunk?.tree.$cstNode; node; node = childAt(node, offset - base)) {
    narrow(base + node.offset, base + node.end);
    const [open, close] = braces(node);
    if (open !== undefined && close !== undefined) {
      narrow(base + open, base + close);
      narrow(base + open + 1, base + close - 1);
    }
  }
  return current;
}

function childrenOf(node: CstNode): readonly CstNode[] {
  return 'content' in node ? (node as { content: CstNode[] }).content : [];
}

/** The child that the place lies in; of two that meet there, the one behind it. */
function childAt(node: CstNode, offset: number): CstNode | undefined {
  const fitting = childrenOf(node).filter(
    (child) => child.end > child.offset && child.offset <= offset && offset <= child.end,
  );
  return fitting[fitting.length - 1];
}

/** The braces of a statement's own block, from the one to behind the other. */
function braces(node: CstNode): readonly [open?: number, close?: number] {
  const children = childrenOf(node);
  return [children.find(({ text }) => text === '{')?.offset, children.findLast(({ text }) => text === '}')?.end];
}
