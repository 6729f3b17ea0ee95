import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../examples');

export interface Example {
  /** Its folder below `examples`: `feeds/news-feed`. */
  readonly name: string;
  readonly design: string;
  readonly wrong?: string;
}

/** Every example: a folder with a sound design, and often one in a hurry, in a folder for its group. */
export const gallery: readonly Example[] = foldersIn(folder).flatMap((group) =>
  foldersIn(join(folder, group)).map((name): Example => {
    const read = (file: string): string => readFileSync(join(folder, group, name, file), 'utf8');
    const hasWrong = existsSync(join(folder, group, name, 'wrong.arch'));
    return { name: `${group}/${name}`, design: read('design.arch'), ...(hasWrong && { wrong: read('wrong.arch') }) };
  }),
);

function foldersIn(path: string): string[] {
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []));
}

/** What a design in a hurry says of itself in its comments: `//   error hot-shard-key: urls`. */
export function confessed(text: string): string[] {
  return [...text.matchAll(/^\/\/ {3}((?:error|warning) [\w-]+: .+)$/gm)].map(({ 1: line }) => line.trim()).sort();
}
