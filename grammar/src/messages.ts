import type { ILexerErrorMessageProvider, IToken, TokenType } from 'chevrotain';
import { LangiumParserErrorMessageProvider } from 'langium';

const comma = 'Put a comma before';

/** One short sentence for a token that does not fit; the default lists every alternative. */
export class ArchMessages extends LangiumParserErrorMessageProvider {
  override buildMismatchTokenMessage({ expected, actual }: { expected: TokenType; actual: IToken }): string {
    if (expected.name === 'SEP') return startsWord(actual) ? `${comma} ${shown(actual)}.` : unexpected(actual);
    if (expected.name === 'EOF') return unexpected(actual);
    return `Expected \`${expected.LABEL ?? expected.name}\` but found ${shown(actual)}.`;
  }

  override buildNoViableAltMessage({ actual }: { actual: IToken[] }): string {
    return unexpected(actual[0]);
  }

  override buildEarlyExitMessage({ actual }: { actual: IToken[] }): string {
    return unexpected(actual[0]);
  }

  override buildNotAllInputParsedMessage({ firstRedundant }: { firstRedundant: IToken }): string {
    return unexpected(firstRedundant);
  }
}

export const lexerMessages: ILexerErrorMessageProvider = {
  buildUnexpectedCharactersMessage(text, offset, length) {
    const point = String.fromCodePoint(text.codePointAt(offset)!);
    // A control character or half a surrogate pair cannot be shown.
    if (/[\p{C}\uFFFD]/u.test(point)) return 'This character means nothing here.';
    return length > point.length ? 'These characters mean nothing here.' : `\`${point}\` means nothing here.`;
  },
  buildUnableToPopLexerModeMessage: () => 'This means nothing here.',
};

export function asksForComma(message: string): boolean {
  return message.startsWith(comma);
}

/** Could the token begin a statement, so that a comma before it may be all that is missing? */
function startsWord(token: IToken): boolean {
  return /^[\p{L}_]/u.test(token.image);
}

function unexpected(token: IToken | undefined): string {
  return `Unexpected ${shown(token)}.`;
}

function shown(token: IToken | undefined): string {
  if (!token || token.tokenType.name === 'EOF') return 'the end of the file';
  return token.image === '' ? 'the end of the line' : `\`${token.image.slice(0, 40)}\``;
}
