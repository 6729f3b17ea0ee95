import type { Location, SourceText } from '../../model/source.js';
import type { Style } from './style.js';
import { characterWidth, displayWidth, padStart, shorten, visible } from './text.js';

const maxLines = 4;

/**
 * The lines of a file a finding is about, with exactly its text underlined. A line longer than the terminal is shown around
 * the underlined part.
 */
export function codeFrame(
  source: SourceText,
  at: Location,
  style: Style,
  mark: (text: string) => string = style.accent,
): string[] {
  const start = source.positionAt(at.offset);
  const end = source.positionAt(Math.max(at.offset, at.end));
  // An end at the very start of a line belongs to the line before.
  const lastLine = end.column === 0 && end.line > start.line ? end.line - 1 : end.line;
  const lastShown = Math.min(lastLine, start.line + maxLines - 1);
  const gutter = Math.max(3, String(lastShown + 1).length + 1);
  const room = Math.max(20, style.width - gutter - 3);
  const rows: string[] = [];
  for (let number = start.line; number <= lastShown; number++) {
    const text = source.line(number) ?? '';
    const from = number === start.line ? start.column : text.length - text.trimStart().length;
    const to = number === end.line ? end.column : text.trimEnd().length;
    if (number > start.line && to <= from) {
      rows.push(
        `${style.dim(`${padStart(String(number + 1), gutter)} │`)} ${windowed(text, 0, 0, room).text}`.trimEnd(),
      );
      continue;
    }
    const part = windowed(text, from, Math.max(from, to), room);
    rows.push(`${style.dim(`${padStart(String(number + 1), gutter)} │`)} ${part.text}`);
    rows.push(`${style.dim(`${' '.repeat(gutter)} │`)} ${' '.repeat(part.before)}${mark('─'.repeat(part.width))}`);
  }
  if (lastShown < lastLine) rows.push(style.dim(`${padStart('⋮', gutter)} │`));
  return rows;
}

interface Part {
  readonly text: string;
  /** Columns before the underlined part. */
  readonly before: number;
  /** Columns of the underlined part, at least one. */
  readonly width: number;
}

/** Of a line of megabytes only so much is looked at. */
const reach = 1000;

/** What of a line fits into so many columns, and where its stretch `from`–`to` comes to stand. */
function windowed(line: string, from: number, to: number, room: number): Part {
  const before = shown(line.slice(Math.max(0, from - reach), from));
  const marked = shown(line.slice(from, Math.min(to, from + reach)));
  const after = shown(line.slice(to, to + reach));
  const indent = displayWidth(before);
  if (from <= reach && indent + displayWidth(marked) + displayWidth(after) <= room) {
    return { text: before + marked + after, before: indent, width: Math.max(1, displayWidth(marked)) };
  }
  const head = indent > room / 3 ? `…${takeLast(before, Math.floor(room / 3) - 1)}` : before;
  const text = shorten(head + marked + after, room);
  const width = Math.min(displayWidth(marked), displayWidth(text) - displayWidth(head));
  return { text, before: displayWidth(head), width: Math.max(1, width) };
}

function shown(text: string): string {
  return text.split('\t').map(visible).join('  ');
}

function takeLast(text: string, columns: number): string {
  const characters = [...text];
  let width = 0;
  let start = characters.length;
  while (start > 0 && width + characterWidth(characters[start - 1]) <= columns)
    width += characterWidth(characters[--start]);
  return characters.slice(start).join('');
}
