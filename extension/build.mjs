/** Bundles the extension, the language server and the preview's page into `dist`, with all that the package needs beside them. */
import { copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Resvg } from '@resvg/resvg-js';
import { build } from 'esbuild';
import { thirdPartyNotices } from '../.ci/notices.mjs';

const here = import.meta.dirname;
const dist = join(here, 'dist');
const grammar = join(here, '../grammar');
const require = createRequire(import.meta.url);

const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  conditions: ['source'],
  legalComments: 'none',
  logLevel: 'warning',
  absWorkingDir: here,
};
/** What VS Code 1.91 brings: Node 20.11, Chromium 122. */
const node = { ...shared, platform: 'node', format: 'cjs', target: 'node20.11', mainFields: ['module', 'main'] };
const browser = { ...shared, platform: 'browser', target: 'chrome122' };

/** The server says in its reports which version made them. */
const { version } = JSON.parse(readFileSync(join(here, '../language-server/package.json'), 'utf8'));
const server = { define: { ARCHLANG_VERSION: JSON.stringify(version) } };

const bundles = [
  { ...node, entryPoints: ['src/desktop.ts'], outfile: 'dist/extension.cjs', external: ['vscode'] },
  { ...browser, format: 'cjs', entryPoints: ['src/web.ts'], outfile: 'dist/browser.js', external: ['vscode'] },
  { ...node, ...server, entryPoints: ['../language-server/src/lsp/main-node.ts'], outfile: 'dist/server.cjs' },
  {
    ...browser,
    ...server,
    format: 'iife',
    entryPoints: ['../language-server/src/lsp/main-browser.ts'],
    outfile: 'dist/server-browser.js',
  },
  {
    ...browser,
    format: 'iife',
    entryPoints: ['src/webview/main.tsx'],
    outfile: 'dist/preview.js',
    jsx: 'automatic',
    jsxImportSource: 'preact',
  },
  { ...browser, entryPoints: ['src/webview/preview.css'], outfile: 'dist/preview.css' },
];

mkdirSync(dist, { recursive: true });
for (const name of ['extension.cjs', 'browser.js']) rmSync(join(dist, name), { force: true });
const results = await Promise.all(bundles.map((options) => build(options)));

copyFileSync(require.resolve('elkjs/lib/elk-worker.min.js'), join(dist, 'elk-worker.js'));
copyFileSync(join(grammar, 'syntaxes/arch.tmLanguage.json'), join(dist, 'arch.tmLanguage.json'));
copyFileSync(join(grammar, 'language-configuration.json'), join(dist, 'language-configuration.json'));
const schema = JSON.parse(readFileSync(join(here, '../language-server/schemas/archlang.json'), 'utf8'));
writeFileSync(join(dist, 'archlang.schema.json'), JSON.stringify(schema));
writeFileSync(join(dist, 'templates.json'), JSON.stringify(await templates()));
const drawing = readFileSync(join(here, 'icons/archlang.svg'), 'utf8');
writeFileSync(join(dist, 'icon.png'), new Resvg(drawing, { fitTo: { mode: 'width', value: 128 } }).render().asPng());
const inputs = results.flatMap(({ metafile }) => Object.keys(metafile.inputs)).map((path) => join(here, path));
writeFileSync(
  join(dist, 'THIRD-PARTY-NOTICES.txt'),
  thirdPartyNotices([...inputs, require.resolve('elkjs/lib/elk-worker.min.js')]),
);

/** What `archlang init` offers, the first design first. */
async function templates() {
  const { outputFiles } = await build({
    ...node,
    stdin: {
      contents: `
        export * from './examples.js';
        export { firstTemplate } from './templates.js';`,
      resolveDir: join(here, '../language-server/src/cli/gallery'),
      loader: 'ts',
    },
    write: false,
    metafile: false,
  });
  const made = { exports: {} };
  new Function('module', 'require', outputFiles[0].text)(made, require);
  const { readExamples, groups, firstTemplate } = made.exports;
  return readExamples(join(here, '../examples'))
    .sort((a, b) => Number(b.name === firstTemplate) - Number(a.name === firstTemplate))
    .map(({ group, design: { title, comment, text } }) => ({ group: groups[group], title, comment, text }));
}
