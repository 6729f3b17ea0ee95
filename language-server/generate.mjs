/** Writes what is generated and committed: pages and pictures under docs/, and the schema of archlang.json. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;
const docs = join(here, '../docs');
const bundle = join(here, '../node_modules/.cache/archlang/documentation.cjs');

await build({
  stdin: {
    contents: `
      export { rules } from './rules/registry.js';
      export { rulePage } from './rules/page.js';
      export { referencePage } from './model/schema/reference.js';
      export { configurationJsonSchema } from './rules/configuration-file.js';
      export { resolveConfiguration } from './rules/configuration.js';
      export { lint } from './rules/lint.js';
      export { buildModel, parseFile } from './model/index.js';
      export { estimate } from './estimate/estimate.js';
      export { draw } from './cli/picture.js';`,
    resolveDir: join(here, 'src'),
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  conditions: ['source'],
  outfile: bundle,
  logLevel: 'error',
});
const made = await import(pathToFileURL(bundle).href);
const { rules, rulePage, referencePage, configurationJsonSchema } = made.default ?? made;

const folder = join(docs, 'rules');
mkdirSync(folder, { recursive: true });
const pages = new Map(rules.map((rule) => [`${rule.name}.md`, rulePage(rule)]));
pages.set('README.md', index());
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
writeFileSync(join(docs, 'reference.md'), referencePage());
writeFileSync(join(here, 'schemas/archlang.json'), `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);

const { buildModel, parseFile, estimate, lint, resolveConfiguration, draw } = made.default ?? made;
mkdirSync(join(docs, 'images'), { recursive: true });
for (const theme of ['light', 'dark']) {
  for (const [example, file] of [
    ['platform/url-shortener', 'design'],
    ['commerce/orders', 'wrong'],
  ]) {
    const path = `examples/${example}/${file}.arch`;
    const text = readFileSync(join(here, '..', path), 'utf8');
    const model = buildModel(path, new Map([[path, parseFile(path, text)]]));
    const estimates = estimate(model);
    const findings = lint(model, estimates, resolveConfiguration([]));
    const svg = await draw(model, estimates, findings, { theme, overlay: 'utilisation', collapse: [] });
    writeFileSync(join(docs, 'images', `${basename(example)}-${theme}.svg`), svg);
  }
}

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
