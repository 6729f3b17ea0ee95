/** Writes what is generated and committed: docs/rules, docs/reference.md and the schema of archlang.json. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;
const docs = join(here, '../docs');
const bundle = join(here, '../node_modules/.cache/archlang/documentation.mjs');

await build({
  stdin: {
    contents: `
      export { rules } from './rules/registry.js';
      export { rulePage } from './rules/page.js';
      export { referencePage } from './model/schema/reference.js';
      export { configurationJsonSchema } from './rules/configuration-file.js';`,
    resolveDir: join(here, 'src'),
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  conditions: ['source'],
  outfile: bundle,
  logLevel: 'error',
});
const { rules, rulePage, referencePage, configurationJsonSchema } = await import(pathToFileURL(bundle).href);

const folder = join(docs, 'rules');
mkdirSync(folder, { recursive: true });
const pages = new Map(rules.map((rule) => [`${rule.name}.md`, rulePage(rule)]));
pages.set('README.md', index());
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
writeFileSync(join(docs, 'reference.md'), referencePage());
writeFileSync(join(here, 'schemas/archlang.json'), `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);

function index() {
  const categories = [...new Set(rules.map(({ category }) => category))];
  const sections = categories.map((category) => {
    const rows = rules
      .filter((rule) => rule.category === category)
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(
        ({ name, severity, summary }) =>
          `| [\`${name}\`](${name}.md) | ${severity} | ${summary.replaceAll('|', '\\|')} |`,
      );
    return `## ${category}\n\n| rule | severity | finds |\n|---|---|---|\n${rows.join('\n')}`;
  });
  return `# Rules\n\n${rules.length} rules. Each page says what the rule finds, why it matters, when it stays silent, and how to mend it.\n\n${sections.join('\n\n')}\n`;
}
