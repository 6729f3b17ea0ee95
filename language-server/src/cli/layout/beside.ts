import { createLayout, type Layout } from '../../diagram/index.js';
import type { Io } from '../io.js';
import { createProcessEngine } from './engine-process.js';

/**
 * Does something that lays out again and again, in a process beside this one where there is such a program; a layout that is under
 * way when the signal comes is given up.
 */
export async function layingOutBeside<T>(
  { layoutProgram, signal }: Io,
  work: (layout?: Layout) => Promise<T>,
): Promise<T> {
  if (layoutProgram === undefined) return work();
  const engine = createProcessEngine(layoutProgram);
  signal?.addEventListener('abort', engine.dispose, { once: true });
  try {
    return await work(createLayout(engine));
  } finally {
    signal?.removeEventListener('abort', engine.dispose);
    engine.dispose();
  }
}
