import { Command } from 'commander';
import { CallError } from '../call-error.js';
import type { CommandFactory } from './command.js';

/** Beside the program's own bundle: the other commands start without it. */
const server = './server.cjs';

/** The language server, for every editor; it takes over standard input and output and ends with its client. */
export const lspCommand: CommandFactory = () =>
  new Command('lsp')
    .description('run the language server, for editors')
    .option('--stdio', 'speak over standard input and output')
    .action(async ({ stdio }: { stdio?: boolean }) => {
      if (!stdio)
        throw new CallError('the language server speaks over standard input and output only', 'Add `--stdio`.');
      await import(server);
    });
