import { diagramStyles } from '../svg/styles.js';
import { type Family, type Theme, type ThemeName, themes } from '../svg/themes.js';

/** The families' colours in an order in which neighbours differ most. */
export const curveFamilies: readonly Family[] = ['compute', 'messaging', 'data', 'people', 'edge', 'outside'];

/** The style sheet of a chart in a theme of the diagrams. */
export function chartStyles(theme: ThemeName): string {
  const own =
    theme === 'auto'
      ? `${colours(theme, themes.light)}@media (prefers-color-scheme: dark) {\n${colours(theme, themes.dark)}}\n`
      : colours(theme, themes[theme]);
  return diagramStyles(theme) + shared + own;
}

const shared = `.archlang .curve, .archlang .grid, .archlang .axis, .archlang .bound, .archlang .mark-line { fill: none; }
.archlang .curve { stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
.archlang .grid, .archlang .axis { stroke-width: 1; }
.archlang .bound { stroke-width: 1.2; stroke-dasharray: 6 4; }
.archlang .mark-line { stroke-width: 1.2; stroke-dasharray: 2 3; }
`;

function colours(name: ThemeName, theme: Theme): string {
  const scope = `.archlang-${name}`;
  const rules: (readonly [string, string])[] = [
    ['.grid', `stroke: ${theme.track}`],
    ['.axis', `stroke: ${theme.edge}`],
    ['.bound', `stroke: ${theme.severities.error}`],
    ['.mark-missed .mark-line', `stroke: ${theme.severities.error}`],
    ['.mark-missed .mark-dot', `fill: ${theme.severities.error}`],
    ['.mark-met .mark-line', `stroke: ${theme.met}`],
    ['.mark-met .mark-dot', `fill: ${theme.met}`],
    ...curveFamilies.flatMap((family) => [
      [`.curve-${family}`, `stroke: ${theme.families[family].accent}`] as const,
      [`.name-${family}`, `fill: ${theme.families[family].accent}`] as const,
    ]),
  ];
  return rules.map(([selector, body]) => `${scope} ${selector} { ${body}; }\n`).join('');
}
