import type { IToken } from 'chevrotain';
import { endOfLine } from '../line-ends.js';
import { endOf, type LexicalProblem, problemAt, type TextEdit } from '../problem.js';

/** Reports comments of other notations and marks of a merge; `hidden` are a text's comments in order. */
export function reportComments(text: string, hidden: readonly IToken[], problems: LexicalProblem[]): void {
  let previous: IToken | undefined;
  for (const [index, comment] of hidden.entries()) {
    const kind = comment.tokenType.name;
    if (kind === 'BLOCK_COMMENT') problems.push(blockComment(text, comment));
    else if (kind === 'CONFLICT_MARK') {
      problems.push(
        problemAt(comment, 'syntax', 'This is the mark of a merge conflict: keep one side and remove the marks.'),
      );
    } else if (kind === 'HASH_COMMENT' && !(previous && continues(text, previous, comment))) {
      problems.push(hashComments(text, hidden, index));
    }
    previous = comment;
  }
}

/** A run of such lines is one mistake. */
function hashComments(text: string, hidden: readonly IToken[], from: number): LexicalProblem {
  const edits: TextEdit[] = [];
  for (let i = from; i < hidden.length && (i === from || continues(text, hidden[i - 1]!, hidden[i]!)); i++) {
    const { startOffset: offset, image } = hidden[i]!;
    const hashes = /^#+/.exec(image)![0].length;
    edits.push({ offset, end: offset + hashes, text: '//' });
  }
  return problemAt(hidden[from]!, 'habit', 'A comment begins with `//`.', { title: 'Write `//`', edits });
}

function continues(text: string, previous: IToken, comment: IToken): boolean {
  if (comment.tokenType.name !== 'HASH_COMMENT' || previous.tokenType.name !== 'HASH_COMMENT') return false;
  return (
    comment.startLine === previous.startLine! + 1 && text.slice(endOf(previous), comment.startOffset).trim() === ''
  );
}

function blockComment(text: string, comment: IToken): LexicalProblem {
  const { startOffset: offset, image } = comment;
  const end = endOf(comment);
  const lines = image
    .replace(/^\/\*+/, '')
    .replace(/\*+\/$/, '')
    .split(/\r?\n|\r/)
    .map((line) => line.replace(/^\s*\*? ?/, '').trimEnd());
  while (lines.length > 1 && lines[0] === '') lines.shift();
  while (lines.length > 1 && lines.at(-1) === '') lines.pop();
  const lineStart = offset - comment.startColumn! + 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart, offset))![0];
  const written = lines.map((line) => `// ${line}`.trimEnd()).join(`\n${indent}`);
  const rest = text.slice(end, endOfLine(text, end));
  const edits: TextEdit[] =
    rest.trim() === ''
      ? [{ offset, end, text: written }]
      : [
          { offset, end, text: '' },
          { offset: end + rest.length, end: end + rest.length, text: ` // ${lines.join(' ').trim()}` },
        ];
  return problemAt(comment, 'habit', 'A comment runs from `//` to the end of its line.', {
    title: 'Write `//`',
    edits,
  });
}
