import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

/** Bundles a bench as the program itself is bundled, and runs it. */
export async function runBundled(entry, name) {
  const out = join(import.meta.dirname, '../../node_modules/.cache/archlang', name);
  mkdirSync(join(out, '..'), { recursive: true });
  await build({
    entryPoints: [entry],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outfile: out,
    logLevel: 'error',
  });
  await import(pathToFileURL(out).href);
}
