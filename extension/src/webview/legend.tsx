import * as l10n from '@vscode/l10n';
import type { JSX } from 'preact';
import { type LaidOutScene, legendPanel } from './drawing.js';

const widest = 620;
const padding = 64;

/** What the signs of the picture mean, in a box no wider than `room` pixels. */
export function Legend({ picture, room }: { picture: LaidOutScene; room: number }): JSX.Element {
  const { width, height, markup } = legendPanel(picture, Math.min(widest, room - padding));
  return (
    <section class="legend" aria-label={l10n.t('Legend')}>
      <svg
        class="archlang archlang-vscode"
        width={Math.ceil(width) + 4}
        height={height}
        dangerouslySetInnerHTML={{ __html: markup.map(({ text }) => text).join('') }}
      />
    </section>
  );
}
