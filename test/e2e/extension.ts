import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const folder = join(import.meta.dirname, '../../extension');

/** The packed extension as `npm run package` leaves it. */
export function packedExtension(): string {
  const { publisher, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const path = join(folder, `${publisher}-${version}.vsix`);
  if (!existsSync(path)) throw new Error(`${path} does not exist: run \`npm run package\` first.`);
  return path;
}

/** An extension of the tests' own, from its folder here. */
export function packedFrom(name: string): string {
  const path = join(import.meta.dirname, 'out', `${name}.vsix`);
  mkdirSync(dirname(path), { recursive: true });
  const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--skip-license', '--out', path];
  execFileSync(process.execPath, [vsce, 'package', ...flags], {
    cwd: join(import.meta.dirname, name),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  return path;
}
