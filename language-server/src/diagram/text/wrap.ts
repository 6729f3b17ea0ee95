import { textWidth, type Weight } from './measure.js';

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

export interface Font {
  readonly size: number;
  readonly weight: Weight;
}

/** The text on one line no wider than `width` pixels, its end replaced by `…` where it does not fit. */
export function ellipsis(text: string, width: number, font: Font): string {
  if (textWidth(text, font.size, font.weight) <= width) return text;
  const room = width - textWidth('…', font.size, font.weight);
  return `${longestPrefix(text, room, font).trimEnd()}…`;
}

/**
 * The text in at most `most` lines of `width` pixels. It breaks at spaces and after hyphens, dots, slashes and underscores, inside
 * a word only where that alone is too wide; what remains after the last line is cut with `…`.
 */
export function wrap(text: string, width: number, most: number, font: Font): readonly string[] {
  const lines: string[] = [];
  let rest = text;
  while (lines.length < most - 1 && textWidth(rest, font.size, font.weight) > width) {
    const line = firstLine(rest, width, font);
    lines.push(line.trimEnd());
    rest = rest.slice(line.length).trimStart();
  }
  if (rest !== '') lines.push(ellipsis(rest, width, font));
  return lines.length > 0 ? lines : [''];
}

/** Whether the text fits into so many lines without a word being cut. */
export function fitsWhole(text: string, width: number, most: number, font: Font): boolean {
  if (textWidth(text, font.size, font.weight) <= width) return true;
  const longest = Math.max(0, ...pieces(text).map((piece) => textWidth(piece.trimEnd(), font.size, font.weight)));
  return longest <= width && !wrap(text, width, most, font).at(-1)?.endsWith('…');
}

function firstLine(text: string, width: number, font: Font): string {
  let line = '';
  for (const piece of pieces(text)) {
    if (textWidth((line + piece).trimEnd(), font.size, font.weight) > width) break;
    line += piece;
  }
  return line !== '' ? line : longestPrefix(text, width, font);
}

const pieces = (text: string): readonly string[] => text.match(/[^\s\-./_]*[\s\-./_]*/g)?.filter((p) => p !== '') ?? [];

/** At least one grapheme, so that wrapping always gets on. */
function longestPrefix(text: string, width: number, font: Font): string {
  let prefix = '';
  for (const { segment } of graphemes.segment(text)) {
    if (prefix !== '' && textWidth(prefix + segment, font.size, font.weight) > width) break;
    prefix += segment;
  }
  return prefix;
}
