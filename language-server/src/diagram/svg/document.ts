import { type Child, element } from './element.js';
import { diagramStyles } from './styles.js';
import type { ThemeName } from './themes.js';

export interface RenderOptions {
  readonly theme: ThemeName;
  /**
   * A picture of its own: with style sheet, background, title, flows and legend. Otherwise only the graph, for a page that brings
   * `diagramStyles` and says the rest itself.
   */
  readonly standalone: boolean;
}

interface Sheet {
  /** In px; whole ones are written. */
  readonly width: number;
  readonly height: number;
  /** What a screen reader says of the picture. */
  readonly label: string;
}

/** The root of every picture: its size, its theme and, where it stands alone, its style sheet and background. */
export function document(sheet: Sheet, { theme, standalone }: RenderOptions, ...content: readonly Child[]): string {
  const [width, height] = [Math.ceil(sheet.width), Math.ceil(sheet.height)];
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `archlang archlang-${theme}`,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: 'graphics-document document',
      'aria-label': sheet.label,
    },
    standalone && element('style', {}, diagramStyles(theme)),
    standalone && element('rect', { class: 'canvas', width, height }),
    ...content,
  ).text;
}
