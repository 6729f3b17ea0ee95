import { type ast, librarySources, parse } from '@archlang/grammar';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createArchServices } from '../../grammar/src/services.js';
import { applyEdit, editedFixture, junk } from './edits.js';
import { fixtures, meaning, statements } from './fixtures.js';

const services = createArchServices();

function asOneChunk(text: string): unknown {
  return meaning(services.parser.LangiumParser.parse<ast.Model>(text).value.members);
}

describe('parse', () => {
  it.each(fixtures)('reads $name without problems', ({ text }) => {
    expect(parse(text).problems).toEqual([]);
  });

  it.each(Object.entries(librarySources))('reads %s of the library without problems', (_name, text) => {
    expect(parse(text).problems).toEqual([]);
  });

  it.each(fixtures)('cuts $name into chunks that make up the text', ({ text }) => {
    const { chunks } = parse(text);
    expect(chunks.map(({ chunk }) => chunk.text).join('')).toBe(text);
    for (const { offset, chunk } of chunks) expect(text.startsWith(chunk.text, offset)).toBe(true);
  });

  it.each(fixtures)('reads the chunks of $name as it would the whole', ({ text }) => {
    expect(statements(parse(text))).toEqual(asOneChunk(text));
  });

  it('reads the chunks of a broken file as it would the whole', () => {
    fc.assert(
      fc.property(editedFixture, ({ text, edits }) => {
        const edited = edits.reduce(applyEdit, text);
        expect(statements(parse(edited))).toEqual(asOneChunk(edited));
      }),
      { numRuns: 400, seed: 1 },
    );
  });

  it('reads the chunks of junk as it would the whole', () => {
    fc.assert(
      fc.property(junk, (text) => {
        expect(statements(parse(text))).toEqual(asOneChunk(text));
      }),
      { numRuns: 2000, seed: 2 },
    );
  });

  it('gives the same after an edit as from scratch', () => {
    fc.assert(
      fc.property(editedFixture, ({ text, edits }) => {
        let syntax = parse(text);
        let current = text;
        for (const edit of edits) {
          current = applyEdit(current, edit);
          syntax = parse(current, syntax);
          const fresh = parse(current);
          expect(syntax.problems).toEqual(fresh.problems);
          expect(syntax.chunks.map(({ offset }) => offset)).toEqual(fresh.chunks.map(({ offset }) => offset));
          expect(statements(syntax)).toEqual(statements(fresh));
        }
      }),
      { numRuns: 150, seed: 3 },
    );
  });

  it('keeps the trees of statements that an edit leaves alone', () => {
    const before = parse('service a {}\nservice b {}\nservice c {}\n');
    const after = parse('service a {}\nservice bb {}\nservice c {}\n', before);
    expect(after.chunks[0]!.chunk).toBe(before.chunks[0]!.chunk);
    expect(after.chunks[2]!.chunk).toBe(before.chunks[2]!.chunk);
    expect(after.chunks[1]!.chunk).not.toBe(before.chunks[1]!.chunk);
  });

  it('gives each of two equal statements its own tree', () => {
    const text = 'queue q {}\n'.repeat(3);
    const syntax = parse(text, parse(text));
    expect(new Set(syntax.chunks.map(({ chunk }) => chunk.tree)).size).toBe(3);
  });

  it('places problems and their fixes in the file, not in the chunk', () => {
    const text = 'service a {}\nservice b { replicas = 2 }\n';
    const [problem] = parse(text).problems;
    expect(text.slice(problem!.offset, problem!.end)).toBe('=');
    const [edit] = problem!.fixes![0]!.edits;
    expect(text.slice(0, edit!.offset) + edit!.text + text.slice(edit!.end)).toBe(
      'service a {}\nservice b { replicas: 2 }\n',
    );
  });
});
