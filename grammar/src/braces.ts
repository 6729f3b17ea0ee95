import type { IToken, TokenTypeDictionary } from 'chevrotain';
import { endOfLine } from './line-ends.js';
import { endOf, type LexicalProblem, problemAt, type SyntaxFix } from './problem.js';
import { inserted } from './retype.js';

/** After so many repairs the indentation is no guide. */
const maxRepairs = 20;

export function isBalanced(tokens: readonly IToken[]): boolean {
  let depth = 0;
  for (const { tokenType } of tokens) {
    if (tokenType.name === '{') depth++;
    else if (tokenType.name === '}' && --depth < 0) return false;
  }
  return depth === 0;
}

/** Only for files whose braces do not match: the indentation tells which one is missing or too many. Always balances them. */
export function repairBraces(
  text: string,
  tokens: readonly IToken[],
  types: TokenTypeDictionary,
  problems: LexicalProblem[],
): IToken[] {
  return new BraceRepair(text, tokens, types, problems).run();
}

interface Block {
  readonly brace: IToken;
  /** Column where the line begins that opens it. */
  readonly indent: number;
}

/** Where the last line of some indentation ends among the tokens put out, and whether it opened a block. */
interface LineEnd {
  readonly at: number;
  readonly opened: boolean;
}

class BraceRepair {
  private readonly out: IToken[] = [];
  private readonly open: Block[] = [];
  private readonly lineEnds = new Map<number, LineEnd>();
  private repairs = 0;
  private line = 0;
  private indent = 0;
  /** Has this line opened a block? */
  private opened = false;
  /** Where in `out` the first property of this line begins, or -1. */
  private property = -1;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly IToken[],
    private readonly types: TokenTypeDictionary,
    private readonly problems: LexicalProblem[],
  ) {}

  run(): IToken[] {
    const nextLine = this.firstOfNextLine();
    for (const [index, token] of this.tokens.entries()) {
      const name = token.tokenType.name;
      const leading = token.startLine! > this.line;
      if (leading) this.beginLine(token);
      this.line = token.endLine!;
      if (name === ':' && this.property < 0) this.property = this.out.length - 1;
      if (name === '{') {
        this.open.push({ brace: token, indent: this.indent });
        this.opened = true;
      } else if (name === '}' && !this.close(token, leading, this.tokens[nextLine[index]!])) continue;
      this.out.push(token);
    }
    while (this.open.length > 0) this.insertClosing();
    return this.out;
  }

  /** For each token the index of the first one on a later line. */
  private firstOfNextLine(): Int32Array {
    const { tokens } = this;
    const next = new Int32Array(tokens.length);
    for (let i = tokens.length - 1, first = tokens.length; i >= 0; i--) {
      next[i] = first;
      if (i > 0 && tokens[i - 1]!.endLine! < tokens[i]!.startLine!) first = i;
    }
    return next;
  }

  /** Closes the blocks that a line no longer belongs to, as its indentation tells. */
  private beginLine(first: IToken): void {
    if (this.line > 0) this.lineEnds.set(this.indent, { at: this.out.length, opened: this.opened });
    this.indent = first.startColumn!;
    this.opened = false;
    this.property = -1;
    const name = first.tokenType.name;
    if (name === '{') return;
    for (let block = this.open.at(-1); block && this.repairs < maxRepairs; block = this.open.at(-1)) {
      if (name === '}' ? this.indent >= block.indent : this.indent > block.indent) return;
      this.insertClosing();
    }
  }

  /** Returns whether the closing brace stays: one too many is left out, unless a forgotten opening one explains it. */
  private close(brace: IToken, leading: boolean, below: IToken | undefined): boolean {
    if (this.repairs >= maxRepairs) return this.open.pop() !== undefined;
    if (!this.isExtra(brace, leading, below)) {
      this.open.pop();
      return true;
    }
    const header = leading ? this.lineEnds.get(this.indent) : undefined;
    if (header && !header.opened && header.at > 0 && header.at < this.out.length) this.insertOpening(header.at);
    else if (!leading && this.property > 1 && !this.opened) this.insertOpening(this.property);
    else {
      const edits = [{ offset: brace.startOffset, end: endOf(brace), text: '' }];
      this.report(brace, 'No block is open here that this `}` could close.', { title: 'Remove `}`', edits });
      return false;
    }
    return true;
  }

  private isExtra(brace: IToken, leading: boolean, below: IToken | undefined): boolean {
    const block = this.open.at(-1);
    if (!block) return true;
    if (leading) return this.indent > block.indent;
    return block.brace.endLine! < brace.startLine! && below !== undefined && below.startColumn! > block.indent;
  }

  private insertOpening(at: number): void {
    const after = this.out[at - 1]!;
    this.out.splice(at, 0, inserted(this.types['{']!, after));
    const edits = [{ offset: endOf(after), end: endOf(after), text: ' {' }];
    this.report(after, 'A `{` is missing here.', { title: 'Add `{`', edits });
  }

  private insertClosing(): void {
    const { brace, indent } = this.open.pop()!;
    const after = this.out.at(-1)!;
    this.out.push(inserted(this.types['}']!, after));
    if (this.repairs >= maxRepairs) return;
    // Behind a comment on the same line a brace would be part of it.
    const offset = endOfLine(this.text, endOf(after));
    const edits = [{ offset, end: offset, text: `\n${' '.repeat(indent - 1)}}` }];
    this.report(brace, 'This block is not closed.', { title: 'Close the block', edits });
  }

  private report(at: IToken, message: string, fix: SyntaxFix): void {
    this.repairs++;
    this.problems.push(problemAt(at, 'brace', message, fix));
  }
}
