import type { JSX } from 'preact';

/** Strokes on a field of 16 by 16. */
const glyphs = {
  zoomOut: 'M4 8h8',
  zoomIn: 'M4 8h8M8 4v8',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10M6 6h4v4H6z',
  legend: 'M3 4.5h2M7.5 4.5H13M3 8h2M7.5 8H13M3 11.5h2M7.5 11.5H13',
  details: 'M2.5 3h11v10h-11zM10 3v10',
  save: 'M8 2.5v7.5M5 7.2L8 10.2l3-3M3 12.8h10',
  whatIf: 'M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3',
  table: 'M2.5 3h11v10h-11zM2.5 6.3h11M2.5 9.6h11M6.2 3v10',
  collapse: 'M3 8h10M8 2v3.7M6 4l2 1.8L10 4M8 14v-3.7M6 12l2-1.8 2 1.8',
  expand: 'M3 8h10M8 5.7V2M6 3.8L8 2l2 1.8M8 10.3V14M6 12.2L8 14l2-1.8',
} as const;

export type GlyphName = keyof typeof glyphs;

export function Glyph({ name }: { name: GlyphName }): JSX.Element {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <path d={glyphs[name]} />
    </svg>
  );
}
