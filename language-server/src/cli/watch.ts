import { watch as watchFiles } from 'chokidar';
import { isLayoutCancelled } from '../diagram/layout/engine.js';
import type { ExitCode } from './commands/command.js';
import { complain } from './complaint.js';
import type { Io } from './io.js';
import { Paths } from './paths.js';

/** How one check ended, and which files it looked at. */
export interface Run {
  readonly code: ExitCode;
  readonly files: readonly string[];
}

/** Editors write a file in several steps; what follows within this time is one change. */
const settleTime = 60;

/**
 * Checks now and after every change below the given paths or in a file that was looked at, until the signal comes.
 * @param giveUp ends early what a check is waiting for, as a newer one follows
 * @returns how the last check ended
 */
export async function watch(
  given: readonly string[],
  check: () => Promise<Run>,
  io: Io,
  giveUp = () => {},
): Promise<ExitCode> {
  const paths = new Paths(io.cwd);
  const roots = given.length === 0 ? ['.'] : given.map((path) => path.replace(/(^|[\\/])[^\\/]*[*?[{].*$/, '') || '.');
  let code: ExitCode = 0;
  let seen = new Set<string>();
  const once = async (): Promise<void> => {
    if (io.stdout.isTTY) io.stdout.write('\x1b[2J\x1b[3J\x1b[H');
    try {
      const run = await check();
      code = run.code;
      seen = new Set(run.files);
      watcher.add([...seen]);
    } catch (error) {
      if (isLayoutCancelled(error)) return;
      // What is wrong with the call may be mended in a file, so that watching goes on.
      code = 2;
      complain(error, false, io);
    }
    if (!io.signal?.aborted) io.stderr.write('Watching for changes; Ctrl+C ends it.\n');
  };
  const watcher = watchFiles(
    roots.map((root) => paths.absolute(root)),
    {
      ignoreInitial: true,
      ignored: (path) => /[\\/](node_modules|\.[^\\/.][^\\/]*)([\\/]|$)/.test(path.slice(io.cwd.length)),
    },
  );
  await new Promise<void>((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    let running = Promise.resolve();
    io.signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      running.then(resolve, reject);
    });
    running = once();
    const later = (path: string): void => {
      const file = paths.absolute(path);
      if (!/\.arch$|archlang\.json$/.test(file) && !seen.has(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        giveUp();
        running = running.then(once);
      }, settleTime);
    };
    watcher.on('all', (_, path) => later(path)).on('error', reject);
  });
  await watcher.close();
  return code;
}
