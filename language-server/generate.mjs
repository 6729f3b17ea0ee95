/** Writes what is generated and committed: pages and pictures under docs/ and examples/, and the schema of archlang.json. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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
      export { advicePage } from './advice/page.js';
      export { referencePage } from './model/schema/reference.js';
      export { configurationJsonSchema } from './configuration/configuration-file.js';
      export { draw } from './cli/picture.js';
      export { readExamples } from './cli/gallery/examples.js';
      export { analyse, galleryPage } from './cli/gallery/page.js';`,
    resolveDir: join(here, 'src'),
    loader: 'ts',
  },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  conditions: ['source'],
  mainFields: ['module', 'main'],
  outfile: bundle,
  logLevel: 'error',
});
const made = await import(pathToFileURL(bundle).href);
const { rules, rulePage, referencePage, advicePage, configurationJsonSchema } = made.default ?? made;

const folder = join(docs, 'rules');
mkdirSync(folder, { recursive: true });
const pages = new Map(rules.map((rule) => [`${rule.name}.md`, rulePage(rule)]));
pages.set('README.md', index());
for (const name of readdirSync(folder)) if (!pages.has(name)) rmSync(join(folder, name));
for (const [name, text] of pages) writeFileSync(join(folder, name), text);
writeFileSync(join(docs, 'reference.md'), referencePage());
writeFileSync(join(docs, 'advice.md'), advicePage());
writeFileSync(join(here, 'schemas/archlang.json'), `${JSON.stringify(configurationJsonSchema(), null, 2)}\n`);

const { readExamples, analyse, galleryPage, draw } = made.default ?? made;
const gallery = join(here, '../examples');
const examples = readExamples(gallery);
mkdirSync(join(docs, 'images'), { recursive: true });
for (const theme of ['light', 'dark']) {
  for (const [name, file] of [
    ['platform/url-shortener', 'design.arch'],
    ['commerce/orders', 'wrong.arch'],
  ]) {
    const { design: sound, wrong } = examples.find((example) => example.name === name);
    const design = [sound, ...wrong].find((each) => basename(each.file) === file);
    writeFileSync(join(docs, 'images', `${basename(name)}-${theme}.svg`), await picture(design, theme));
  }
}
const pictures = new Map();
for (const example of examples) {
  const svg = await picture(example.design, 'auto', []);
  pictures.set(example, svg);
  writeFileSync(join(gallery, example.name, 'picture.svg'), svg);
}
writeFileSync(
  join(gallery, 'README.md'),
  galleryPage(examples, (example) => pictures.get(example)),
);

/** A sound design is drawn without the remarks that there are on it. */
function picture(design, theme, marked = analyse(design).findings) {
  const { model, estimates } = analyse(design);
  return draw(model, estimates, marked, { theme, overlay: 'utilisation', collapse: [] });
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
