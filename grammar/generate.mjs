// Writes src/generated: the syntax tree and parser tables from arch.langium, and the engine library as one module of text.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = import.meta.dirname;
const cli = fileURLToPath(new URL('../bin/langium.js', import.meta.resolve('langium-cli')));
execFileSync(process.execPath, ['--require', join(here, 'polyfill.cjs'), cli, 'generate'], {
  cwd: here,
  stdio: ['ignore', 'pipe', 'inherit'],
});

const files = readdirSync(join(here, 'library'))
  .filter((name) => name.endsWith('.arch'))
  .sort();
const entries = files.map(
  (name) => `  ${JSON.stringify(name)}: ${JSON.stringify(readFileSync(join(here, 'library', name), 'utf8'))},`,
);
mkdirSync(join(here, 'src/generated'), { recursive: true });
writeFileSync(
  join(here, 'src/generated/library.ts'),
  `/** The engine library, file name to text. Made from grammar/library by \`npm run generate\`. */\nexport const librarySources: Readonly<Record<string, string>> = {\n${entries.join('\n')}\n};\n`,
);
