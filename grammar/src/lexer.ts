import type { IToken, TokenTypeDictionary } from 'chevrotain';
import { DefaultLexer, type LexerResult, type TokenizeOptions } from 'langium';
import { isBalanced, repairBraces } from './braces.js';
import { prepareBlockComments } from './foreign.js';
import { readHabits } from './habits.js';
import type { LexicalProblem } from './problem.js';
import { retyped } from './retype.js';
import { endStatements } from './statements.js';

/**
 * Adds what the characters alone do not say: what habits of other notations mean, where a brace was forgotten, and where a
 * statement ends. Its errors are `LexicalProblem`s; comments do not reach the tree. Linear in the file.
 */
export class ArchLexer extends DefaultLexer {
  override tokenize(text: string, options?: TokenizeOptions): LexerResult {
    const result = this.tokenizeRaw(text, options);
    const problems: LexicalProblem[] = [...result.errors];
    const meant = readHabits(text, result, this.definition, problems);
    const whole = isBalanced(meant) ? meant : repairBraces(text, meant, this.definition, problems);
    const ended = endStatements(whole, this.definition, problems);
    return { ...result, tokens: anyBeforeExcept(ended, this.definition), hidden: [], errors: problems };
  }

  /** The tokens as they stand in the text, without separators. */
  tokenizeRaw(text: string, options?: TokenizeOptions): LexerResult {
    prepareBlockComments(text);
    return super.tokenize(text, options);
  }
}

/** `any` takes the word behind it as a kind, but in `any -> any except x` that word goes on with the statement. */
function anyBeforeExcept(tokens: readonly IToken[], types: TokenTypeDictionary): IToken[] {
  return tokens.map((token, index) =>
    token.tokenType.name === 'any' && tokens[index + 1]?.tokenType.name === 'except'
      ? retyped(token, types['*']!)
      : token,
  );
}
