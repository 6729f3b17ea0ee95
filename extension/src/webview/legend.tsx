import type { JSX } from 'preact';
import { type LaidOutScene, legendPanel } from './drawing.js';

const widest = 620;

/** What the signs of the picture mean. */
export function Legend({ picture }: { picture: LaidOutScene }): JSX.Element {
  const { width, height, markup } = legendPanel(picture, Math.min(widest, window.innerWidth - 72));
  return (
    <section class="legend" aria-label="Legend">
      <svg
        class="archlang archlang-vscode"
        width={Math.ceil(width) + 4}
        height={height}
        dangerouslySetInnerHTML={{ __html: markup.map(({ text }) => text).join('') }}
      />
    </section>
  );
}
