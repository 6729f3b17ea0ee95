import { ast, type Syntax } from '@archlang/grammar';

export type TokenKind = 'comment' | 'date' | 'number' | 'string' | 'word' | 'arrow' | 'sign' | 'other';

/** A piece of text between spaces, with its place in the file. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
  readonly end: number;
  /** First on its line. */
  readonly first: boolean;
}

const { DATE, NUMERIC, STRING, DOTTED, WORD, WRONG_ARROW, COMMENT } = ast.ArchTerminals;

const signs = '\\.\\.|[<>=!]=|[-{}()\\[\\]:,*/+<>=]';

/** The first that matches wins, as in the grammar. */
const patterns: readonly (readonly [TokenKind, string])[] = [
  ['comment', `${COMMENT.source}|#[^\\n\\r]*|/\\*[^]*?(?:\\*/|$)`],
  ['arrow', `->|~>|${uncaptured(WRONG_ARROW)}`],
  ['date', uncaptured(DATE)],
  ['number', uncaptured(NUMERIC)],
  ['string', uncaptured(STRING)],
  ['word', `${uncaptured(DOTTED)}|${uncaptured(WORD)}`],
  ['sign', signs],
  ['other', '[^\\s]'],
];

/** The space in front of a token, then a group for each kind by its number: named groups would cost as much again. */
const pattern = new RegExp(`(\\s*)(?:${patterns.map(([, source]) => `(${source})`).join('|')})`, 'y');

/** The source of an expression that captures nothing. */
function uncaptured({ source }: RegExp): string {
  return source.replace(/(?<!\\)\((?!\?)/g, '(?:');
}

/** The tokens of a stretch of text, comments included. Linear; any text has some. */
export function* tokensOf(text: string, from = 0, to = text.length): Generator<Token> {
  let fresh = true;
  for (let end = from; ; ) {
    pattern.lastIndex = end;
    const match = pattern.exec(text);
    if (!match) return;
    const gap = match[1];
    const offset = end + gap.length;
    if (offset >= to) return;
    fresh ||= gap.includes('\n') || gap.includes('\r');
    let kind = 0;
    while (match[kind + 2] === undefined) kind++;
    const found = match[kind + 2];
    end = offset + found.length;
    yield { kind: patterns[kind][0], text: found, offset, end, first: fresh };
    fresh = false;
  }
}

/** Where the top-level statement around an offset begins. */
export function statementStart({ chunks }: Syntax, offset: number): number {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chunks[middle].offset <= offset) low = middle;
    else high = middle - 1;
  }
  return chunks[low]?.offset ?? 0;
}
