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

const kinds = ['comment', 'arrow', 'date', 'number', 'string', 'word', 'sign', 'other'] as const;

/** One named group for each kind; the first that matches wins, as in the grammar. */
const pattern = new RegExp(
  [
    `(?<comment>${COMMENT.source}|#[^\\n\\r]*|/\\*[^]*?(?:\\*/|$))`,
    `(?<arrow>->|~>|${WRONG_ARROW.source})`,
    `(?<date>${DATE.source})`,
    `(?<number>${NUMERIC.source})`,
    `(?<string>${STRING.source})`,
    `(?<word>${DOTTED.source}|${WORD.source})`,
    '(?<sign>\\.\\.|[<>=!]=|[-{}()\\[\\]:,*/+<>=])',
    '(?<other>[^\\s])',
  ].join('|'),
  'y',
);
const space = /\s*/y;

/** The tokens of a stretch of text, comments included. Linear; any text has some. */
export function* tokensOf(text: string, from = 0, to = text.length): Generator<Token> {
  let fresh = true;
  for (let offset = from; ; ) {
    space.lastIndex = offset;
    const gap = space.exec(text)?.[0] ?? '';
    offset += gap.length;
    if (offset >= to) return;
    fresh ||= gap.includes('\n') || gap.includes('\r');
    pattern.lastIndex = offset;
    const groups = pattern.exec(text)?.groups ?? {};
    const kind = kinds.find((name) => groups[name] !== undefined) ?? 'other';
    const found = groups[kind] ?? text[offset];
    yield { kind, text: found, offset, end: offset + found.length, first: fresh };
    offset += found.length;
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
