import { parse } from '@archlang/grammar';
import { describe, expect, it } from 'vitest';
import { countStatements, statements, whole } from './fixtures.js';

/** `change` is how many statements more or fewer than in the sound file there are: none is lost but where it is said. */
type Variant = [what: string, written: string, broken: string, message: string, change?: number];

/** Mistakes in the whole example. */
const variants: readonly Variant[] = [
  [
    '`=` for `:`',
    'budget: $40k/month',
    'budget = $40k/month',
    'A property is set with `:`, as in `budget: $40k/month`.',
  ],
  ['`:=`', 'budget: $40k/month', 'budget := $40k/month', 'A property is set with `:` alone.'],
  [
    '`==` in the middle of a line',
    'replicas: 18,',
    'replicas == 18,',
    'A property is set with `:`, as in `replicas: 18`.',
  ],
  ['`=` without spaces', 'team: 6', 'team=6', 'A property is set with `:`, as in `team: 6`.'],
  ['a hash comment', '// a knob: the preview', '# a knob: the preview', 'A comment begins with `//`.'],
  [
    'a hash comment on its own line',
    '// 100M people a day, ten reads for every write.',
    "# 100M people {a day}, it's ten reads",
    'A comment begins with `//`.',
  ],
  [
    'a block comment',
    '// 100M people a day, ten reads for every write.',
    '/* 100M people\n * a day { \n */',
    'A comment runs from `//` to the end of its line.',
  ],
  [
    'a block comment within a line',
    'client browser',
    'client /* the } page */ browser',
    'A comment runs from `//` to the end of its line.',
  ],
  [
    'an unclosed block comment',
    '// 100M people a day',
    '/* 100M people a day',
    'A comment runs from `//` to the end of its line.',
  ],
  ['a semicolon at a line end', 'team: 6', 'team: 6;', 'A line ends without `;`.'],
  ['a semicolon between properties', 'users: dau, peak', 'users: dau; peak', 'A comma separates, not `;`.'],
  [
    'a semicolon behind a block',
    'cdn edge   { managed: yes }',
    'cdn edge   { managed: yes };',
    'A line ends without `;`.',
  ],
  ['single quotes', '"Web browser"', "'Web browser'", 'A text stands in double quotes.'],
  ['backticks', '"Link API"', '`Link API`', 'A text stands in double quotes.'],
  ['typographic quotes', '"Create a short link"', '“Create a short link”', 'A text stands in double quotes.'],
  ['a name in quotes', 'team: 6', '"team": 6', 'A name stands without quotes: `team`.'],
  ['a name in single quotes', 'team: 6', "'team': 6", 'A name stands without quotes: `team`.'],
  ['grouped digits', 'replicas: 12,', 'replicas: 12,000,', 'Digits are grouped with `_`: write `12_000`.'],
  ['grouped digits of money', '$40k/month', '$40,000/month', 'Digits are grouped with `_`: write `$40_000/month`.'],
  ['a colon behind a kind', 'cdn edge   {', 'cdn: edge   {', 'A name follows its kind directly: write `cdn edge`.'],
  [
    'a colon behind the system',
    'system "URL',
    'system: "URL',
    'A name follows its kind directly: write `system "URL shortener"`.',
  ],
  [
    'a colon behind a nested kind',
    'cache hot-links {',
    'cache: hot-links {',
    'A name follows its kind directly: write `cache hot-links`.',
  ],
  [
    'a colon before a block',
    'slo { availability',
    'slo: { availability',
    'A block follows its name directly, without a colon.',
  ],
  [
    'a colon behind a header',
    '"Web browser" {',
    '"Web browser": {',
    'A block follows its name directly, without a colon.',
  ],
  [
    'an equals sign before a block',
    'worker counter {',
    'worker counter = {',
    'A block follows its name directly, without `=`.',
  ],
  [
    'a colon in a link',
    'clicks ~> counter {',
    'clicks ~> counter: {',
    'A block follows its name directly, without a colon.',
  ],
  ['a colon in a param', 'param dau = 100M', 'param dau: 100M', 'A param is set with `=`: write `param dau = …`.'],
  ['a list in braces', 'zones: [a, b], layer', 'zones: {a, b}, layer', 'A list stands in square brackets: `[a, b]`.'],
  ['no colon', 'layer: 7', 'layer 7', 'A colon is missing: write `layer: 7`.'],
  ['no colon before a list', 'zones: [a, b], layer', 'zones [a, b], layer', 'A colon is missing: write `zones: […]`.'],
  ['no colon, first in its block', '{ replicas: 12', '{ replicas 12', 'A colon is missing: write `replicas: 12`.'],
  ['≤', '<= 40k/s', '≤ 40k/s', 'Write `<=` for `≤`.'],
  ['=<', '<= 40k/s', '=< 40k/s', 'Write `<=` for `=<`.'],
  ['=>', '<= 40k/s', '=> 40k/s', 'Write `>=` for `=>`.'],
  ['an unclosed text', '"Web browser"', '"Web browser', 'This text is not closed.'],
  ['an unclosed text at a line end', 'served by the cache"', 'served by the cache', 'This text is not closed.'],
  ['an unclosed title of the system', '"URL shortener"', '"URL shortener', 'This text is not closed.'],
  ['a character that means nothing', 'layer: 7', 'layer: @7', '`@` means nothing here.'],
  ['a character at the end', 'team: 6', 'team: 6 ?', '`?` means nothing here.'],
  ['an emoji', 'team: 6', 'team: 6 👍', '`👍` means nothing here.'],
  ['words for a value', 'state: none', 'state: none at all', 'Put a comma before `at`.', 1],
  ['a number behind a number', 'team: 6', 'team: 6 7', 'Unexpected `7`.'],
  ['a stray closing bracket', 'layer: 7', 'layer: 7)', 'Unexpected `)`.'],
  ['a stray closing square bracket', 'layer: 7', 'layer: 7]', 'Unexpected `]`.'],
  ['an unclosed list', 'zones: [a, b], layer', 'zones: [a, b, layer', 'Expected `]` but found `,`.'],
  ['an unclosed call', 'text(7B), target', 'text(7B, target', 'Expected `)` but found the end of the line.', -3],
  [
    'an unclosed call at a line end',
    'exponential(100ms, 1s), jitter: full,',
    'exponential(100ms, 1s, jitter: full,',
    'Expected `)` but found the end of the line.',
    -3,
  ],
  ['a doubled operator', 'param dau = 100M', 'param dau = 100M * * 2', 'Unexpected `*`.'],
  ['a link to a list', 'clicks ~> counter {', 'clicks ~> [counter, api] {', 'Unexpected `[`.', 1],
  ['a link to a number', 'clicks ~> counter {', 'clicks ~> 7 {', 'Unexpected `7`.', 1],
  ['a number for a name', 'queue clicks-dead', 'queue 7', 'Unexpected `queue`.'],
  ['a number before a statement', 'topic  clicks  {', '7 topic clicks {', 'Unexpected `7`.'],
  ['two colons', 'team: 6', 'team:: 6', 'Unexpected `:`.'],
  ['an equals sign alone', 'team: 6', '= 6', 'Unexpected `=`.', -1],
  ['a colon alone', 'team: 6', ': 6', 'Unexpected `:`.', -1],
  ['a comparison in a property', 'team: 6', 'team: < 6', 'Unexpected `<`.'],
  ['an index', 'api "Link API" {', 'api[0] {', 'Unexpected `[`.', 1],
  ['a line of prose', 'team: 6', "team: 6\n  We don't know (yet) what else.", "`'` means nothing here.", 2],
  ['a shell prompt', 'topic  clicks', '$ arch check\ntopic  clicks', '`$` means nothing here.', 1],
  [
    'a missing closing brace of a line',
    'cdn edge   { managed: yes }',
    'cdn edge   { managed: yes',
    'This block is not closed.',
  ],
  ['a missing closing brace of the system', '  team: 6\n}', '  team: 6', 'This block is not closed.'],
  ['a missing closing brace of a region', '    }\n  }\n}\n', '    }\n  }\n', 'This block is not closed.'],
  ['a missing opening brace of the system', '"URL shortener" {', '"URL shortener"', 'A `{` is missing here.'],
  ['a missing opening brace of a line', '"Web browser" {', '"Web browser"', 'A `{` is missing here.'],
  ['a missing opening brace of a region', 'region us-east {', 'region us-east', 'A `{` is missing here.'],
  [
    'a closing brace too many',
    'cdn edge   { managed: yes }',
    'cdn edge   { managed: yes } }',
    'No block is open here that this `}` could close.',
  ],
  [
    'a closing brace on a line of its own',
    'topic  clicks',
    '}\n\ntopic  clicks',
    'No block is open here that this `}` could close.',
  ],
  ['a doubled opening brace', 'worker counter {', 'worker counter {{', 'This block is not closed.', 1],
  [
    'a conflict mark',
    'topic  clicks',
    '<<<<<<< HEAD\ntopic  clicks',
    'This is the mark of a merge conflict: keep one side and remove the marks.',
  ],
  ['a missing opening brace within', 'table urls {', 'table urls', 'A `{` is missing here.'],
  [
    'a missing closing brace within',
    'backup { interval: 1d, retention: 30d }',
    'backup { interval: 1d, retention: 30d',
    'This block is not closed.',
  ],
  [
    'a parenthesis for a brace',
    'worker counter { replicas: 12, capacity: 5k/s, idempotent: yes }',
    'worker counter ( replicas: 12, capacity: 5k/s, idempotent: yes )',
    'Unexpected `(`.',
    -3,
  ],
  [
    'json',
    'worker counter { replicas: 12, capacity: 5k/s, idempotent: yes }',
    'worker counter { "replicas": 12, capacity: 5k/s, idempotent: yes }',
    'A name stands without quotes: `replicas`.',
  ],
  ['a path', 'api -> hot-links', 'api/v1 -> hot-links', 'Unexpected `api`.'],
  ['a number half', 'team: 6', 'team: 6.', '`.` means nothing here.'],
];

/** What parses as something that the model's checks report. */
const leftToTheModel: readonly [what: string, written: string, odd: string, change?: number][] = [
  ['true', 'managed: yes', 'managed: true'],
  ['false', 'idempotent: yes', 'idempotent: false'],
  ['-->', 'clicks ~> counter', 'clicks --> counter'],
  ['<->', 'clicks ~> counter', 'clicks <-> counter'],
  ['=>', 'clicks ~> counter', 'clicks => counter'],
  ['→', 'clicks ~> counter', 'clicks → counter'],
  ['a misspelt kind', 'worker counter', 'wroker counter'],
  ['a misspelt kind of a group', 'region us-east', 'regoin us-east'],
  ['a misspelt block', 'health-check {', 'health-chek {'],
  ['a missing value', 'layer: 7,', 'layer: ,'],
  ['a missing target', 'clicks ~> counter {', 'clicks ~> {'],
  ['a missing name', 'worker counter {', 'worker {'],
  ['a lone word', 'topic  clicks', 'topic\n\ntopic  clicks', 1],
];

function replace(written: string, broken: string): string {
  expect(whole.text.split(written)).toHaveLength(2);
  return whole.text.replace(written, () => broken);
}

describe('one mistake', () => {
  const sound = countStatements(parse(whole.text));

  it.each(variants)('%s gives one message and loses nothing else', (_what, written, broken, message, change = 0) => {
    const syntax = parse(replace(written, broken));
    expect(syntax.problems.map((problem) => problem.message)).toEqual([message]);
    expect(countStatements(syntax) - sound).toBe(change);
  });

  it('is tried in at least fifty ways', () => {
    expect(variants.length).toBeGreaterThanOrEqual(50);
  });

  it.each(leftToTheModel)('%s is left to the model', (_what, written, odd, change = 0) => {
    const syntax = parse(replace(written, odd));
    expect(syntax.problems).toEqual([]);
    expect(countStatements(syntax) - sound).toBe(change);
  });

  const mended = variants.filter(([what]) => what !== 'a line of prose');
  it.each(mended)('%s: its fix leaves nothing to report and takes the reading as it is', (_what, written, broken) => {
    const text = replace(written, broken);
    const syntax = parse(text);
    const [problem] = syntax.problems;
    for (const { edits } of problem?.fixes ?? []) {
      const fixed = edits.reduceRight(
        (done, edit) => done.slice(0, edit.offset) + edit.text + done.slice(edit.end),
        text,
      );
      const after = parse(fixed);
      expect(after.problems).toEqual([]);
      if (problem?.code === 'habit') expect(statements(after)).toEqual(statements(syntax));
    }
  });

  it('gives every habit a fix', () => {
    for (const [, written, broken] of variants) {
      for (const { code, fixes } of parse(replace(written, broken)).problems) {
        if (code === 'habit' || code === 'brace') expect(fixes).toHaveLength(1);
      }
    }
  });

  it('gives each of two mistakes its own message', () => {
    const messages = parse('param n = 3 in 1,000..2,000\nservice a { replicas = 2; team 3 }').problems.map(
      (p) => p.message,
    );
    expect(messages).toEqual([
      'Digits are grouped with `_`: write `1_000`.',
      'Digits are grouped with `_`: write `2_000`.',
      'A property is set with `:`, as in `replicas: 2`.',
      'A comma separates, not `;`.',
      'A colon is missing: write `team: 3`.',
    ]);
  });

  it('takes lines of hash comments as one mistake, whose fix mends all', () => {
    const { problems } = parse('# one\n# two\n\nservice a {}\n# three\n');
    expect(problems.map(({ offset }) => offset)).toEqual([0, 26]);
    expect(problems[0]!.fixes![0]!.edits).toHaveLength(2);
  });
});
