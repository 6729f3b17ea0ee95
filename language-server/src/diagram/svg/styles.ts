import { severities } from '../scene/findings.js';
import type { Level } from '../scene/scene.js';
import { escapeXml } from './element.js';
import { families, type Theme, type ThemeName, themes } from './themes.js';

/** Those that are installed somewhere, by name; without quotes, which not every program reads. */
const namedFonts = 'Segoe UI, Roboto, Inter, Helvetica Neue, Arial, Noto Sans, Liberation Sans, DejaVu Sans';
export const fontFamily = `system-ui, -apple-system, ${namedFonts}, sans-serif`;

/** A picture for programs that know fonts by their names only: of a list with a generic family they take no name at all. */
export function withNamedFonts(svg: string): string {
  return svg.replaceAll(escapeXml(fontFamily), escapeXml(namedFonts));
}

const levels: readonly Level[] = ['neutral', 'calm', 'busy', 'saturated'];

/** The style sheet of a theme, for a picture that does not bring its own. */
export function diagramStyles(theme: ThemeName): string {
  if (theme !== 'auto') return shared + colours(theme, themes[theme]);
  return `${shared}${colours(theme, themes.light)}@media (prefers-color-scheme: dark) {\n${colours(theme, themes.dark)}}\n`;
}

const shared = `.archlang text { font-family: ${fontFamily}; }
.archlang .icon { fill: none; stroke-width: 1.5; stroke-linecap: round; stroke-linejoin: round; }
.archlang .line, .archlang .hit, .archlang .arrow-open { fill: none; }
.archlang .hit { stroke: transparent; stroke-width: 14; }
.archlang .line { stroke-linejoin: round; }
.archlang .arrow-open { stroke-linecap: round; stroke-linejoin: round; }
.archlang .shape { stroke-width: 1.4; }
.archlang .shape-line { fill: none; stroke-width: 1.1; }
.archlang .shadow { opacity: 0.07; }
.archlang .planned .shape, .archlang .planned .shape-line { stroke-dasharray: 5 4; }
.archlang .planned .icon, .archlang .planned .line, .archlang .planned .arrow, .archlang .planned .arrow-open { opacity: 0.55; }
.archlang .frame-zone .frame { stroke-dasharray: 7 5; }
.archlang .bold { font-weight: 600; }
.archlang [tabindex] { outline: none; }
.archlang [data-id] { cursor: pointer; }
`;

function colours(name: ThemeName, theme: Theme): string {
  const rules: readonly (readonly [string, string])[] = [
    ['.canvas', `fill: ${theme.canvas}`],
    ['text', `fill: ${theme.text}`],
    ['.muted, .planned text', `fill: ${theme.muted}`],
    ['.shape', `fill: ${theme.surface}`],
    ['.shadow', `fill: ${theme.shadow}`],
    ['.line, .arrow-open', `stroke: ${theme.edge}`],
    ['.arrow', `fill: ${theme.edge}`],
    ['.chip', `fill: ${theme.surface}; stroke: ${theme.labelBorder}`],
    ['.pill', `fill: ${theme.surface}`],
    ['.rule', `stroke: ${theme.labelBorder}`],
    ['.track', `fill: ${theme.track}`],
    ['.threshold', `stroke: ${theme.surface}`],
    ['.hatch', `stroke: ${theme.surface}`],
    ['.glyph', `stroke: ${theme.onSeverity}`],
    ['.state-met', `fill: ${theme.met}`],
    ['.state-missed', `fill: ${theme.severities.error}`],
    ['.state-unknown', `fill: none; stroke: ${theme.muted}`],
    ['.state-unknown-glyph', `stroke: ${theme.muted}`],
    ...families.flatMap((family) => {
      const { accent, tint, line } = theme.families[family];
      return [
        [`.family-${family} .shape, .family-${family} .shape-line`, `stroke: ${line}`],
        [`.family-${family} .icon`, `stroke: ${accent}`],
        [`.family-${family} .tile`, `fill: ${tint}`],
      ] as const;
    }),
    ...(['region', 'zone', 'group'] as const).flatMap((kind) => {
      const { fill, line } = theme.frames[kind];
      return [
        [`.frame-${kind} .frame`, `fill: ${fill}; stroke: ${line}`],
        [`.frame-${kind} .caption-back`, `fill: ${fill}`],
        [`.frame-${kind} .icon`, `stroke: ${theme.muted}`],
      ] as const;
    }),
    ...levels.map((level) => [`.level-${level}`, `fill: ${theme.levels[level]}`] as const),
    ...severities.flatMap(
      (severity) =>
        [
          [`.severity-${severity} .mark`, `fill: ${theme.severities[severity]}`],
          [`.severity-${severity} .pill`, `stroke: ${theme.severities[severity]}`],
        ] as const,
    ),
    // Last, as they are to win over the colours of kinds.
    ['[tabindex]:focus-visible .shape, [data-selected] .shape', `stroke: ${theme.focus}; stroke-width: 2.5`],
    ['[tabindex]:focus-visible .line, [data-selected] .line', `stroke: ${theme.focus}`],
    ['[tabindex]:focus-visible .frame, [data-selected] .frame', `stroke: ${theme.focus}; stroke-width: 2.5`],
    ['.flow:focus-visible', `outline: 2px solid ${theme.focus}; outline-offset: 2px`],
  ];
  const scope = `.archlang-${name}`;
  return rules
    .map(
      ([selectors, body]) =>
        `${selectors
          .split(', ')
          .map((selector) => `${scope} ${selector}`)
          .join(', ')} { ${body}; }\n`,
    )
    .join('');
}
