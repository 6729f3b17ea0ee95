import { nearest } from '../model/nearest.js';

/**
 * The call, the configuration or a file of the caller's is at fault: exit code 2. The message says what is wrong and where,
 * `advice` what to do about it.
 */
export class CallError extends Error {
  override readonly name = 'CallError';

  constructor(
    message: string,
    readonly advice?: string,
  ) {
    super(message);
  }
}

/** Code that is bundled apart throws a class of its own of that name. */
export function isCallError(error: unknown): error is CallError {
  return error instanceof Error && error.name === 'CallError';
}

/** The advice for a name that does not exist: the nearest one that does, else where to find them. */
export function didYouMean(word: string, candidates: Iterable<string>, otherwise?: string): string | undefined {
  const near = nearest(word, candidates);
  return near === undefined ? otherwise : `Did you mean \`${near}\`?`;
}

/** The system's own words for a failed access to a file, without its jargon. */
export function reasonOf(error: unknown): string {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOENT') return 'it does not exist';
  if (code === 'EACCES' || code === 'EPERM') return 'permission is denied';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'ENOTDIR') return 'a part of its path is not a folder';
  if (code === 'ENOSPC') return 'the disk is full';
  if (code === 'EROFS') return 'the disk cannot be written';
  if (code === 'ENAMETOOLONG') return 'the name is too long';
  return error instanceof Error ? error.message : String(error);
}
