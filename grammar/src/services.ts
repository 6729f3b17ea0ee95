import {
  type CstNode,
  createDefaultCoreModule,
  createDefaultSharedCoreModule,
  DefaultValueConverter,
  EmptyFileSystem,
  type GrammarAST,
  inject,
  type LangiumCoreServices,
  type LangiumSharedCoreServices,
  type Module,
  type PartialLangiumCoreServices,
  type ValueType,
} from 'langium';
import { ArchGeneratedModule, ArchGeneratedSharedModule } from './generated/module.js';
import { ArchLexer } from './lexer.js';
import { ArchMessages, lexerMessages } from './messages.js';
import { createArchParser } from './parser.js';
import { ArchTokenBuilder } from './tokens.js';

/** Texts lose their quotes and escapes, every other token stays as written: meaning is the model's business. */
class ArchConverter extends DefaultValueConverter {
  protected override runConverter(rule: GrammarAST.AbstractRule, input: string, cst: CstNode): ValueType {
    if (rule.name === 'STRING') return unquote(input);
    if (rule.$type === 'TerminalRule') return input;
    return super.runConverter(rule, input, cst);
  }
}

function unquote(text: string): string {
  return text.replace(/^"|(?<!\\)"$/g, '').replace(/\\(.)/g, '$1');
}

/** The core services of the language: no editor, no files. */
export function createArchServices(): LangiumCoreServices {
  const shared = inject(createDefaultSharedCoreModule(EmptyFileSystem), ArchGeneratedSharedModule);
  const own: Module<LangiumCoreServices, PartialLangiumCoreServices> = {
    parser: {
      TokenBuilder: () => new ArchTokenBuilder(),
      Lexer: (services) => new ArchLexer(services),
      LangiumParser: (services) => createArchParser(services),
      ValueConverter: () => new ArchConverter(),
      LexerErrorMessageProvider: () => lexerMessages,
      ParserErrorMessageProvider: () => new ArchMessages(),
    },
  };
  const services = inject(
    createDefaultCoreModule({ shared: shared as LangiumSharedCoreServices }),
    ArchGeneratedModule,
    own,
  ) as LangiumCoreServices;
  shared.ServiceRegistry.register(services);
  return services;
}

let shared: LangiumCoreServices | undefined;

/** The services that every parse and every format uses: making them takes longer than most files. */
export function archServices(): LangiumCoreServices {
  shared ??= createArchServices();
  return shared;
}
