import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfiguration } from '../../language-server/src/configuration/configuration-file.js';
import {
  componentFigures,
  fieldFigures,
  flowFigures,
  linkFigures,
  systemFigures,
  tableFigures,
} from '../../language-server/src/estimate/catalogue.js';
import { buildModel, parseFile } from '../../language-server/src/model/index.js';
import { Workshop } from '../cli/workshop.js';
import { type Page, pages, root } from './pages.js';

const all = pages();
const written = all.filter(({ path }) => !path.startsWith('docs/rules/'));

/** As GitHub makes them of headings. */
function anchorsOf(text: string): Set<string> {
  const headings = text.replace(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.+)$/gm);
  return new Set(
    [...headings].map(({ 1: heading }) =>
      heading
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    ),
  );
}

function brokenLinks({ path, text }: Page): string[] {
  const prose = text.replace(/^```[\s\S]*?^```$/gm, '').replace(/`[^`\n]*`/g, '');
  const targets = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g)].map(({ 1: a, 2: b }) => a ?? b);
  return targets.filter((target) => {
    if (/^(https?:|mailto:)/.test(target)) return false;
    const [file, anchor] = target.split('#');
    const found = file === '' ? join(root, path) : join(root, dirname(path), file);
    if (!existsSync(found)) return true;
    return anchor !== undefined && found.endsWith('.md') && !anchorsOf(readFileSync(found, 'utf8')).has(anchor);
  });
}

describe.each(all.map((page) => [page.path, page] as const))('%s', (_, page) => {
  it('links to what is there', () => {
    expect(brokenLinks(page)).toEqual([]);
  });
});

describe.each(written.map((page) => [page.path, page] as const))('%s', (path, { fences }) => {
  const designs = fences.filter(({ language }) => language === 'arch');
  for (const { line, text } of designs) {
    it(`shows a design that is understood, line ${line}`, () => {
      const { problems } = buildModel(path, new Map([[path, parseFile(path, text)]]));
      expect(problems.map(({ message }) => message)).toEqual([]);
    });
  }

  for (const { line, text } of fences.filter(({ name }) => name === 'archlang.json')) {
    it(`shows a configuration, line ${line}`, () => {
      expect(readConfiguration(JSON.parse(text))).not.toHaveProperty('problems');
    });
  }

  it('prints what it says it prints', () => followed(fences));
});

describe('the figures', () => {
  it('are all explained', () => {
    const page = all.find((each) => each.path === 'docs/figures.md')!.text;
    const figures = [componentFigures, flowFigures, linkFigures, tableFigures, fieldFigures, systemFigures]
      .flat()
      .map(({ figure }) => figure.replace(/\.(read|write)$/, ''));
    expect([...new Set(figures)].filter((figure) => !page.includes(`\`${figure}\``))).toEqual([]);
  });
});

/** Does what the page says, in a folder of its own: writes the files it shows, and runs the commands it gives. */
async function followed(fences: Page['fences']): Promise<void> {
  const workshop = new Workshop();
  for (const { language, name, text } of fences) {
    if (name !== '' && language !== 'console') workshop.write(name, text);
    if (language !== 'console') continue;
    for (const block of text.split(/^\$ /m).slice(1)) {
      const [command, ...expected] = block.trimEnd().split('\n');
      const [program, ...argv] = words(command);
      if (program !== 'archlang') continue;
      const { out, err } = await workshop.run(argv);
      expectPrinted(`${out}${err}`, expected, command);
    }
  }
}

/** Line by line and in order from the first; `…` stands for any lines, and more may follow the last. */
function expectPrinted(printed: string, expected: readonly string[], command: string): void {
  if (expected.length === 0) return;
  const escaped = expected.map((line) =>
    line === '…' ? '(?:.*\n)*?' : `${line.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}[ \t]*\n`,
  );
  const pattern = new RegExp(`^${escaped.join('')}`);
  const text = `${printed.trimEnd()}\n`;
  expect(pattern.test(text) ? 'as shown' : `$ ${command}\n${text}`).toBe('as shown');
}

function words(command: string): string[] {
  return [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(({ 1: a, 2: b, 3: c }) => a ?? b ?? c);
}
