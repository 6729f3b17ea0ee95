import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(import.meta.dirname, '../../extension');

/** The packed extension as `npm run package` leaves it. */
export function packedExtension(): string {
  const { publisher, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const path = join(folder, `${publisher}-${version}.vsix`);
  if (!existsSync(path)) throw new Error(`${path} does not exist: run \`npm run package\` first.`);
  return path;
}
