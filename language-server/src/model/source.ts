/** A stretch of one file: UTF-16 offsets, `end` exclusive. */
export interface Location {
  readonly file: string;
  readonly offset: number;
  readonly end: number;
}

/** Line and column, both counted from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The text of a file with its line starts, so that offsets become lines in logarithmic time. */
export class SourceText {
  private starts: number[] | undefined;

  constructor(
    readonly file: string,
    readonly text: string,
  ) {}

  positionAt(offset: number): Position {
    const starts = this.lineStarts();
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, column: offset - starts[low] };
  }

  offsetAt({ line, column }: Position): number {
    const starts = this.lineStarts();
    if (line >= starts.length) return this.text.length;
    return Math.min(starts[line] + column, line + 1 < starts.length ? starts[line + 1] : this.text.length);
  }

  /** The text of a line without its end, `undefined` past the last one. */
  line(line: number): string | undefined {
    const starts = this.lineStarts();
    if (line >= starts.length) return undefined;
    return this.text.slice(starts[line], starts[line + 1] ?? this.text.length).replace(/[\r\n]+$/, '');
  }

  private lineStarts(): number[] {
    if (!this.starts) {
      this.starts = [0];
      for (let i = 0; i < this.text.length; i++) {
        const code = this.text.charCodeAt(i);
        if (code === 10 || (code === 13 && this.text.charCodeAt(i + 1) !== 10)) this.starts.push(i + 1);
      }
    }
    return this.starts;
  }
}
