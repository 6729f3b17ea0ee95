import { type IToken, type TokenType, type TokenTypeDictionary, tokenMatcher } from 'chevrotain';
import { endOf, type LexicalProblem, problemAt, type TextEdit } from '../problem.js';
import { inserted, retyped } from '../retype.js';

/** Reads the token that `reading` stands at, if it knows what was meant; returns whether it did. */
export type Habit = (reading: Reading) => boolean;

/** A walk over the tokens of a text that puts out those that were meant. Knows in which statement and which block it stands. */
export class Reading {
  readonly out: IToken[] = [];
  /** The first token of the statement. */
  first: IToken | undefined;
  /** How many ( and [ are open within the block. */
  brackets = 0;
  /** The first tokens of the statements whose blocks are open. */
  readonly heads: (IToken | undefined)[] = [];
  private index = 0;
  private readonly planned = new Map<IToken, TokenType>();

  constructor(
    readonly text: string,
    private readonly tokens: readonly IToken[],
    private readonly types: TokenTypeDictionary,
    private readonly problems: LexicalProblem[],
  ) {}

  get token(): IToken {
    return this.tokens[this.index]!;
  }

  get last(): IToken | undefined {
    return this.out.at(-1);
  }

  /** The token `ahead` places on. */
  next(ahead = 1): IToken | undefined {
    return this.tokens[this.index + ahead];
  }

  isName(token: IToken | undefined): token is IToken {
    return token !== undefined && tokenMatcher(token, this.types['PATH']!);
  }

  /** Does the token stand behind the last one on its line? */
  get sameLine(): boolean {
    return this.last !== undefined && this.last.endLine === this.token.startLine;
  }

  get begins(): boolean {
    return this.first === this.token;
  }

  report(at: IToken, message: string, title: string, edits: readonly TextEdit[]): void {
    this.problems.push(problemAt(at, 'habit', message, { title, edits }));
  }

  reportSyntax(at: IToken, message: string, title: string, edits: readonly TextEdit[]): void {
    this.problems.push(problemAt(at, 'syntax', message, { title, edits }));
  }

  /** Puts out the token as another one, which may reach to the end of a later one. */
  putAs(type: string, image?: string, upTo = this.token): void {
    const { endOffset, endLine, endColumn } = upTo;
    this.put({ ...retyped(this.token, this.types[type]!, image), endOffset, endLine, endColumn });
  }

  /** Puts out a token that the text lacks, behind the last one. */
  insert(type: string): void {
    this.out.push(inserted(this.types[type]!, this.out.at(-1)!));
  }

  /** Puts out the token as the name within its quotes, with which a statement begins. */
  putName(name: string): void {
    const { token } = this;
    const type = this.types[name.includes('.') ? 'DOTTED' : 'WORD']!;
    const place = { startOffset: token.startOffset + 1, endOffset: token.endOffset! - 1 };
    this.put({ ...retyped(token, type, name), ...place });
    this.first = this.last;
  }

  /** A later token will be put out as another one. */
  plan(token: IToken, type: string): void {
    this.planned.set(token, this.types[type]!);
  }

  skip(tokens = 1): void {
    this.index += tokens;
  }

  /** Walks over all tokens; what no habit reads stays as it is. */
  walk(habitsOf: (token: IToken) => readonly Habit[] | undefined): IToken[] {
    while (this.index < this.tokens.length) {
      const type = this.planned.get(this.token);
      if (this.beginsStatement()) this.first = this.token;
      if (type) this.put(retyped(this.token, type));
      else if (!habitsOf(this.token)?.some((habit) => habit(this))) this.put(this.token);
    }
    return this.out;
  }

  private put(token: IToken): void {
    this.out.push(token);
    this.index++;
    switch (token.tokenType.name) {
      case '{':
        this.heads.push(this.first);
        this.brackets = 0;
        break;
      case '}':
        this.heads.pop();
        this.brackets = 0;
        break;
      case '(':
      case '[':
        this.brackets++;
        break;
      case ')':
      case ']':
        if (this.brackets > 0) this.brackets--;
    }
  }

  private beginsStatement(): boolean {
    const { last } = this;
    if (!last) return true;
    const before = last.tokenType.name;
    if (before === '{' || before === '}') return true;
    if (this.brackets > 0) return false;
    if (this.isName(this.token) && (!this.sameLine || this.isKey)) return true;
    return before === ',' && !takesNames(this.first);
  }

  private get isKey(): boolean {
    const after = this.next()?.tokenType.name;
    return this.isName(this.token) && (after === ':' || (after === '=' && !definesName(this.first)));
  }
}

/** Does a comma in this statement stand between names? */
function takesNames(first: IToken | undefined): boolean {
  const name = first?.tokenType.name;
  return name === 'query' || name === 'index' || name === 'forbid';
}

/** Is `=` at home in this statement? */
export function definesName(first: IToken | undefined): boolean {
  const name = first?.tokenType.name;
  return name === 'param' || name === 'let' || name === 'expect';
}

/** The stretch from the end of one token to the end of another, replaced. */
export function replaceAfter(before: IToken, upTo: IToken, text: string): TextEdit {
  return { offset: endOf(before), end: endOf(upTo), text };
}
