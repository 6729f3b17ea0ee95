import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import type { ShowOutline } from '../preview/messages.js';
import type { LaidOutScene, Overlay } from './drawing.js';
import { type ExportActions, ExportMenu } from './export-menu.js';
import { FindingCounts } from './findings.js';
import { Glyph, type GlyphName } from './glyph.js';
import { Search, type SearchProps } from './search.js';

export interface ToolbarProps extends ExportActions, Pick<SearchProps, 'find'> {
  readonly title: string;
  readonly picture: LaidOutScene | undefined;
  readonly outline: ShowOutline.Message['outline'] | undefined;
  readonly overlay: Overlay;
  readonly collapsed: boolean;
  readonly legendShown: boolean;
  readonly tableShown: boolean;
  /** Which strip is open beside the picture. */
  readonly strip: 'details' | 'what-if' | undefined;
  setOverlay(overlay: Overlay): void;
  zoomBy(factor: number): void;
  fit(): void;
  collapseAll(): void;
  expandAll(): void;
  toggleLegend(): void;
  toggleTable(): void;
  toggleStrip(strip: 'details' | 'what-if'): void;
}

const overlayNames = (): readonly (readonly [Overlay, string])[] => [
  ['utilisation', l10n.t('Utilisation')],
  ['latency', l10n.t('Latency')],
  ['availability', l10n.t('Availability')],
  ['cost', l10n.t('Cost')],
  ['findings', l10n.t('Findings')],
  ['none', l10n.t('No figure')],
];

export function Toolbar(props: ToolbarProps): JSX.Element {
  const { picture, outline, overlay, collapsed, legendShown, tableShown, strip } = props;
  const drawn = picture !== undefined && picture.nodes.length + picture.groups.length > 0;
  const off = !drawn || tableShown;
  return (
    <header class="toolbar">
      <h1 class="title" title={props.title}>
        {props.title}
      </h1>
      {picture && <FindingCounts findings={picture.findings} />}
      <span class="space" />
      <Search outline={outline} find={props.find} />
      <select
        class="field"
        aria-label={l10n.t('Figure on the boxes')}
        title={l10n.t('Figure on the boxes')}
        value={overlay}
        disabled={off}
        onChange={({ currentTarget }) => props.setOverlay(currentTarget.value as Overlay)}
      >
        {overlayNames().map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
      <span class="divider" />
      <Button glyph="zoomOut" label={l10n.t('Zoom out (-)')} disabled={off} press={() => props.zoomBy(0.8)} />
      <Button glyph="zoomIn" label={l10n.t('Zoom in (+)')} disabled={off} press={() => props.zoomBy(1.25)} />
      <Button glyph="fit" label={l10n.t('Show the whole picture (0)')} disabled={off} press={props.fit} />
      {outline && outline.groups.length > 0 && (
        <Button
          glyph={collapsed ? 'expand' : 'collapse'}
          label={collapsed ? l10n.t('Expand all groups') : l10n.t('Collapse all groups')}
          disabled={off}
          press={collapsed ? props.expandAll : props.collapseAll}
        />
      )}
      <Button glyph="legend" label={l10n.t('Legend')} disabled={off} pressed={legendShown} press={props.toggleLegend} />
      <span class="divider" />
      <Button
        glyph="whatIf"
        label={l10n.t('What if')}
        disabled={!drawn}
        pressed={strip === 'what-if'}
        press={() => props.toggleStrip('what-if')}
      />
      <Button
        glyph="details"
        label={l10n.t('Details')}
        disabled={!drawn}
        pressed={strip === 'details'}
        press={() => props.toggleStrip('details')}
      />
      <Button
        glyph="table"
        label={l10n.t('Table of all figures')}
        disabled={!drawn}
        pressed={tableShown}
        press={props.toggleTable}
      />
      <ExportMenu {...props} disabled={!drawn} />
    </header>
  );
}

interface ButtonProps {
  readonly glyph: GlyphName;
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
      <Glyph name={glyph} />
    </button>
  );
}
