// Bundles bench.ts as the program itself is bundled, and runs it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const out = join(import.meta.dirname, '../../node_modules/.cache/archlang/bench.mjs');
mkdirSync(join(out, '..'), { recursive: true });
await build({
  entryPoints: [join(import.meta.dirname, 'bench.ts')],
  bundle: true,
  platform: 'node',
  format: 'esm',
  conditions: ['source'],
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  outfile: out,
  logLevel: 'error',
});
await import(pathToFileURL(out).href);
