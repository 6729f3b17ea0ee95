import { existsSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';

/** A path with `/`, as files are named throughout. */
export function withSlashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** Names files for people and for the services that read reports. */
export class Paths {
  /** The folder of the repository, else of the configuration, else the working folder. */
  readonly repository: string;

  constructor(readonly cwd: string) {
    this.repository = folderWith(cwd, ['.git']) ?? folderWith(cwd, ['archlang.json']) ?? cwd;
  }

  /** The full name of a path given on the command line. */
  absolute(path: string): string {
    return withSlashes(resolve(this.cwd, path));
  }

  /** As a person in the working folder would write it. */
  readonly shown = (file: string): string => below(this.cwd, file);

  /** From the root of the repository, as code scanning services want it. */
  inRepository(file: string): string {
    return below(this.repository, file);
  }

  /** Imports of a file stay below this folder: the nearest with a configuration or a repository, else the working folder. */
  workspaceOf(file: string): string {
    const folder = dirname(file);
    const root = folderWith(folder, ['archlang.json', '.git']);
    if (root !== undefined) return withSlashes(root);
    return isBelow(this.cwd, file) ? withSlashes(this.cwd) : withSlashes(folder);
  }
}

export function isBelow(folder: string, file: string): boolean {
  const path = relative(folder, file);
  return path !== '' && !path.startsWith('..') && !isAbsolute(path);
}

function below(folder: string, file: string): string {
  return withSlashes(relative(folder, file)) || '.';
}

/** The nearest folder, from this one upwards, that holds one of these. */
export function folderWith(folder: string, names: readonly string[]): string | undefined {
  for (let current = folder; ; current = dirname(current)) {
    if (names.some((name) => existsSync(join(current, name)))) return current;
    if (dirname(current) === current) return undefined;
  }
}
