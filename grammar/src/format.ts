import { alignComments } from './format/comments.js';
import { readItems, tidy } from './format/items.js';
import { layOut } from './format/layout.js';
import { endOfLine, startOfLine } from './line-ends.js';
import type { TextEdit } from './problem.js';

export interface FormatOptions {
  /** Columns by which a block is indented; 2 if not given. */
  readonly indent?: number;
}

/**
 * Lays out a file: indentation, one space where one belongs, commas on one line, at most one empty line. Line ends,
 * comments and the grouping of properties are the author's; only a line of more than 120 columns is broken. What a line
 * means never changes; a line that cannot be read stays as it is, and where braces do not match, the file does.
 */
export function format(text: string, options?: FormatOptions): string {
  const edits = formatEdits(text, options);
  const parts: string[] = [];
  let end = 0;
  for (const edit of edits) {
    parts.push(text.slice(end, edit.offset), edit.text);
    end = edit.end;
  }
  return parts.join('') + text.slice(end);
}

/** The changes that `format` makes, each as small as can be, in order. */
export function formatEdits(text: string, { indent = 2 }: FormatOptions = {}): TextEdit[] {
  const items = readItems(text);
  if (items.length === 0 && text.trim() !== '') return [];
  tidy(items);
  const lineEnd = /\r\n|[\r\n]/.exec(text)?.[0] ?? '\n';
  const placed = layOut(text, items, { indent, lineEnd });
  alignComments(text, placed);
  const edits: TextEdit[] = [];
  let end = 0;
  for (const { item, gap } of placed) {
    addEdit(edits, text, end, item.offset, gap);
    end = item.end;
  }
  if (text.slice(end).trim() === '') addEdit(edits, text, end, text.length, items.length > 0 ? lineEnd : '');
  return edits;
}

/** The changes within the lines from one offset to another. */
export function formatRange(text: string, from: number, to: number, options?: FormatOptions): TextEdit[] {
  const start = startOfLine(text, from);
  const end = endOfLine(text, to);
  return formatEdits(text, options).filter((edit) => edit.offset >= start && edit.end <= end);
}

/**
 * The changes after typing `}`, in the block that it closes, or a line end, in the line that it ends.
 * `offset` is where the cursor stands now.
 */
export function formatOnType(text: string, offset: number, typed: string, options?: FormatOptions): TextEdit[] {
  if (typed === '}') return formatRange(text, openingOf(text, offset), offset, options);
  const before = text.slice(0, offset).trimEnd().length;
  return formatRange(text, before, before, options);
}

/** Where the brace stands that the one before `offset` closes; `offset` if there is none. */
function openingOf(text: string, offset: number): number {
  const brace = readItems(text).find(({ end, type }) => end === offset && type === '}');
  return brace?.partner?.offset ?? offset;
}

function addEdit(edits: TextEdit[], text: string, offset: number, end: number, wanted: string): void {
  const found = text.slice(offset, end);
  if (found === wanted) return;
  let head = 0;
  while (head < found.length && found[head] === wanted[head]) head++;
  let tail = 0;
  const most = Math.min(found.length, wanted.length) - head;
  while (tail < most && found.at(-1 - tail) === wanted.at(-1 - tail)) tail++;
  edits.push({ offset: offset + head, end: end - tail, text: wanted.slice(head, wanted.length - tail) });
}
