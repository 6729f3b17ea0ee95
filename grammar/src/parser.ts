import { type IToken, isRecognitionException, tokenMatcher } from 'chevrotain';
import { createParser, type LangiumCoreServices, LangiumParser } from 'langium';

/** After so many the rest of the file is left unread: it is no design. */
const maxErrors = 500;

/** The part of chevrotain's parser that recovery reaches into; Langium keeps it in a private wrapper. */
interface Recovery {
  _errors: unknown[];
  SAVE_ERROR(error: Error): Error;
  invokeRuleCatch(thrown: Error, ...rest: unknown[]): unknown;
  moveToTerminatedState(): void;
  getCurrRuleFullName(): string;
  LA(howMuch: number): IToken;
  SKIP_TOKEN(): IToken;
}

/** Langium's search for the place of comments in the tree is quadratic in a long block, with and without comments. */
interface CommentPlacing {
  addHiddenNodes(comments: IToken[]): void;
}

/**
 * A statement that cannot be parsed is skipped to its end: a separator or a brace. What it held in braces is parsed as a
 * block of its own. Chevrotain alone skips to the next name, and where not even the first token fits it gives up the block
 * and all around it.
 */
export class ArchParser extends LangiumParser {
  constructor(services: LangiumCoreServices) {
    super(services);
    const wrapper = (this as unknown as { wrapper: Recovery }).wrapper;
    (this as unknown as { nodeBuilder: CommentPlacing }).nodeBuilder.addHiddenNodes = () => {};
    const separator = this.lexer.definition['SEP']!;
    const save = wrapper.SAVE_ERROR;
    const recover = wrapper.invokeRuleCatch;
    wrapper.SAVE_ERROR = function (this: Recovery, error: Error): Error {
      if (this._errors.length < maxErrors) return save.call(this, error);
      this.moveToTerminatedState();
      return error;
    };
    wrapper.invokeRuleCatch = function (this: Recovery, thrown: Error, ...rest: unknown[]): unknown {
      if (isRecognitionException(thrown) && /^Statement\b/.test(this.getCurrRuleFullName())) {
        skipStatement(this, (token) => tokenMatcher(token, separator));
      }
      return recover.call(this, thrown, ...rest);
    };
  }
}

function skipStatement(parser: Recovery, isSeparator: (token: IToken) => boolean): void {
  for (let brackets = 0; ; parser.SKIP_TOKEN()) {
    const token = parser.LA(1);
    const name = token.tokenType.name;
    if (name === 'EOF' || name === '{' || name === '}' || (brackets === 0 && isSeparator(token))) return;
    if (name === '(' || name === '[') brackets++;
    else if (brackets > 0 && (name === ')' || name === ']')) brackets--;
  }
}

export function createArchParser(services: LangiumCoreServices): LangiumParser {
  const parser = createParser(services.Grammar, new ArchParser(services), services.parser.Lexer.definition);
  parser.finalize();
  return parser;
}
