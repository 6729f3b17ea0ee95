import { startOfLine } from '../line-ends.js';
import type { Placed } from './layout.js';

/** Comments behind code that stood in one column on successive lines stand in one again. */
export function alignComments(text: string, placed: readonly Placed[]): void {
  let run: Trailing[] = [];
  for (const comment of trailingComments(text, placed)) {
    const last = run.at(-1);
    if (last && (comment.sourceColumn !== last.sourceColumn || comment.at.line !== last.at.line + 1)) {
      align(run);
      run = [];
    }
    run.push(comment);
  }
  align(run);
}

interface Trailing {
  readonly at: Placed;
  /** Where the code before it ends in the formatted text. */
  readonly codeEnd: number;
  readonly sourceColumn: number;
}

function trailingComments(text: string, placed: readonly Placed[]): Trailing[] {
  return placed.flatMap((at, index) => {
    const before = placed[index - 1];
    if (!at.item.isComment || at.item.kept || !before || before.line !== at.line) return [];
    const { offset } = at.item;
    const sourceColumn = offset - startOfLine(text, offset);
    return [{ at, codeEnd: before.column + before.item.text.length, sourceColumn }];
  });
}

function align(run: readonly Trailing[]): void {
  const column = run.reduce((widest, { codeEnd }) => Math.max(widest, codeEnd), 0) + 2;
  for (const { at, codeEnd } of run) at.gap = ' '.repeat(column - codeEnd);
}
