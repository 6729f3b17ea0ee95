import { Lexer, type TokenType, type TokenVocabulary } from 'chevrotain';
import { DefaultTokenBuilder, type GrammarAST, type Stream, type TokenBuilderOptions } from 'langium';
import { foreignTokens } from './foreign.js';

/** Keywords that look like names belong, with every other word, to the category ID; a comma and an inserted line end to SEP. */
export class ArchTokenBuilder extends DefaultTokenBuilder {
  override buildTokens(grammar: GrammarAST.Grammar, options?: TokenBuilderOptions): TokenVocabulary {
    const own = super.buildTokens(grammar, options) as TokenType[];
    return [...foreignTokens, ...own];
  }

  protected override buildTerminalTokens(rules: Stream<GrammarAST.AbstractRule>): TokenType[] {
    const tokens = super.buildTerminalTokens(rules);
    const id = tokens.find((t) => t.name === 'ID')!;
    const path = tokens.find((t) => t.name === 'PATH')!;
    id.PATTERN = path.PATTERN = Lexer.NA;
    id.CATEGORIES = [path];
    tokens.find((t) => t.name === 'DOTTED')!.CATEGORIES = [path];
    tokens.find((t) => t.name === 'SEP')!.PATTERN = Lexer.NA;
    tokens.find((t) => t.name === 'WORD')!.CATEGORIES = [id];
    return tokens;
  }
  protected override buildKeywordToken(
    keyword: GrammarAST.Keyword,
    terminals: TokenType[],
    caseInsensitive: boolean,
  ): TokenType {
    const token = super.buildKeywordToken(keyword, terminals, caseInsensitive);
    const category = /^[a-z]/i.test(keyword.value) ? 'ID' : keyword.value === ',' ? 'SEP' : undefined;
    if (category) token.CATEGORIES = [terminals.find((t) => t.name === category)!];
    return token;
  }
}
