import { describe, expect, it } from 'vitest';
import { compact } from '../../../language-server/src/cli/reports/compact.js';
import { github } from '../../../language-server/src/cli/reports/github.js';
import { reports } from '../../../language-server/src/cli/reports/index.js';
import { markdown } from '../../../language-server/src/cli/reports/markdown.js';
import { pretty } from '../../../language-server/src/cli/reports/pretty.js';
import { displayWidth } from '../../../language-server/src/cli/terminal/text.js';
import { SourceText } from '../../../language-server/src/model/source.js';
import { at, clean, context, finding, folder, hostileMessage, result } from './fixture.js';

describe('every report', () => {
  it.each(Object.entries(reports))('%s is the same for the same findings, and ends its last line', (_, report) => {
    expect(report(result, context())).toBe(report(result, context()));
    expect(report(result, context())).toMatch(/\n$/);
  });
});

describe('pretty', () => {
  it('underlines exactly the text it is about', () => {
    const lines = pretty(result, context()).split('\n');
    const shown = lines.findIndex((line) => line.includes('4 │   replicas: 2, capacity: 100/s'));
    const under = lines.slice(shown).findIndex((line) => line.includes('│                ───────────────'));
    expect(under).toBeGreaterThan(0);
    const mark = lines[shown + under];
    const code = lines[shown + under - 1];
    expect([...code].slice([...mark].indexOf('─'), [...mark].lastIndexOf('─') + 1).join('')).toBe('capacity: 100/s');
  });

  it('shows message, related place, fix and page', () => {
    const text = pretty(result, context());
    expect(text).toContain('shop.arch:4:16 error over-capacity\n  `api` gets 347/s at peak');
    expect(text).toContain('  shop.arch:2:18: The load begins here.');
    expect(text).toContain('  fix: Set `timeout: 500ms`');
    expect(text).toContain('/docs/rules/missing-timeout.md');
  });

  it('sums up', () => {
    const text = pretty(result, context());
    expect(text).toContain('2 errors, 1 warning, 1 info, 1 hint in 2 files');
    expect(text).toContain('1 of 3 expectations hold; 1 cannot be judged');
    expect(text).toContain('1 risk accepted');
    expect(pretty(clean, context())).toBe('Nothing found in 1 file\n');
  });

  it.each([40, 60, 80, 120])('stays within %i columns, addresses excepted', (width) => {
    const wide = new SourceText(
      `${folder}/wide.arch`,
      `\tservice ${'名前 👩‍💻 e\u0301 '.repeat(60)} { replicas: 1 } ${'x'.repeat(300)}\n`,
    );
    const more = ['replicas: 1', '名前', wide.text.trim()].map((piece) =>
      finding('wide', 'browser', {
        at: at(piece, wide),
        message: `${'long words and more '.repeat(12)}${'w'.repeat(200)}`,
      }),
    );
    const everything = {
      ...result,
      sources: new Map([...result.sources, [wide.file, wide]]),
      findings: [...result.findings, ...more],
    };
    for (const line of pretty(everything, context({ width })).split('\n')) {
      if (!line.includes('https://')) expect(displayWidth(line), line).toBeLessThanOrEqual(width);
    }
  });

  it('is not moved by what a name holds', () => {
    const text = pretty(result, context());
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u0007');
    expect(pretty(result, context({ color: true }))).toContain('\u001b[31m');
  });

  it('shows few of a rule in full, names the others, and counts a flood', () => {
    const many = Array.from({ length: 40 }, (_, i) => finding('noisy', 'browser', { message: `Number ${i}.` }));
    const text = pretty({ ...result, findings: many }, context());
    expect(text.match(/ warning noisy\n/g)).toHaveLength(3);
    expect(text).toContain('37 more noisy');
    expect(text).toContain('shop.arch:2:8  Number 3.');
    expect(text).toContain('and 17 more; `--format compact` lists all');
  });

  it('marks a place at the very end of a file', () => {
    const short = new SourceText(`${folder}/short.arch`, 'service a {');
    const end = { file: short.file, offset: 11, end: 11 };
    const only = {
      ...result,
      sources: new Map([[short.file, short]]),
      findings: [finding('syntax', 'browser', { at: end })],
    };
    expect(pretty(only, context())).toContain('  1 │ service a {\n    │            ─\n');
  });
});

describe('compact', () => {
  it('is one line for each open finding', () => {
    const lines = compact(result, context()).trimEnd().split('\n');
    expect(lines).toHaveLength(5);
    for (const line of lines) expect(line).toMatch(/^[^\u0000-\u001f]+:\d+:\d+: (error|warning|info|hint) [\w-]+: /);
  });

  it('is empty when clean', () => {
    expect(compact(clean, context())).toBe('');
  });
});

describe('github', () => {
  const lines = github(result, context()).trimEnd().split('\n');

  it('escapes what would end a message or a property', () => {
    expect(lines).toHaveLength(5);
    const [, properties, data] = lines[0].match(/^::error ([^:]*)::(.*)$/) ?? [];
    expect(properties).toBe(`file=odd%2C 100%25%3A <"&'>.arch,line=1,endLine=1,col=1,endColumn=2,title=syntax`);
    expect(data.replaceAll('%0A', '\n').replaceAll('%0D', '\r').replaceAll('%25', '%')).toBe(hostileMessage);
  });

  it('gives columns only where they are on one line', () => {
    const several = lines.find((line) => line.includes('title=single-point-of-failure'));
    expect(several).toContain('line=3,endLine=5,col=1,title=');
  });

  it('leaves accepted findings out', () => {
    expect(lines.join('\n')).not.toContain('hot-key');
  });
});

describe('markdown', () => {
  it('keeps every cell in its table', () => {
    const rows = markdown(result, context())
      .split('\n')
      .filter((line) => line.startsWith('|'));
    const columns = (line: string): number => line.split('|').length - 2;
    for (const line of rows) expect([3, 4]).toContain(columns(line));
  });

  it('lets no name be markup', () => {
    const text = markdown(result, context());
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('[link](x)');
    expect(text).not.toContain('@team');
    expect(text).toContain('<code>code</code>');
  });
});
