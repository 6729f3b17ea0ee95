import { type Stats, statSync } from 'node:fs';
import { glob, isDynamicPattern } from 'tinyglobby';
import { CallError, reasonOf } from './call-error.js';
import { type Paths, withSlashes } from './paths.js';
import { compareText } from './result.js';

/**
 * The `.arch` files that paths, folders and globs mean, in order. Files named outright are taken whatever their ending;
 * those found below a folder may be ignored by configuration.
 * @throws CallError for a path that does not exist and where nothing is found
 */
export async function findFiles(
  given: readonly string[],
  paths: Paths,
  ignored: (file: string) => Promise<boolean>,
): Promise<string[]> {
  const found = new Set<string>();
  for (const path of given.length === 0 ? ['.'] : given) {
    for (const file of await filesOf(path, paths, ignored, given.length === 0)) found.add(file);
  }
  return [...found].sort(compareText);
}

async function filesOf(path: string, paths: Paths, ignored: (file: string) => Promise<boolean>, byDefault: boolean) {
  const file = paths.absolute(path);
  const entry = entryAt(file);
  if (entry?.isFile() || entry?.isFIFO()) return [file];
  if (entry && !entry.isDirectory()) throw new CallError(`\`${path}\` is neither a file nor a folder`);
  if (!entry && !isDynamicPattern(path)) {
    throw new CallError(`there is no file or folder \`${path}\``, `It was looked for in ${paths.cwd}.`);
  }
  const matches = await glob(entry ? '**/*.arch' : withSlashes(path), {
    cwd: entry ? file : paths.cwd,
    absolute: true,
    ignore: '**/node_modules/**',
    expandDirectories: false,
    // A link to a folder above would never end.
    followSymbolicLinks: false,
  });
  const kept: string[] = [];
  for (const match of matches) {
    const found = paths.absolute(match);
    if (!(await ignored(found))) kept.push(found);
  }
  if (kept.length === 0)
    throw new CallError(nothingFound(path, entry !== undefined), adviceFor(matches.length, byDefault));
  return kept;
}

function nothingFound(path: string, folder: boolean): string {
  return folder ? `there is no \`.arch\` file below \`${path}\`` : `no file matches \`${path}\``;
}

function adviceFor(matches: number, byDefault: boolean): string | undefined {
  if (matches > 0) return 'All there are is ignored by `ignore` in archlang.json.';
  return byDefault ? '`archlang init` writes a first one.' : undefined;
}

function entryAt(file: string): Stats | undefined {
  try {
    return statSync(file);
  } catch (error) {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw new CallError(`cannot read \`${file}\`: ${reasonOf(error)}`);
  }
}
