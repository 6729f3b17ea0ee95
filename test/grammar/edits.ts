import fc from 'fast-check';
import { fixtures } from './fixtures.js';

const pieces = [
  ...'{}()[]"\'`#;:=,.-+*/<>@~%$ \n\t1a|&?!\\é→≤“”'.split(''),
  '//',
  '/*',
  '*/',
  '->',
  '~>',
  '..',
  '\r\n',
  '\n\n',
  'a',
  'b ',
  'service ',
  'query by ',
  'except ',
  'param ',
  'let ',
  'expect ',
  'x: ',
  'x = ',
  '1,000',
  '10ms',
  '"t"',
  "'t'",
  '{ a: 1 }',
  '{a, b}',
  '[a, b',
  'f(a, ',
  '\nservice n {',
  '\n}',
  '\n  ',
  '<<<<<<< ',
  'a.b',
  'us-',
  '2027-01-01',
  '# c\n',
  '\u00a0',
  '\ufeff',
  '\u2028',
];

export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly insert: string;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.oneof(
    { weight: 3, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.nat(3) },
    { weight: 1, arbitrary: fc.nat(200) },
  ),
  insert: fc.array(fc.constantFrom(...pieces), { maxLength: 4 }).map((chosen) => chosen.join('')),
});

export function applyEdit(text: string, { at, remove, insert }: Edit): string {
  const offset = Math.floor(at * text.length);
  return text.slice(0, offset) + insert + text.slice(offset + remove);
}

/** A fixture and edits to it, to be made one after the other. */
export const editedFixture = fc.record({
  text: fc.constantFrom(...fixtures.map(({ text }) => text)),
  edits: fc.array(edit, { minLength: 1, maxLength: 6 }),
});

/** Texts made of pieces of the language and of junk only. */
export const junk = fc.array(fc.constantFrom(...pieces), { maxLength: 60 }).map((chosen) => chosen.join(''));
