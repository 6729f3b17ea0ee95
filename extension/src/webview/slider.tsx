import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';

export interface SliderProps {
  readonly label: string;
  /** What the values are called, ascending. */
  readonly texts: readonly string[];
  readonly index: number;
  /** Of the value as written. */
  readonly written: number;
  /** What may be done with a value that is not the written one. */
  readonly children?: JSX.Element | false;
  turn(index: number): void;
}

/** A value turned by mouse or keyboard; a notch marks where it stands in the file. */
export function Slider({ label, texts, index, written, children, turn }: SliderProps): JSX.Element {
  const last = texts.length - 1;
  const differs = index !== written;
  return (
    <div class={differs ? 'slider differs' : 'slider'}>
      <div class="labelled">
        <span class="name">{label}</span>
        <span class="figure">{texts[index]}</span>
        <input
          type="range"
          min={0}
          max={last}
          value={index}
          aria-label={label}
          aria-valuetext={texts[index]}
          onInput={({ currentTarget }) => turn(Number(currentTarget.value))}
        />
      </div>
      <svg class="notch" width="100%" height="4" aria-hidden="true">
        <rect x={`${last > 0 ? (written / last) * 100 : 0}%`} width="2" height="4" />
      </svg>
      <div class="under">
        <span class="quiet">{texts[0]}</span>
        {differs && <span class="quiet">{l10n.t('written: {0}', texts[written]!)}</span>}
        <span class="quiet">{texts[last]}</span>
      </div>
      {children}
    </div>
  );
}
