import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CallError, reasonOf } from './call-error.js';

/**
 * Writes a file whole or not at all: readers see the old content or the new. Folders on the way are made, the file's mode is
 * kept, a symbolic link stays one.
 * @throws CallError
 */
export function writeWhole(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const target = existing(file);
    if (target && !target.regular) {
      // A device such as /dev/stdout cannot be replaced.
      writeFileSync(file, content);
      return;
    }
    const path = target?.path ?? file;
    const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      writeFileSync(temporary, content, { flag: 'wx' });
      if (target) chmodSync(temporary, target.mode);
      renameSync(temporary, path);
    } catch (error) {
      rmSync(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw new CallError(`cannot write \`${file}\`: ${reasonOf(error)}`);
  }
}

/** Replaces a file's text, unless the disk holds something else than what was read. */
export function replaceText(file: string, before: string, after: string): void {
  let current: Buffer;
  try {
    current = readFileSync(file);
  } catch (error) {
    throw new CallError(`cannot read \`${file}\`: ${reasonOf(error)}`);
  }
  if (!current.equals(Buffer.from(before))) {
    throw new CallError(`\`${file}\` is not written`, 'It has changed since it was read, or it is not UTF-8.');
  }
  writeWhole(file, after);
}

function existing(file: string): { path: string; mode: number; regular: boolean } | undefined {
  try {
    const path = realpathSync(file);
    const status = statSync(path);
    return { path, mode: status.mode & 0o777, regular: status.isFile() };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
