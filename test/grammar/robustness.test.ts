import { parse, type Syntax } from '@archlang/grammar';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtures } from './fixtures.js';

/** Far more than any of these takes on a slow machine, far less than a hang. */
const bound = 20_000;

function survives(text: string): Syntax {
  const start = performance.now();
  const syntax = parse(text);
  expect(performance.now() - start).toBeLessThan(bound);
  expect(syntax.problems.length).toBeLessThanOrEqual(500);
  for (const { offset, end } of syntax.problems) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(end).toBeGreaterThanOrEqual(offset);
    expect(end).toBeLessThanOrEqual(text.length + 1);
  }
  return syntax;
}

describe('no text crashes or hangs the parser', () => {
  it('random bytes', () => {
    const bytes = fc.uint8Array({ maxLength: 3000 }).map((array) => Buffer.from(array));
    fc.assert(
      fc.property(bytes, fc.constantFrom('latin1' as const, 'utf8' as const, 'utf16le' as const), (array, encoding) => {
        survives(array.toString(encoding));
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it('random characters that are text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        survives(text.replace(/[\0-\x08\x0e-\x1f]/g, ' '));
      }),
      { numRuns: 200, seed: 2 },
    );
  });

  it.each(fixtures)('$name cut short at every fiftieth character', ({ text }) => {
    for (let end = 0; end < text.length; end += 50) survives(text.slice(0, end));
  });

  it.each(fixtures)('$name begun at every fiftieth character', ({ text }) => {
    for (let start = 0; start < text.length; start += 50) survives(text.slice(start));
  });

  const many = 100_000;
  const long: readonly [what: string, text: string][] = [
    ['nothing', ''],
    ['a lone byte order mark', '\ufeff'],
    ['opening braces', '{'.repeat(many)],
    ['closing braces', '}'.repeat(many)],
    ['pairs of braces', '{}'.repeat(many)],
    ['braces within braces', '{'.repeat(many) + '}'.repeat(many)],
    ['braces on lines', '{\n'.repeat(many)],
    ['blocks within blocks', 'region a {\n'.repeat(many / 10) + '}\n'.repeat(many / 10)],
    ['open blocks, indented', Array.from({ length: 2000 }, (_, depth) => `${' '.repeat(depth)}region a {\n`).join('')],
    ['opening brackets', `service a { x: ${'['.repeat(many)} }`],
    ['opening parentheses', `let x = ${'('.repeat(many)}`],
    ['closed parentheses', `let x = ${'('.repeat(many)}1${')'.repeat(many)}`],
    ['calls within calls', `let x = ${'f('.repeat(many)}`],
    ['a sum', `let x = ${Array(many).fill('1').join(' + ')}`],
    ['a sum on lines', `let x = 1\n${'+ a\n'.repeat(many)}`],
    ['minus signs', `let x = ${'- '.repeat(many)}1`],
    ['a list', `service a { x: [${Array(many).fill('a').join(', ')}] }`],
    ['a list on lines', `service a { x: [${Array(many).fill('a').join(',\n')}] }`],
    ['a chain of links', Array(many).fill('a').join(' -> ')],
    ['a chain of wrong arrows', Array(many).fill('a').join(' --> ')],
    ['a text', `service a "${'x'.repeat(10 * many)}" {}`],
    ['a text of escapes', `service a "${'\\"'.repeat(many)}" {}`],
    ['an unclosed text', `service a "${'x'.repeat(10 * many)}`],
    ['unclosed texts', '"a\n'.repeat(many)],
    ['unclosed single quotes', "'a ".repeat(many)],
    ['unclosed typographic quotes', '“a '.repeat(many)],
    ['unclosed block comments', '/* a\n'.repeat(many)],
    ['closed block comments', '/* a */\n'.repeat(many)],
    ['a block comment', `/*${'a\n'.repeat(many)}*/`],
    ['hash comments', '# a\n'.repeat(many)],
    ['hash comments behind statements', 'a -> b # c\n'.repeat(many / 10)],
    ['a number', `let x = ${'1'.repeat(many)}`],
    ['grouped digits', `let x = ${Array(many).fill('000').join(',')}`],
    ['a word', 'a'.repeat(10 * many)],
    ['a word with hyphens', 'a-'.repeat(many)],
    ['a name with dots', 'a.'.repeat(many)],
    ['dots', '.'.repeat(many)],
    ['semicolons', ';'.repeat(many)],
    ['equals signs', 'a = '.repeat(many)],
    ['colons', 'a: '.repeat(many)],
    ['colons alone', ':'.repeat(many)],
    ['characters that mean nothing', '@'.repeat(many)],
    ['characters that mean nothing, apart', '@ '.repeat(many)],
    ['names', 'a '.repeat(many)],
    ['names on lines', 'a\n'.repeat(many / 2)],
    ['properties on one line', `service a { ${'x: 1, '.repeat(many / 2)} }`],
    ['conflict marks', '<<<<<<< a\n'.repeat(many / 10)],
    ['spaces', ' '.repeat(10 * many)],
    ['line ends', '\n'.repeat(10 * many)],
    ['lists in braces', 'x: {a, b} '.repeat(many / 10)],
  ];

  it.each(long)('very long: %s', (_what, text) => {
    survives(text);
  });

  it('a file of 20 MB', () => {
    const { problems, chunks } = survives('service a { replicas: 2 }\n'.repeat(800_000));
    expect(problems.map(({ code }) => code)).toEqual(['limit']);
    expect(chunks).toEqual([]);
  });

  it('a file that is not text', () => {
    expect(survives('\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0').problems.map(({ code }) => code)).toEqual(['limit']);
  });

  it('says once that it is too deep, and reads what follows', () => {
    const text = `${'group g { '.repeat(200)}${'} '.repeat(200)}\nservice a {}`;
    const { problems, chunks } = survives(text);
    expect(problems.map(({ message }) => message)).toEqual(['This is nested too deep to be read.']);
    expect(chunks.at(-1)!.chunk.tree.members).toMatchObject([{ $type: 'Component', name: 'a' }]);
  });

  it('says once that a statement is too long, and reads what follows', () => {
    const { problems, chunks } = survives(`let x = ${Array(5000).fill('1').join(' + ')}\nservice a {}`);
    expect(problems.map(({ message }) => message)).toEqual(['This statement is too long to be read.']);
    expect(chunks.at(-1)!.chunk.tree.members).toMatchObject([{ $type: 'Component', name: 'a' }]);
  });
});
