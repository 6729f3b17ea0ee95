import type { ILexingError, IToken } from 'chevrotain';

/** Replaces the half-open stretch `offset..end` of a text. */
export interface TextEdit {
  readonly offset: number;
  readonly end: number;
  readonly text: string;
}

/** What an editor offers to mend a problem; the edits of one fix do not overlap and are in order. */
export interface SyntaxFix {
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/**
 * `syntax`: it cannot be read. `habit`: written as in another notation, and read as what was meant.
 * `brace`: a brace is missing or too many. `limit`: beyond what is parsed.
 */
export type SyntaxCode = 'syntax' | 'habit' | 'brace' | 'limit';

/** A place in the text where it is not `.arch`; offsets count UTF-16 units. */
export interface SyntaxProblem {
  readonly code: SyntaxCode;
  readonly message: string;
  readonly offset: number;
  readonly end: number;
  readonly fixes?: readonly SyntaxFix[];
}

/** A problem found before parsing, in the form in which a lexer hands it on. */
export interface LexicalProblem extends ILexingError {
  readonly code?: SyntaxCode;
  readonly fixes?: readonly SyntaxFix[];
}

export function problemAt(token: IToken, code: SyntaxCode, message: string, fix?: SyntaxFix): LexicalProblem {
  return {
    code,
    message,
    offset: token.startOffset,
    length: endOf(token) - token.startOffset,
    line: token.startLine,
    column: token.startColumn,
    ...(fix ? { fixes: [fix] } : {}),
  };
}

/** The first offset behind a token. */
export function endOf(token: IToken): number {
  return token.endOffset! + 1;
}

/** The same problem in a text that begins `base` units earlier. */
export function shifted(problem: SyntaxProblem, base: number): SyntaxProblem {
  if (base === 0) return problem;
  const { offset, end, fixes } = problem;
  const moved = { ...problem, offset: offset + base, end: end + base };
  if (!fixes) return moved;
  const move = (edit: TextEdit): TextEdit => ({ ...edit, offset: edit.offset + base, end: edit.end + base });
  return { ...moved, fixes: fixes.map(({ title, edits }) => ({ title, edits: edits.map(move) })) };
}
