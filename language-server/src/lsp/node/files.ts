import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FileHost } from '../host.js';

/** More than the parser takes: the rest of a larger file changes nothing. */
const mostBytes = 6_000_000;
const skipped = /^(node_modules|\..*)$/;

/** Files on the disk. */
export const diskFiles: FileHost = {
  async read(uri) {
    try {
      const file = await open(fileURLToPath(uri));
      try {
        const { size } = await file.stat();
        const bytes = Buffer.alloc(Math.min(size, mostBytes));
        const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
        return bytes.toString('utf8', 0, bytesRead);
      } finally {
        await file.close();
      }
    } catch {
      return undefined;
    }
  },

  async list(folder, limit) {
    const found: string[] = [];
    try {
      const waiting = [fileURLToPath(folder)];
      for (let path = waiting.shift(); path !== undefined && found.length < limit; path = waiting.shift()) {
        for (const entry of await readdir(path, { withFileTypes: true }).catch(() => [])) {
          if (entry.isDirectory() && !skipped.test(entry.name)) waiting.push(join(path, entry.name));
          else if (entry.isFile() && entry.name.endsWith('.arch'))
            found.push(pathToFileURL(join(path, entry.name)).href);
        }
      }
    } catch {
      return [];
    }
    return found.slice(0, limit);
  },
};
