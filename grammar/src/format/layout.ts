import { closes, type Item, opens } from './items.js';
import { breakLine } from './lines.js';
import { hasTightArrows, spaceBetween } from './spacing.js';

/** An item of the formatted text, and what stands before it. */
export interface Placed {
  readonly item: Item;
  gap: string;
  readonly line: number;
  /** Where the item begins on its line. */
  readonly column: number;
}

export interface Style {
  readonly indent: number;
  readonly lineEnd: string;
}

interface Statement {
  readonly column: number;
  readonly tightArrows: boolean;
}

/** An open bracket. */
interface Frame {
  readonly isBlock: boolean;
  /** Where a line within it begins. */
  readonly content: number;
  /** Where a line begins that closes it. */
  readonly closing: number;
  /** The statement it stands in. */
  readonly statement: Statement;
}

/** Lays out the items of a text. Line ends stay where the author put them; only a line that is too long is broken. */
export function layOut(text: string, items: readonly Item[], style: Style): Placed[] {
  return new Layout(text, items, style).run();
}

class Layout {
  private readonly placed: Placed[] = [];
  private readonly frames: Frame[] = [];
  private statement: Statement = { column: 0, tightArrows: true };
  private line = 0;
  private column = 0;
  /** Where the current line begins. */
  private margin = 0;
  /** Where the last item ends in the source. */
  private end = 0;

  constructor(
    private readonly text: string,
    private readonly items: readonly Item[],
    private readonly style: Style,
  ) {}

  run(): Placed[] {
    for (const item of this.items) {
      if (!item.dropped) this.place(item);
      this.end = item.end;
    }
    return this.placed;
  }

  private place(item: Item): void {
    const gap = this.gapBefore(item);
    this.advance(gap.replace('\ufeff', ''));
    const before = this.placed.at(-1);
    if (!before || this.line > before.line) {
      this.margin = this.column;
      if (!item.kept) breakLine(this.items, item.index, this.column, this.statement.tightArrows);
    }
    if (item.statement) this.statement = { column: this.column, tightArrows: hasTightArrows(item.statement) };
    if (item.partner && closes(item)) this.statement = this.frames.pop()?.statement ?? this.statement;
    this.placed.push({ item, gap, line: this.line, column: this.column });
    this.advance(item.text);
    if (item.partner && opens(item)) this.frames.push(this.frameOf(item));
  }

  private gapBefore(item: Item): string {
    const before = this.placed.at(-1)?.item;
    if (item.kept) return this.text.slice(this.end, item.offset);
    if (item.breaks > 0) return item.stray + this.style.lineEnd.repeat(item.breaks) + ' '.repeat(this.indentOf(item));
    if (!before) return this.text.startsWith('\ufeff') ? '\ufeff' : '';
    const { tightArrows } = item.statement ? { tightArrows: hasTightArrows(item.statement) } : this.statement;
    return spaceBetween(this.placed.at(-2)?.item, before, item, tightArrows);
  }

  private indentOf(item: Item): number {
    const frame = this.frames.at(-1);
    if (frame && item.partner && closes(item)) return frame.closing;
    const content = frame?.content ?? 0;
    const continues = !item.isComment && !item.statement && (!frame || frame.isBlock);
    return continues ? this.statement.column + this.style.indent : content;
  }

  /** What begins and ends on lines of its brackets goes on below its first word; else it is indented. */
  private frameOf(bracket: Item): Frame {
    const isBlock = bracket.type === '{';
    const first = this.items[bracket.index + 1];
    const inline = first?.breaks === 0 && !first.isComment && bracket.partner?.breaks === 0;
    const closing = isBlock ? this.statement.column : Math.max(this.statement.column, this.margin);
    const content = inline ? this.column + (isBlock ? 1 : 0) : closing + this.style.indent;
    return { isBlock, content, closing, statement: this.statement };
  }

  private advance(text: string): void {
    const lines = text.split(/\r\n|[\r\n]/);
    this.line += lines.length - 1;
    this.column = (lines.length > 1 ? 0 : this.column) + lines.at(-1)!.length;
  }
}
