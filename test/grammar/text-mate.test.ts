import { readFileSync } from 'node:fs';
import { parse } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { createArchServices } from '../../grammar/src/services.js';
import { fixtures } from './fixtures.js';
import { readGrammar, tokenise } from './text-mate.js';

const grammar = readGrammar(new URL('../../grammar/syntaxes/arch.tmLanguage.json', import.meta.url));

/** `text ‹scope›` of all that has a scope worth telling. */
function scoped(text: string): string[] {
  return tokenise(grammar, text)
    .filter(({ text: part, scope }) => part.trim() !== '' && !scope.startsWith('punctuation'))
    .map(({ text: part, scope }) => `${part.trim()} ‹${scope}›`);
}

/** The scope of each character, line ends left out of no count. */
function scopesOf(text: string): string[] {
  return text
    .split('\n')
    .flatMap((line) => [
      ...tokenise(grammar, line).flatMap(({ text: part, scope }) => Array<string>(part.length).fill(scope)),
      '',
    ]);
}

interface Node {
  readonly $type: string;
  readonly $cstNode?: { readonly offset: number };
}

function nodes(value: unknown, found: Node[] = []): Node[] {
  if (typeof value !== 'object' || value === null || '$refText' in value) return found;
  if ('$type' in value) found.push(value as Node);
  for (const [key, child] of Object.entries(value)) if (!key.startsWith('$')) nodes(child, found);
  return found;
}

/** What a node of the tree begins with, as the colours show it. */
const begins: Readonly<Record<string, RegExp>> = {
  System: /^storage\.type/,
  Component: /^storage\.type/,
  Group: /^storage\.type/,
  Flow: /^storage\.type/,
  Table: /^storage\.type/,
  Saga: /^storage\.type/,
  Engine: /^storage\.type/,
  Property: /^support\.type\.property-name/,
  Block: /^support\.type\.property-name\.block/,
  Link: /^variable\.other/,
  Quantity: /^(constant\.numeric|keyword\.other\.unit\.currency)/,
  Text: /^punctuation\.definition\.string\.begin/,
  Name: /^(variable\.other|constant\.language|support\.class\.engine|entity\.name\.function)/,
  Query: /^keyword\.other\.access/,
  Index: /^keyword\.other\.access/,
  Step: /^keyword\.other\.step/,
  Param: /^keyword\.other\.definition/,
  Expect: /^keyword\.control/,
  Accept: /^keyword\.control/,
};

describe('the TextMate grammar', () => {
  it.each(fixtures)('sees in $name what the parser sees', ({ text }) => {
    const scopes = scopesOf(text);
    let seen = 0;
    for (const { offset, chunk } of parse(text).chunks) {
      for (const { $type, $cstNode } of nodes(chunk.tree.members)) {
        const expected = begins[$type];
        if (!expected || !$cstNode) continue;
        const at = offset + $cstNode.offset;
        expect({ at: text.slice(at, at + 20), scope: scopes[at] }).toEqual({
          at: expect.any(String),
          scope: expect.stringMatching(expected),
        });
        seen++;
      }
    }
    expect(seen).toBeGreaterThan(10);
  });

  it('has a scope for every character of the fixtures that is no white space', () => {
    for (const { text } of fixtures) {
      expect(tokenise(grammar, text).filter(({ text: part, scope }) => scope === '' && part.trim() !== '')).toEqual([]);
    }
  });

  const examples: readonly [what: string, text: string, scopes: string[]][] = [
    [
      'a keyword as a name',
      'queue queue "q" { cache: queue }',
      [
        'queue ‹storage.type.component›',
        'queue ‹entity.name.type›',
        'q ‹string.quoted.double›',
        'cache ‹support.type.property-name›',
        'queue ‹variable.other›',
      ],
    ],
    [
      'a link between keywords',
      'queue -> import ~> cache {',
      [
        'queue ‹variable.other›',
        '-> ‹keyword.operator.arrow›',
        'import ‹variable.other›',
        '~> ‹keyword.operator.arrow›',
        'cache ‹variable.other›',
      ],
    ],
    [
      'a price',
      'egress: $0.05/GB',
      [
        'egress ‹support.type.property-name›',
        '$ ‹keyword.other.unit.currency›',
        '0.05 ‹constant.numeric›',
        '/GB ‹keyword.other.unit.rate›',
      ],
    ],
    [
      'a rate per user',
      'rate: 1_000/user/day',
      ['rate ‹support.type.property-name›', '1_000 ‹constant.numeric›', '/user/day ‹keyword.other.unit.rate›'],
    ],
    [
      'a range',
      'users: 80M..120M',
      [
        'users ‹support.type.property-name›',
        '80 ‹constant.numeric›',
        'M ‹keyword.other.unit›',
        '.. ‹keyword.operator.range›',
        '120 ‹constant.numeric›',
        'M ‹keyword.other.unit›',
      ],
    ],
    ['a ratio', 'read-write-ratio: 10:1', ['read-write-ratio ‹support.type.property-name›', '10:1 ‹constant.numeric›']],
    [
      'yes as a value and as a name',
      'managed: yes, yes -> no',
      [
        'managed ‹support.type.property-name›',
        'yes ‹constant.language›',
        'yes ‹variable.other›',
        '-> ‹keyword.operator.arrow›',
        'no ‹variable.other›',
      ],
    ],
    [
      'an engine',
      'engine mine extends postgres { engine: redis }',
      [
        'engine ‹storage.type.engine›',
        'mine ‹entity.name.type.engine›',
        'extends ‹storage.modifier.extends›',
        'postgres ‹entity.other.inherited-class.engine›',
        'engine ‹support.type.property-name›',
        'redis ‹support.class.engine›',
      ],
    ],
    [
      'a constraint',
      'forbid any client -> any database except [a, b]',
      [
        'forbid ‹keyword.control.forbid›',
        'any ‹keyword.other.any›',
        'client ‹storage.type.component›',
        '-> ‹keyword.operator.arrow›',
        'any ‹keyword.other.any›',
        'database ‹storage.type.component›',
        'except ‹keyword.other.clause›',
        'a ‹variable.other›',
        'b ‹variable.other›',
      ],
    ],
    [
      'an expectation',
      'expect a->b.rate = 5 within 10%',
      [
        'expect ‹keyword.control.expect›',
        'a ‹variable.other›',
        '-> ‹keyword.operator.arrow›',
        'b.rate ‹variable.other›',
        '= ‹keyword.operator.assignment›',
        '5 ‹constant.numeric›',
        'within ‹keyword.other.within›',
        '10 ‹constant.numeric›',
        '% ‹keyword.other.unit›',
      ],
    ],
    [
      'clauses are names elsewhere',
      'on: by, in: until',
      [
        'on ‹support.type.property-name›',
        'by ‹variable.other›',
        'in ‹support.type.property-name›',
        'until ‹variable.other›',
      ],
    ],
    [
      'an arrow of another notation',
      'a --> b',
      ['a ‹variable.other›', '--> ‹invalid.illegal.arrow›', 'b ‹variable.other›'],
    ],
    ['a comment in a text', '"a // b" // c', ['a // b ‹string.quoted.double›', '// c ‹comment.line.double-slash›']],
    [
      'a text that is not closed',
      '"a\nx: 1',
      ['a ‹string.quoted.double›', 'x ‹support.type.property-name›', '1 ‹constant.numeric›'],
    ],
    ['an import', 'import "./a.arch"', ['import ‹keyword.control.import›', './a.arch ‹string.quoted.double›']],
    [
      'a step',
      'step pay compensate refund { pivot: yes }',
      [
        'step ‹keyword.other.step›',
        'pay ‹entity.name.function›',
        'compensate ‹keyword.other.step›',
        'refund ‹entity.name.function›',
        'pivot ‹support.type.property-name›',
        'yes ‹constant.language›',
      ],
    ],
  ];

  it.each(examples)('%s', (_what, text, scopes) => {
    expect(scoped(text)).toEqual(scopes);
  });

  it('knows every kind of component as a keyword', () => {
    const kinds = Object.keys(createArchServices().parser.Lexer.definition).filter(
      (name) => /^[a-z]+$/.test(name) && parse(`${name} x {}`).chunks[0]!.chunk.tree.members[0]?.$type === 'Component',
    );
    expect(kinds).toContain('service');
    for (const kind of kinds) expect(scoped(`${kind} x {}`)[0]).toBe(`${kind} ‹storage.type.component›`);
  });
});

describe('the language configuration', () => {
  const path = new URL('../../grammar/language-configuration.json', import.meta.url);
  const configuration = JSON.parse(readFileSync(path, 'utf8')) as {
    wordPattern: { pattern: string; flags: string };
    indentationRules: Record<'increaseIndentPattern' | 'decreaseIndentPattern', { pattern: string }>;
    onEnterRules: { beforeText: { pattern: string } }[];
  };

  it('takes names with hyphens and quantities as words', () => {
    const { pattern, flags } = configuration.wordPattern;
    const words = 'hot-links -> api { rate: 10/user/day, cost: $40k/month, a-> größe }'.match(
      new RegExp(pattern, `g${flags}`),
    );
    expect(words).toEqual(['hot-links', 'api', 'rate', '10/user/day', 'cost', '$40k/month', 'a', 'größe']);
  });

  it('indents behind an open bracket and no other line', () => {
    const increase = new RegExp(configuration.indentationRules.increaseIndentPattern.pattern);
    for (const line of ['service a {', 'service a "x { y" {  // why', 'x: [']) expect(increase.test(line)).toBe(true);
    for (const line of ['service a {}', '// a {', '"a {"', 'a: 1 // {']) expect(increase.test(line)).toBe(false);
    const decrease = new RegExp(configuration.indentationRules.decreaseIndentPattern.pattern);
    expect([decrease.test('  }'), decrease.test('  a }')]).toEqual([true, false]);
  });

  it('goes on with a comment that is broken in two', () => {
    const [rule] = configuration.onEnterRules;
    expect(new RegExp(rule!.beforeText.pattern).test('  // a comment')).toBe(true);
    expect(new RegExp(rule!.beforeText.pattern).test('a: 1 // a comment')).toBe(false);
  });
});
