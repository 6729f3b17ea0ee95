import { readdirSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { basename } from 'node:path';
import { Command } from 'commander';
import type { Layout } from '../../diagram/index.js';
import { isLayoutCancelled } from '../../diagram/layout/engine.js';
import { reportBrokenText } from '../broken-text.js';
import { CallError } from '../call-error.js';
import type { Io } from '../io.js';
import { readOneDesign } from '../one-design.js';
import { type PictureChoice, withPictureChoice } from '../picture-choice.js';
import type { PreviewServer } from '../preview/server.js';
import type { Run } from '../watch.js';
import { watchPicture } from '../watch-picture.js';
import { type CommandFactory, type CommonOptions, withCommonOptions } from './command.js';

interface PreviewOptions extends CommonOptions, PictureChoice {
  readonly port: number;
}

export const previewCommand: CommandFactory = (io, finish) =>
  withCommonOptions(
    withPictureChoice(
      new Command('preview')
        .description('show the design in a browser of this machine and follow its changes, until Ctrl+C')
        .argument('<file>', 'the design')
        .option('--port <n>', 'the port; 0 for any that is free', portOf, 0),
    ),
  ).action(async (file: string, options: PreviewOptions) => {
    if (file === '-') throw new CallError('standard input cannot be watched', 'Name a file.');
    stepBack();
    // What is wrong with the call itself ends it before anything is served.
    await readOneDesign(file, options, io);
    const [{ startServer }, { emptyPage }] = await Promise.all([
      import('../preview/server.js'),
      import('../preview/page.js'),
    ]);
    const server = await startServer(options.port, await emptyPage(basename(file), beingDrawn));
    try {
      await watchPicture(file, (layout) => refresh(file, options, server, io, layout), io);
    } finally {
      await server.close();
    }
    finish(0);
  });

const beingDrawn = 'Being drawn …';

/** A large picture takes the processor for long: the editor beside it comes first. */
function stepBack(): void {
  for (const thread of ownThreads()) {
    try {
      setPriority(thread, constants.priority.PRIORITY_BELOW_NORMAL);
    } catch {
      // A system that does not let it is no fault.
    }
  }
}

/** Linux gives each thread a priority of its own; those that collect garbage and optimise were there before this one steps back. */
function ownThreads(): number[] {
  try {
    return readdirSync('/proc/self/task').map(Number);
  } catch {
    // Elsewhere, or without /proc: the whole process, or at least this thread.
    return [0];
  }
}

async function refresh(
  file: string,
  options: PreviewOptions,
  server: PreviewServer,
  io: Io,
  layout: Layout | undefined,
): Promise<Run> {
  io.stdout.write(`${server.url}\n`);
  server.note(beingDrawn);
  try {
    const [{ pageBody }, { showing }] = await Promise.all([import('../page.js'), import('../preview/page.js')]);
    const one = await readOneDesign(file, options, io);
    const body = await pageBody(one, options, layout);
    const broken = reportBrokenText(one.designs, one.input.paths, io);
    const note = broken ? 'The text has errors: this is what can be read of it.' : 'Follows the file as it is saved.';
    server.show(await showing(body, note));
    return { code: 0, files: one.sources };
  } catch (error) {
    if (!isLayoutCancelled(error)) server.note(error instanceof Error ? error.message : String(error));
    throw error;
  }
}

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65_536) return port;
  throw new CallError(`\`--port ${text}\` is no port`, 'Give a number up to 65535.');
}
