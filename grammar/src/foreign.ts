import { createToken, type TokenType } from 'chevrotain';
import { endOfLine } from './line-ends.js';

/** Texts in other quotes. The bound keeps a line of many lone quotes linear. */
export const foreignText = /'[^'\r\n{}]{0,400}'|`[^`\r\n{}]{0,400}`|[“„][^“”\r\n{}]{0,400}[”“]|‘[^‘’\r\n{}]{0,400}’/;

let lastClosing = -1;

/** To be called before a text is searched for block comments: without it each unclosed one would cost a search to the end. */
export function prepareBlockComments(text: string): void {
  lastClosing = text.lastIndexOf('*/');
}

/** Where the block comment that begins at `offset` ends; one that is never closed ends with its line. */
export function blockCommentEnd(text: string, offset: number): number {
  if (lastClosing >= offset + 2) return text.indexOf('*/', offset + 2) + 2;
  return endOfLine(text, offset);
}

function blockComment(text: string, offset: number): RegExpExecArray | null {
  if (!text.startsWith('/*', offset)) return null;
  return [text.slice(offset, blockCommentEnd(text, offset))] as unknown as RegExpExecArray;
}

/**
 * What other notations write and `.arch` does not, taken as one token each, so that one message with a fix can answer
 * (see habits.ts).
 */
export const foreignTokens: readonly TokenType[] = [
  createToken({
    name: 'BLOCK_COMMENT',
    pattern: blockComment,
    line_breaks: true,
    start_chars_hint: ['/'],
    group: 'hidden',
  }),
  createToken({ name: 'HASH_COMMENT', pattern: /#[^\n\r]*/, group: 'hidden' }),
  createToken({ name: 'CONFLICT_MARK', pattern: /<{7}[^\n\r]*|={7}[^\n\r]*|>{7}[^\n\r]*/, group: 'hidden' }),
  createToken({ name: 'FOREIGN_TEXT', pattern: foreignText }),
  createToken({ name: 'FOREIGN_COMPARISON', pattern: /[≤≥≠]/ }),
  createToken({ name: 'SEMICOLON', pattern: /;/ }),
];
