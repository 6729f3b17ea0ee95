import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Bundles a bench as the program itself is bundled, and runs it, with flags of Node if there are any. */
export async function runBundled(entry, name, flags = []) {
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
  const { status } = spawnSync(process.execPath, [...flags, out, ...process.argv.slice(2)], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
}
