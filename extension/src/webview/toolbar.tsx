import type { JSX } from 'preact';
import type { LaidOutScene } from './drawing.js';
import { FindingCounts } from './findings.js';

export interface ToolbarProps {
  readonly title: string;
  readonly picture: LaidOutScene | undefined;
  readonly legendShown: boolean;
  readonly detailsShown: boolean;
  zoomBy(factor: number): void;
  fit(): void;
  toggleLegend(): void;
  toggleDetails(): void;
  save(): void;
}

/** Strokes on a field of 16 by 16. */
const glyphs = {
  zoomOut: 'M4 8h8',
  zoomIn: 'M4 8h8M8 4v8',
  fit: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10M6 6h4v4H6z',
  legend: 'M3 4.5h2M7.5 4.5H13M3 8h2M7.5 8H13M3 11.5h2M7.5 11.5H13',
  details: 'M2.5 3h11v10h-11zM10 3v10',
  save: 'M8 2.5v7.5M5 7.2L8 10.2l3-3M3 12.8h10',
} as const;

export function Toolbar(props: ToolbarProps): JSX.Element {
  const { picture, legendShown, detailsShown } = props;
  const drawn = picture !== undefined && picture.nodes.length + picture.groups.length > 0;
  return (
    <div class="toolbar" role="toolbar" aria-label="Preview">
      <span class="title" title={props.title}>
        {props.title}
      </span>
      {picture && <FindingCounts findings={picture.findings} />}
      <span class="space" />
      <Button glyph="zoomOut" label="Zoom out (-)" disabled={!drawn} press={() => props.zoomBy(0.8)} />
      <Button glyph="zoomIn" label="Zoom in (+)" disabled={!drawn} press={() => props.zoomBy(1.25)} />
      <Button glyph="fit" label="Show the whole picture (0)" disabled={!drawn} press={props.fit} />
      <span class="divider" />
      <Button glyph="legend" label="Legend" disabled={!drawn} pressed={legendShown} press={props.toggleLegend} />
      <Button glyph="details" label="Details" disabled={!drawn} pressed={detailsShown} press={props.toggleDetails} />
      <Button glyph="save" label="Export as SVG…" disabled={!drawn} press={props.save} />
    </div>
  );
}

interface ButtonProps {
  readonly glyph: keyof typeof glyphs;
  readonly label: string;
  readonly disabled: boolean;
  readonly pressed?: boolean;
  press(): void;
}

function Button({ glyph, label, disabled, pressed, press }: ButtonProps): JSX.Element {
  return (
    <button
      type="button"
      class="tool"
      title={label}
      aria-label={label}
      aria-pressed={pressed}
      disabled={disabled}
      onClick={press}
    >
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
        <path d={glyphs[glyph]} />
      </svg>
    </button>
  );
}
