import { type IToken, type TokenType, type TokenTypeDictionary, tokenMatcher } from 'chevrotain';
import { type LexicalProblem, problemAt } from './problem.js';
import { inserted, retyped } from './retype.js';

/** Beyond these there is one message and no crash: the parser's stack holds 190 nested components by default. */
const maxDepth = 40;
const maxBrackets = 16;
const maxOperators = 100;
const maxStatement = 2000;

/** Statements that begin with two words and end in a list without brackets: the comma before the next one ends that list. */
const listStatements: Readonly<Record<string, string | undefined>> = { index: 'on', query: 'by' };

/**
 * Adds a separator where a statement ends: before a line that begins with a name, after and before a closing brace, before
 * `name:` on the same line (so commas are optional), and at the end of the file. Never between ( ) or [ ], unless the next
 * line cannot belong there. Drops what is nested too deep or chained too long, with one message. Linear in the tokens.
 */
export function endStatements(
  tokens: readonly IToken[],
  types: TokenTypeDictionary,
  problems: LexicalProblem[],
): IToken[] {
  return new StatementEnds(types, problems).of(tokens);
}

class StatementEnds {
  private readonly out: IToken[] = [];
  /** The open brackets; the last `brackets` of them are ( or [, those before are braces. */
  private readonly open: string[] = [];
  private brackets = 0;
  private operators = 0;
  private length = 0;
  private reported = false;
  private previous: IToken | undefined;
  /** What the last token in `out` is; a brace at the start, as if the file were a block. */
  private before = '{';
  private readonly path: TokenType;
  private readonly separator: TokenType;

  constructor(
    types: TokenTypeDictionary,
    private readonly problems: LexicalProblem[],
  ) {
    this.path = types['PATH']!;
    this.separator = types['SEP']!;
  }

  of(tokens: readonly IToken[]): IToken[] {
    for (const [index, token] of tokens.entries()) {
      if (this.isName(token)) this.beforeName(token, tokens[index + 1]);
      const dropped = this.tooDeep();
      this.track(token.tokenType.name, dropped);
      this.keep(token, dropped);
    }
    this.end();
    return this.out;
  }

  private isName(token: IToken): boolean {
    return tokenMatcher(token, this.path);
  }

  private beforeName(token: IToken, next: IToken | undefined): void {
    const leading = this.previous !== undefined && token.startLine! > this.previous.endLine!;
    const key = next?.tokenType.name === ':';
    if (this.brackets > 0 && next) {
      const inList = this.open.at(-1) === '[';
      if ((key && inList) || (leading && this.beginsStatement(token, next))) this.leaveBrackets();
    }
    const listed =
      this.before === ',' && next !== undefined && listStatements[token.tokenType.name] === next.tokenType.name;
    if (this.brackets > 0 || !(leading || key || listed || this.before === '}')) return;
    if (this.before === ',') this.out[this.out.length - 1] = retyped(this.previous!, this.separator);
    this.end();
  }

  /** Does a line within brackets begin a statement, so that the bracket was never closed? */
  private beginsStatement(token: IToken, next: IToken): boolean {
    const name = next.tokenType.name;
    return name === '{' || name === '->' || name === '~>' || (this.isName(next) && next.startLine === token.startLine);
  }

  private track(name: string, dropped: boolean): void {
    switch (name) {
      case '{':
        this.leaveBrackets();
        this.open.push(name);
        this.operators = this.length = 0;
        break;
      case '}':
        this.leaveBrackets();
        this.open.pop();
        if (!dropped) this.end();
        this.operators = this.length = 0;
        break;
      case '(':
      case '[':
        this.open.push(name);
        this.brackets++;
        this.operators = 0;
        break;
      case ')':
      case ']':
        if (this.open.at(-1) === (name === ')' ? '(' : '[')) {
          this.open.pop();
          this.brackets--;
        }
        break;
      case ',':
        this.operators = 0;
        if (this.brackets === 0) this.length = 0;
        break;
      case '+':
      case '-':
      case '*':
      case '/':
        this.operators++;
    }
  }

  private keep(token: IToken, alreadyDropped: boolean): void {
    const deep = this.tooDeep();
    if (!alreadyDropped && !deep && this.operators <= maxOperators && ++this.length <= maxStatement) {
      this.out.push(token);
      this.previous = token;
      this.before = token.tokenType.name;
    } else if (!this.reported) {
      const message = deep ? 'This is nested too deep to be read.' : 'This statement is too long to be read.';
      this.problems.push(problemAt(token, 'limit', message));
      this.reported = true;
    }
  }

  private tooDeep(): boolean {
    return this.open.length - this.brackets > maxDepth || this.brackets > maxBrackets;
  }

  private leaveBrackets(): void {
    this.open.length -= this.brackets;
    this.brackets = 0;
  }

  private end(): void {
    if (this.previous && this.before !== '{' && this.before !== 'SEP' && this.before !== ',') {
      this.out.push(inserted(this.separator, this.previous));
      this.before = 'SEP';
    }
    this.operators = this.length = 0;
  }
}
