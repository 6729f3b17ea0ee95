import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

export const root = join(import.meta.dirname, '../..');

export interface Fence {
  readonly language: string;
  /** What stands behind the language: the name of a file. */
  readonly name: string;
  readonly text: string;
  readonly line: number;
}

export interface Page {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
  readonly fences: readonly Fence[];
}

const left = new Set(['node_modules', 'dist', 'out', '.git', 'coverage', '.cache']);

/** Every Markdown page of the repository. */
export function pages(folder = root): readonly Page[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return left.has(entry.name) ? [] : pages(path);
    return entry.name.endsWith('.md') ? [pageOf(path)] : [];
  });
}

function pageOf(path: string): Page {
  const text = readFileSync(path, 'utf8');
  const fences = [...text.matchAll(/^```([\w-]+)[ \t]*([^\n]*)\n([\s\S]*?)^```$/gm)].map(
    ({ 1: language, 2: name, 3: content, index }) => ({
      language,
      name,
      text: content,
      line: text.slice(0, index).split('\n').length,
    }),
  );
  return { path: relative(root, path).replaceAll('\\', '/'), text, fences };
}
