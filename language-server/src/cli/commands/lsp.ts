import { Command } from 'commander';
import { CallError } from '../call-error.js';
import type { CommandFactory } from './command.js';

/** The language server, for every editor. It is a bundle of its own, so that the other commands start without it. */
export const lspCommand: CommandFactory = () =>
  new Command('lsp')
    .description('run the language server, for editors')
    .option('--stdio', 'speak over standard input and output')
    .action(async ({ stdio }: { stdio?: boolean }) => {
      if (!stdio) throw new CallError('the language server speaks over standard input and output only', 'Add `--stdio`.');
      await import('../../lsp/main-node.js');
    });
