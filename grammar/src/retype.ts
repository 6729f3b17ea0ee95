import { createTokenInstance, type IToken, type TokenType } from 'chevrotain';
import { endOf } from './problem.js';

/** The same place in the text, read as another token. */
export function retyped(token: IToken, type: TokenType, image = token.image): IToken {
  return { ...token, tokenType: type, tokenTypeIdx: type.tokenTypeIdx!, image };
}

/** A token that is not in the text, right behind one that is. */
export function inserted(type: TokenType, after: IToken): IToken {
  const column = after.endColumn!;
  return createTokenInstance(
    type,
    '',
    endOf(after),
    endOf(after) - 1,
    after.endLine!,
    after.endLine!,
    column + 1,
    column,
  );
}
