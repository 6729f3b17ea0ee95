import { busyFrom } from '../scene/busy.js';
import type { Measure } from '../scene/scene.js';
import { element, type Markup } from './element.js';

export const barWidth = 60;
export const barHeight = 7;

/**
 * A bar with its upper left corner at (x, y). Of utilisation it shows the threshold at which a component counts as busy, on a
 * scale of tenfolds where each of them begins; what is saturated is hatched, not only coloured.
 */
export function bar({ figure, fill = 0, scale, level }: Measure, x: number, y: number): Markup {
  const width = fill > 0 ? Math.max(barHeight, fill * barWidth) : 0;
  const threshold = x + busyFrom * barWidth;
  return element(
    'g',
    { class: 'bar' },
    element('rect', { class: 'track', x, y, width: barWidth, height: barHeight, rx: barHeight / 2 }),
    width > 0 && element('rect', { class: `level-${level}`, x, y, width, height: barHeight, rx: barHeight / 2 }),
    figure === 'utilisation' &&
      element('path', { class: 'threshold', d: `M${threshold},${y}v${barHeight}`, 'stroke-width': 1.5 }),
    scale && element('path', { class: 'threshold', d: tenfolds(scale.tenfolds, x, y), 'stroke-width': 1.2 }),
    level === 'saturated' && element('path', { class: 'hatch', d: hatch(x, y), 'stroke-width': 1.4 }),
  );
}

function hatch(x: number, y: number): string {
  const strokes: string[] = [];
  for (let at = x + 5; at + barHeight < x + barWidth; at += 7)
    strokes.push(`M${at},${y + barHeight}l${barHeight},${-barHeight}`);
  return strokes.join('');
}

function tenfolds(count: number, x: number, y: number): string {
  const inner = Array.from({ length: count - 1 }, (_, i) => x + ((i + 1) * barWidth) / count);
  return inner.map((at) => `M${Math.round(at * 100) / 100},${y}v${barHeight}`).join('');
}
