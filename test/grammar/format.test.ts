import { format, formatEdits, formatOnType, formatRange, parse, type TextEdit } from '@archlang/grammar';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArchServices } from '../../grammar/src/services.js';
import { applyEdit, editedFixture, junk } from './edits.js';
import { fixtures, statements, whole } from './fixtures.js';

const lexer = createArchServices().parser.Lexer;

function comments(text: string): string[] {
  return (text.match(/\/\/[^\n\r]*/g) ?? []).map((comment) => comment.trimEnd());
}

/** Every token but the commas, which a line end may stand for. */
function words(text: string): string[] {
  return lexer
    .tokenize(text)
    .tokens.map(({ image }) => image)
    .filter((image) => image !== ',' && image !== '');
}

function applyEdits(text: string, edits: readonly TextEdit[]): string {
  return edits.reduceRight(
    (done, { offset, end, text: inserted }) => done.slice(0, offset) + inserted + done.slice(end),
    text,
  );
}

/** Other white space between the same tokens: every line keeps its beginning, and what may touch may be apart. */
const otherSpace = fc.record({
  text: fc.constantFrom(...fixtures.map(({ text }) => text)),
  seed: fc.array(fc.nat(), { minLength: 5, maxLength: 50 }),
});

function respace({ text, seed }: { text: string; seed: readonly number[] }): string {
  let turn = 0;
  const pick = (choices: readonly string[]): string => choices[seed[turn++ % seed.length]! % choices.length]!;
  return text
    .split('\n')
    .map((line) => {
      const [code = '', comment] = line.split(/(?=\/\/)/);
      const spaced = code
        .trim()
        .split(/("[^"]*")/)
        .map((part, index) => (index % 2 === 1 ? part : respaceCode(part, pick)))
        .join('');
      return (
        pick(['', ' ', '\t', '      ']) +
        spaced +
        (comment === undefined ? '' : pick(['', ' ', '\t\t']) + comment) +
        pick(['', '', '  ', '\n', '\n\n\n'])
      );
    })
    .join(pick(['\n', '\r\n']));
}

function respaceCode(code: string, pick: (choices: readonly string[]) => string): string {
  return code
    .replace(/[{}]/g, (brace) => pick(['', ' ', '   ']) + brace + pick(['', ' ', '   ']))
    .replace(/ ?(->|~>) ?/g, (_match, arrow: string) => pick(['', ' ', '  ']) + arrow + pick(['', ' ', '  ']))
    .replace(/, /g, () => pick([',', ' , ', ',   ']))
    .replace(/: /g, () => pick([':', ' : ', ':  ']))
    .replace(/ +/g, (spaces) => pick([' ', spaces, '\t', '    ']));
}

describe('format', () => {
  it.each(fixtures)('changes nothing in the meaning of $name', ({ text }) => {
    expect(statements(parse(format(text)))).toEqual(statements(parse(text)));
  });

  it.each(fixtures)('is done with $name after one time, and keeps its comments', ({ text }) => {
    const once = format(text);
    expect(format(once)).toBe(once);
    expect(comments(once)).toEqual(comments(text));
  });

  it.each(fixtures)('leaves no line of $name too long that can be broken', ({ text }) => {
    for (const line of format(text).split('\n')) expect(line.replace(/ *\/\/.*/, '').length).toBeLessThanOrEqual(120);
  });

  it('changes only columns in the example of the whole language', () => {
    const flat = (text: string): string => text.replace(/\s+/g, ' ');
    expect(flat(format(whole.text))).toBe(flat(whole.text));
  });

  it('does not mind other white space', () => {
    fc.assert(
      fc.property(otherSpace, (choice) => {
        const text = respace(choice);
        const once = format(text);
        expect(parse(text).problems).toEqual([]);
        expect(statements(parse(once))).toEqual(statements(parse(text)));
        expect(comments(once)).toEqual(comments(text));
        expect(format(once)).toBe(once);
        expect(once).not.toMatch(/[ \t]\r?$/m);
        expect(once).not.toMatch(/(\r?\n){3}/);
      }),
      { numRuns: 150, seed: 1 },
    );
  });

  it('keeps what cannot be read', () => {
    fc.assert(
      fc.property(editedFixture, ({ text, edits }) => {
        const edited = edits.reduce(applyEdit, text);
        const once = format(edited);
        expect(words(once)).toEqual(words(edited));
        expect(statements(parse(once))).toEqual(statements(parse(edited)));
        expect(format(once)).toBe(once);
      }),
      { numRuns: 300, seed: 2 },
    );
  });

  it('keeps junk', () => {
    fc.assert(
      fc.property(junk, (text) => {
        const once = format(text);
        expect(words(once)).toEqual(words(text));
        expect(format(once)).toBe(once);
      }),
      { numRuns: 1000, seed: 3 },
    );
  });

  const examples: readonly [what: string, text: string, formatted: string][] = [
    [
      'spaces',
      'service   api   "Link API"{replicas:2,zones:[a,b],x:f( 1 ,2 )}',
      'service api "Link API" { replicas: 2, zones: [a, b], x: f(1, 2) }',
    ],
    ['an empty block', 'queue q {   }', 'queue q {}'],
    ['arrows of a link', 'a->b  ->c~>d{for:x}', 'a -> b -> c ~> d { for: x }'],
    ['arrows of a figure', 'expect a -> b.rate.peak<=40k/s', 'expect a->b.rate.peak <= 40k/s'],
    ['arrows of an acceptance', 'accept x on a -> b until 2027-01-01 "why"', 'accept x on a->b until 2027-01-01 "why"'],
    ['arrows of a constraint', 'forbid any client->any database', 'forbid any client -> any database'],
    ['a name half typed', 'expect us- -> b.rate < 1', 'expect us- -> b.rate < 1'],
    ['arithmetic', 'let y = 2*x+ ( a -1 )/ -3', 'let y = 2 * x + (a - 1) / -3'],
    ['signs', 'let y = - - 3', 'let y = - -3'],
    ['a range', 'param x = 3 in 1 ..  10', 'param x = 3 in 1..10'],
    ['commas left out', 'service a { x: 1 y: 2, z { w: 3 } v: 4 }', 'service a { x: 1, y: 2, z { w: 3 } v: 4 }'],
    ['a comma before a brace', 'service a { x: 1, }', 'service a { x: 1 }'],
    ['indentation', 'region r {\nservice a {\nx: 1\n}\n}', 'region r {\n  service a {\n    x: 1\n  }\n}'],
    ['a brace on its own line', 'service a\n{\n  x: 1\n}', 'service a {\n  x: 1\n}'],
    [
      'empty lines',
      '\n\nservice a {\n\n  x: 1\n\n\n\n  y: 2\n\n}\n\n\n\nservice b {}\n\n',
      'service a {\n  x: 1\n\n  y: 2\n}\n\nservice b {}',
    ],
    ['a block begun on its first line', 'lb   f { a: 1\n b: 2 }', 'lb f { a: 1\n       b: 2 }'],
    ['a block begun on its first line and closed on its own', 'lb   f { a: 1\nb: 2\n   }', 'lb f { a: 1\n  b: 2\n}'],
    ['continued lines', 'a\n-> b\n      -> c { x: 1 }', 'a\n  -> b\n  -> c { x: 1 }'],
    ['a list over lines', 'service a {\nx: [\na,\nb\n]\n}', 'service a {\n  x: [\n    a,\n    b\n  ]\n}'],
    [
      'comments',
      '// a  \nservice a { // b\n// c\nx: 1 // d\n}// e',
      '// a\nservice a {  // b\n  // c\n  x: 1  // d\n}  // e',
    ],
    [
      'comments in one column',
      'a -> b   // x\ncc -> d  // y\ne -> f // z',
      'a -> b   // x\ncc -> d  // y\ne -> f  // z',
    ],
    [
      'a line that is too long',
      `service a { ${'name: value, '.repeat(12)}last: 1 }`,
      `service a {\n  ${'name: value, '.repeat(8)}name: value\n  name: value, name: value, name: value, last: 1\n}`,
    ],
    [
      'no split of a list of columns',
      `table t {\n  query by ${'long-name, '.repeat(14)}last\n}`,
      `table t {\n  query by ${'long-name, '.repeat(14)}last\n}`,
    ],
    [
      'an unread line among others',
      'service a {\nx:1\ny:   = 2 @\nz:3\n}',
      'service a {\n  x: 1\ny:   = 2 @\n  z: 3\n}',
    ],
    [
      'an unread statement beside another',
      'service a {  x:1 ; }\nservice   b {}',
      'service a {  x:1 ; }\nservice b {}',
    ],
  ];

  it.each(examples)('%s', (_what, text, formatted) => {
    expect(format(text)).toBe(`${formatted}\n`);
    expect(format(formatted)).toBe(`${formatted}\n`);
  });

  it('leaves a file alone whose braces do not match', () => {
    const text = 'service   a {\n x:1\nservice b {}\n';
    expect(format(text)).toBe(text);
  });

  it('keeps the line ends of the file, and its byte order mark', () => {
    expect(format('\ufeffservice a {\r\nx:1\r\n}\r\n')).toBe('\ufeffservice a {\r\n  x: 1\r\n}\r\n');
  });

  it('indents as asked', () => {
    expect(format('region r {\nservice a {}\n}\n', { indent: 4 })).toBe('region r {\n    service a {}\n}\n');
  });

  it('makes an empty file of white space, and leaves what is no text', () => {
    expect(format(' \n\n')).toBe('');
    expect(format('\0\0\0')).toBe('\0\0\0');
  });

  it('is quick on a large file', () => {
    const start = performance.now();
    format(`region r {\n${'service a { replicas: 2, zones: [a, b] } // c\n'.repeat(20_000)}}\n`);
    format(`region r { ${'a: 1, '.repeat(50_000)} }`);
    expect(performance.now() - start).toBeLessThan(20_000);
  });
});

describe('edits of the formatter', () => {
  const text = 'service  a {}\nservice  b {\nx:1\n}\nservice  c {}\n';

  it('are small, and together the formatted text', () => {
    const edits = formatEdits(text);
    expect(applyEdits(text, edits)).toBe(format(text));
    for (const { offset, end, text: inserted } of edits) expect(text.slice(offset, end)).not.toBe(inserted);
    expect(Math.max(...edits.map(({ offset, end }) => end - offset))).toBe(1);
    expect(formatEdits(format(text))).toEqual([]);
  });

  it('of a range touch only its lines', () => {
    const inside = text.indexOf('x:1');
    expect(applyEdits(text, formatRange(text, inside, inside + 1))).toBe(text.replace('x:1', '  x: 1'));
  });

  it('after a brace touch the block that it closes', () => {
    const offset = text.indexOf('}\nservice  c') + 1;
    expect(applyEdits(text, formatOnType(text, offset, '}'))).toBe(
      text.replace('service  b', 'service b').replace('x:1', '  x: 1'),
    );
  });

  it('after a line end touch the line that it ends, not the one begun', () => {
    const typed = 'service a {\nx:1\n    \n}\n';
    expect(applyEdits(typed, formatOnType(typed, typed.indexOf('    ') + 4, '\n'))).toBe(
      'service a {\n  x: 1\n    \n}\n',
    );
  });
});
