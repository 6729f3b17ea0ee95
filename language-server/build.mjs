/** Builds dist/: the command line as one file, and beside it what only some commands need. */
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src');
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

/** Modules that become files of their own, loaded when they are needed: they would slow down the start of every command. */
const apart = [join(source, 'cli/picture.ts'), join(source, 'cli/watch.ts')];
const server = join(source, 'lsp/main-node.ts');

const loadedLater = {
  name: 'loaded-later',
  setup({ onResolve }) {
    onResolve({ filter: /^\./ }, ({ path, resolveDir, kind }) => {
      const file = resolve(resolveDir, path).replace(/\.js$/, '.ts');
      if (kind !== 'dynamic-import' || !apart.includes(file)) return undefined;
      return { path: `./${basename(file, '.ts')}.cjs`, external: true };
    });
  },
};

const ownUrl = 'const bundleUrl=require("node:url").pathToFileURL(__filename).href;';

const shared = {
  absWorkingDir: here,
  outdir: join(here, 'dist'),
  outExtension: { '.js': '.cjs' },
  bundle: true,
  minify: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  conditions: ['source'],
  // Native, therefore never bundled: it is found where the user has installed it.
  external: ['@resvg/resvg-js'],
  // CommonJS has no import.meta; some packages look for their own place with it.
  define: { ARCHLANG_VERSION: JSON.stringify(version), 'import.meta.url': 'bundleUrl' },
  legalComments: 'none',
  logLevel: 'warning',
};

await build({
  ...shared,
  entryPoints: { archlang: join(source, 'cli/main.ts') },
  banner: { js: `#!/usr/bin/env node\n${ownUrl}` },
  plugins: [loadedLater],
});
await build({
  ...shared,
  banner: { js: ownUrl },
  entryPoints: { ...Object.fromEntries(apart.map((file) => [basename(file, '.ts'), file])), ...(existsSync(server) && { server }) },
});
chmodSync(join(here, 'dist/archlang.cjs'), 0o755);
