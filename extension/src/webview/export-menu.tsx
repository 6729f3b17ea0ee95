import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Glyph } from './glyph.js';

export interface ExportActions {
  saveSvg(): void;
  savePng(scale: number): void;
  /** One page with picture, findings, accepted risks and figures. */
  saveReport(): void;
  copyPng(): void;
  copySvg(): void;
}

const scales = [1, 2, 3, 4];

/** What can be made of the picture. */
export function ExportMenu({ disabled, ...actions }: ExportActions & { readonly disabled: boolean }): JSX.Element {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    if (menu.current) menu.current.open = false;
  };
  const item = (label: string, act: () => void) => (
    <button
      type="button"
      class="option"
      onClick={() => {
        close();
        act();
      }}
    >
      {label}
    </button>
  );
  return (
    <details
      ref={menu}
      class={disabled ? 'menu disabled' : 'menu'}
      onKeyDown={({ key }) => {
        if (key !== 'Escape' || !menu.current?.open) return;
        close();
        menu.current.querySelector('summary')?.focus();
      }}
      onFocusOut={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) close();
      }}
    >
      <summary
        class="tool"
        title={l10n.t('Export')}
        aria-label={l10n.t('Export')}
        aria-disabled={disabled}
        tabIndex={disabled ? -1 : 0}
      >
        <Glyph name="save" />
      </summary>
      <div class="found">
        {item(l10n.t('Save as SVG…'), actions.saveSvg)}
        {scales.map((scale) => item(l10n.t('Save as PNG, {0}x…', scale), () => actions.savePng(scale)))}
        {item(l10n.t('Save report as HTML…'), actions.saveReport)}
        {item(l10n.t('Copy as PNG'), actions.copyPng)}
        {item(l10n.t('Copy as SVG'), actions.copySvg)}
      </div>
    </details>
  );
}
