import { Command, CommanderError } from 'commander';
import { version } from '../report/version.js';
import { CallError } from './call-error.js';
import { adviseCommand } from './commands/advise.js';
import { checkCommand } from './commands/check.js';
import type { CommandFactory, ExitCode } from './commands/command.js';
import { estimateCommand } from './commands/estimate.js';
import { explainCommand } from './commands/explain.js';
import { formatCommand } from './commands/format.js';
import { initCommand } from './commands/init.js';
import { lspCommand } from './commands/lsp.js';
import { previewCommand } from './commands/preview.js';
import { renderCommand } from './commands/render.js';
import { reportCommand } from './commands/report.js';
import { rulesCommand } from './commands/rules.js';
import { sweepCommand } from './commands/sweep.js';
import { complain } from './complaint.js';
import type { Io } from './io.js';

const commands: readonly CommandFactory[] = [
  checkCommand,
  estimateCommand,
  sweepCommand,
  adviseCommand,
  renderCommand,
  reportCommand,
  previewCommand,
  formatCommand,
  explainCommand,
  rulesCommand,
  initCommand,
  lspCommand,
];

/** Runs the program with the arguments after its name. Never throws; what is wrong goes to the error output. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = createProgram(io, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(argv, { from: 'user' });
    return code;
  } catch (error) {
    return fail(error, argv, io, program);
  }
}

function createProgram(io: Io, finish: (code: ExitCode) => void): Command {
  const program = new Command('archlang');
  program
    .description('Architecture as code that does the maths: checks, estimates and draws system designs.')
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .addHelpText('after', '\nExit codes: 0 nothing found, 1 findings, 2 the call or the configuration is at fault.');
  for (const create of commands) program.addCommand(create(io, finish));
  for (const command of [program, ...program.commands]) {
    command.exitOverride().configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      outputError: () => {},
      getOutHelpWidth: () => Math.min(io.stdout.columns ?? 100, 120),
      getErrHelpWidth: () => Math.min(io.stderr.columns ?? 100, 120),
    });
  }
  for (const command of program.commands) {
    command.helpOption('-h, --help', 'print this help').option('--stack', 'where inside the program an error arose');
  }
  return program;
}

function fail(error: unknown, argv: readonly string[], io: Io, program: Command): ExitCode {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    if (error.code !== 'commander.help') complain(spoken(error, argv, program), false, io);
    return 2;
  }
  complain(error, argv.includes('--stack'), io);
  return 2;
}

/** Commander's message in the words of ours. */
function spoken(error: CommanderError, argv: readonly string[], program: Command): CallError {
  const [first, ...rest] = error.message.replace(/^error: /, '').split('\n');
  const message = first.replaceAll("'", '`');
  const near = rest.join(' ').match(/\(Did you mean (?:one of )?(.+?)\?\)/)?.[1];
  if (near !== undefined) return new CallError(message, `Did you mean \`${near.replaceAll(', ', '` or `')}\`?`);
  if (error.code === 'commander.unknownCommand' && /\.arch$|^[.~]?\/|^\.+$/.test(argv[0] ?? '')) {
    return new CallError(message, `Did you mean \`archlang check ${argv[0]}\`?`);
  }
  const command = program.commands.find((candidate) => candidate.name() === argv[0]);
  return new CallError(message, `\`archlang ${command ? `${command.name()} ` : ''}--help\` shows what there is.`);
}
