import { type ast, parse } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { createArchServices } from '../../grammar/src/services.js';
import { statements } from './fixtures.js';

const keywords = Object.keys(createArchServices().parser.Lexer.definition).filter((name) => /^[a-z]+$/.test(name));

/** Every place where a name may stand, with `NAME` for it. */
const places: readonly [what: string, text: string][] = [
  ['a component', 'service NAME "Title" { replicas: 2 }'],
  ['a component without a block', 'service NAME'],
  ['a component of its own kind', 'client NAME {}\ncache NAME {}'],
  ['a group', 'region NAME { service a {} }'],
  ['a flow', 'flow NAME { from: NAME, rate: 1/s }'],
  ['a property', 'service a { NAME: 3, x: 4 NAME: 5 }'],
  ['a property on a line of its own', 'service a {\n  NAME: 3\n  NAME: 4\n}'],
  ['a value', 'service a { role: NAME, x: [NAME, a, NAME], y: f(NAME) }'],
  ['a link, both ends', 'NAME -> NAME\nNAME ~> a.NAME -> b { timeout: 1s }'],
  ['a link’s title', 'NAME -> a "reads"'],
  ['a table', 'database d { table NAME { fields { NAME: id, a: text(3B) } query by NAME 5%, index on [NAME, a] } }'],
  ['a query', 'query by NAME 95%\nquery by a, NAME'],
  ['a param', 'param NAME = 3 in 1..5\nlet NAME = 2 * NAME'],
  ['an engine', 'engine NAME extends NAME { capacity: 1k/s }'],
  ['a figure', 'expect NAME.rate <= 3\nexpect a->NAME.rate.peak < 4k/s'],
  ['an accepted rule', 'accept NAME on NAME until 2027-01-01 "why"'],
  ['a target of acceptance', 'accept x on a->NAME'],
  ['a step', 'saga NAME { step NAME compensate NAME { at: NAME } }'],
  ['an exception', 'forbid any -> NAME except [NAME, a]\nforbid NAME -> a except NAME'],
];

describe('every keyword is a name too', () => {
  it('knows the keywords', () => {
    expect(keywords).toEqual(expect.arrayContaining(['service', 'system', 'any', 'in', 'on', 'by', 'until', 'within']));
  });

  it.each(places)('%s', (what, text) => {
    for (const keyword of keywords) {
      // There `any` is not a name: it means whatever there is.
      if (keyword === 'any' && what === 'an exception') continue;
      const found = renamed(text, keyword);
      expect({ keyword, ...found }).toEqual({ keyword, ...renamed(text, 'plain') });
    }
  });

  it.each(keywords)('component %s', (keyword) => {
    const { chunks } = parse(`service ${keyword} { replicas: 2 }`);
    const component = chunks[0]!.chunk.tree.members[0] as ast.Component;
    expect([component.$type, component.kind, component.name, component.members.length]).toEqual([
      'Component',
      'service',
      keyword,
      1,
    ]);
  });
});

/** The reading of a text with a name in all places, and `NAME` where that name is read. */
function renamed(text: string, name: string): { problems: unknown; read: string } {
  const syntax = parse(text.replaceAll('NAME', name));
  const unname = (key: string, value: unknown): unknown =>
    typeof value === 'string' && key !== '$type' && key !== 'kind'
      ? value.replace(/[^.]+/g, (part) => (part === name ? 'NAME' : part))
      : value;
  return { problems: syntax.problems, read: JSON.stringify(statements(syntax), unname) };
}
