import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver';
import type { Snapshot } from '../snapshot.js';
import { tokensOf } from '../text/tokens.js';

/** Blocks of several lines, runs of comments, and imports. Told from the text alone. */
export function foldingRanges({ source }: Pick<Snapshot, 'source'>): FoldingRange[] {
  const ranges: FoldingRange[] = [];
  const open: number[] = [];
  let comments: { from: number; to: number } | undefined;
  let imports: { from: number; to: number } | undefined;
  const line = (offset: number): number => source.positionAt(offset).line;
  const close = (run: { from: number; to: number } | undefined, kind: FoldingRangeKind): void => {
    if (run && run.to > run.from) ranges.push({ startLine: run.from, endLine: run.to, kind });
  };
  for (const token of tokensOf(source.text)) {
    const at = line(token.offset);
    if (token.kind === 'comment' && token.first) {
      if (!comments || at > comments.to + 1) {
        close(comments, FoldingRangeKind.Comment);
        comments = { from: at, to: line(token.end) };
      } else comments.to = line(token.end);
    } else if (token.first && token.text === 'import' && open.length === 0) {
      imports ??= { from: at, to: at };
      imports.to = at;
    } else if (token.text === '{') open.push(at);
    else if (token.text === '}') {
      const from = open.pop();
      // The closing brace stays in sight.
      if (from !== undefined && at - 1 > from) ranges.push({ startLine: from, endLine: at - 1 });
    }
  }
  close(comments, FoldingRangeKind.Comment);
  close(imports, FoldingRangeKind.Imports);
  return ranges;
}
