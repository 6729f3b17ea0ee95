/** Builds dist/: the command line as one file, and beside it what only some commands need. */
import { createHash } from 'node:crypto';
import { chmodSync, cpSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { thirdPartyNotices } from '../.ci/notices.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const source = join(here, 'src');
const { version } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));

/** Modules that become files of their own, loaded when they are needed: they would slow down the start of every command. */
const apart = [
  'cli/picture.ts',
  'cli/watch.ts',
  'cli/print-configuration.ts',
  'cli/advice/advising.ts',
  'configuration/configuration-file.ts',
].map((file) => join(source, file));
/** Programs of their own, which run in processes of their own. */
const beside = { server: join(source, 'lsp/main-node.ts'), layout: join(source, 'cli/layout/main.ts') };

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

/** Builds all files into a folder. */
export async function buildInto(outdir) {
  const shared = {
    absWorkingDir: here,
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    conditions: ['source'],
    // CommonJS builds of some packages ask for their parts at run time, where no bundle has them.
    mainFields: ['module', 'main'],
    // Native, therefore never bundled: it is found where the user has installed it.
    external: ['@resvg/resvg-js'],
    // CommonJS has no import.meta; some packages look for their own place with it.
    define: { ARCHLANG_VERSION: JSON.stringify(version), 'import.meta.url': 'bundleUrl' },
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning',
  };
  const later = Object.fromEntries(apart.map((file) => [basename(file, '.ts'), file]));
  const programs = await Promise.all([
    build({
      ...shared,
      entryPoints: { main: join(source, 'cli/main.ts') },
      banner: { js: ownUrl },
      // A script started from compiled code cannot import, only require.
      supported: { 'dynamic-import': false },
      plugins: [loadedLater],
    }),
    build({ ...shared, entryPoints: { ...later, ...beside }, banner: { js: ownUrl } }),
  ]);
  const hashes = Object.fromEntries(['main', 'server'].map((name) => [name, asciiHash(join(outdir, `${name}.cjs`))]));
  const start = await build({
    ...shared,
    entryPoints: { archlang: join(source, 'cli/start.ts') },
    banner: { js: '#!/usr/bin/env node' },
    define: { ARCHLANG_HASHES: JSON.stringify(hashes) },
  });
  const results = [...programs, start];
  const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs)).map((path) => join(here, path));
  writeFileSync(join(outdir, 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(inputs));
  copyExamples(join(outdir, 'examples'));
  chmodSync(join(outdir, 'archlang.cjs'), 0o755);
}

/** Writes what the bundler left as it was in regular expressions as escapes, and tells the hash of the program. */
function asciiHash(file) {
  const text = readFileSync(file, 'utf8');
  const ascii = text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  writeFileSync(file, ascii);
  return createHash('sha256').update(ascii).digest('hex').slice(0, 16);
}

/** What `init` offers. */
function copyExamples(folder) {
  rmSync(folder, { recursive: true, force: true });
  const wanted = (path) => !extname(path) || extname(path) === '.arch';
  cpSync(join(here, '../examples'), folder, { recursive: true, filter: wanted });
}

if (process.argv[1] && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url))
  await buildInto(join(here, 'dist'));
