import { describe, expect, test } from 'vitest';
import { families, type Theme, themes } from '../../language-server/src/diagram/svg/themes.js';

/** Of a colour as `#rrggbb`, as WCAG 2.2 defines it. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

function contrast(a: string, b: string): number {
  const [dark, bright] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (bright! + 0.05) / (dark! + 0.05);
}

type Pair = readonly [what: string, colour: string, ground: string];

const grounds = ({ canvas, surface, frames }: Theme): readonly string[] => [
  ...new Set([canvas, surface, ...Object.values(frames).map(({ fill }) => fill)]),
];

const words = (theme: Theme): readonly Pair[] =>
  grounds(theme).flatMap((ground) => [
    ['text', theme.text, ground],
    ['muted text', theme.muted, ground],
  ]);

const drawn = (theme: Theme): readonly Pair[] => [
  ...grounds(theme).flatMap((ground): Pair[] => [
    ['lines', theme.edge, ground],
    ['focus', theme.focus, ground],
  ]),
  ...families.flatMap((family): Pair[] => {
    const { accent, tint, line } = theme.families[family];
    return [
      [`icon of ${family}`, accent, tint],
      [`outline of ${family}`, line, theme.canvas],
    ];
  }),
  ...Object.entries(theme.levels).map(([level, colour]): Pair => [`bar ${level}`, colour, theme.track]),
  ...Object.entries(theme.severities).flatMap(([severity, colour]): Pair[] => [
    [severity, colour, theme.surface],
    [`glyph of ${severity}`, theme.onSeverity, colour],
  ]),
  ['objective met', theme.met, theme.canvas],
];

const weak = (pairs: readonly Pair[], least: number): readonly string[] =>
  pairs
    .filter(([, colour, ground]) => contrast(colour, ground) < least)
    .map(([what, colour, ground]) => `${what}: ${colour} on ${ground} is ${contrast(colour, ground).toFixed(2)}:1`);

test('contrast is as WCAG has it', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 9);
  expect(contrast('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
});

describe.each(['light', 'dark', 'print', 'high-contrast'] as const)('the theme %s', (name) => {
  test('has words that can be read (WCAG 2.2, 1.4.3)', () => {
    expect(weak(words(themes[name]), 4.5)).toEqual([]);
  });

  test('has lines, icons, bars and marks that can be told from their ground (1.4.11)', () => {
    expect(weak(drawn(themes[name]), 3)).toEqual([]);
  });
});

test('in high contrast all words and lines stand at 7:1', () => {
  const bars = (what: string) => what.startsWith('bar ');
  expect(
    weak(
      [...words(themes['high-contrast']), ...drawn(themes['high-contrast'])].filter(([what]) => !bars(what)),
      7,
    ),
  ).toEqual([]);
});
