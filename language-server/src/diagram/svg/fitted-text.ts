import { textWidth } from '../text/measure.js';
import type { Font } from '../text/wrap.js';
import { type Attributes, element, type Markup } from './element.js';

/** A figure's text; one longer than its place is set closer, as cutting it would make it another number. */
export function fittedText(text: string, attributes: Attributes, font: Font, width: number): Markup {
  const tight = textWidth(text, font.size, font.weight) > width;
  return element(
    'text',
    {
      ...attributes,
      'font-size': font.size,
      ...(tight && { textLength: width, lengthAdjust: 'spacingAndGlyphs' }),
    },
    text,
  );
}
