import type { Layout } from '../diagram/index.js';
import type { ExitCode } from './commands/command.js';
import type { Io } from './io.js';
import type { Run } from './watch.js';

/** Draws now and after every change, as `watch` checks; a layout that is under way is given up for the next one. */
export async function watchPicture(
  file: string,
  draw: (layout: Layout | undefined) => Promise<Run>,
  io: Io,
): Promise<ExitCode> {
  const [{ watch }, { layingOutBeside }] = await Promise.all([import('./watch.js'), import('./picture.js')]);
  return layingOutBeside(io, (layout) => {
    const giveUp = () => layout?.cancel();
    return watch([file], () => draw(layout), io, giveUp);
  });
}
