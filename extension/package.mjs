/** Packs `dist` into `archlang-<version>.vsix`, from a folder that holds what is published and nothing else. */
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const here = import.meta.dirname;
const stage = join(here, '.cache/vsix');
const most = 3_000_000;
/** Translations where there are any: `vsce` takes no name of what is not there. */
const shipped = readdirSync(here).filter((name) =>
  /^(dist|icons|l10n|snippets|walkthrough|package\.nls.*\.json)$/.test(name),
);

const {
  private: _,
  type,
  scripts,
  devDependencies,
  ...manifest
} = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
// The workspace cannot bear the name: the command line's package has it.
const published = {
  ...manifest,
  name: manifest.publisher,
  files: [...shipped, '*.md', 'LICENSE'],
};

rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
writeFileSync(join(stage, 'package.json'), `${JSON.stringify(published, null, 2)}\n`);
cpSync(join(here, 'README.md'), join(stage, 'README.md'));
for (const name of ['CHANGELOG.md', 'LICENSE']) cpSync(join(here, '..', name), join(stage, name));
for (const name of shipped) {
  cpSync(join(here, name), join(stage, name), {
    recursive: true,
    filter: (path) => !/\/types$|\.tsbuildinfo$|archlang\.svg$/.test(path),
  });
}

const target = join(here, `${published.name}-${published.version}.vsix`);
const vsce = createRequire(import.meta.url).resolve('@vscode/vsce/vsce');
execFileSync(process.execPath, [vsce, 'package', '--no-dependencies', '--out', target], {
  cwd: stage,
  stdio: ['ignore', 'inherit', 'inherit'],
});
const { size } = statSync(target);
if (size > most) throw new Error(`${target} has ${size} bytes; at most ${most} are allowed.`);
