// `npm run mutation [-- RULE …]`: changes every condition of the rules, one at a time, and lists what no test notices.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '../..');
const cache = join(root, 'node_modules/.cache/archlang');
const recordings = join(cache, 'recordings.jsonl');
mkdirSync(cache, { recursive: true });

console.log('Running the tests of the rules, and writing down which designs they ask about …');
rmSync(recordings, { force: true });
const env = { ...process.env, ARCHLANG_RECORD: recordings };
const { status } = spawnSync('npx', ['vitest', 'run', 'test/rules', '--reporter=dot'], { cwd: root, env });
if (status !== 0) {
  console.error('The tests fail as they are: `npx vitest run test/rules` shows where.');
  process.exit(1);
}

const { instrument } = await bundled('instrument.ts', { external: ['typescript'] });
const mutants = new Map();
let next = 0;
const { mutate } = await bundled('mutate.ts', {
  plugins: [
    {
      name: 'instrument',
      setup({ onLoad }) {
        onLoad({ filter: /src\/rules\/[a-z-]+\/[a-z0-9-]+\.ts$/ }, ({ path }) => {
          const name = basename(path, '.ts');
          if (name === 'index') return undefined;
          const { code, mutants: list } = instrument(path, readFileSync(path, 'utf8'), next);
          mutants.set(name, { first: next, list });
          next += list.length;
          return { contents: code, loader: 'ts' };
        });
      },
    },
  ],
});
mutate(recordings, mutants, process.argv.slice(2));

async function bundled(entry, options) {
  const outfile = join(cache, `${basename(entry, '.ts')}.mjs`);
  await build({
    entryPoints: [join(import.meta.dirname, entry)],
    bundle: true,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    mainFields: ['module', 'main'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    outfile,
    logLevel: 'error',
    ...options,
  });
  return import(pathToFileURL(outfile).href);
}
