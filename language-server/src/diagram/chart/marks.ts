import { element, type Markup } from '../svg/element.js';
import { displayText } from '../text/clean.js';
import { textWidth } from '../text/measure.js';
import { ellipsis } from '../text/wrap.js';
import type { Mark } from './chart.js';

const laneHeight = 19;
const font = { size: 11.5, weight: 'regular' } as const;
const most = 12;

export interface PlacedMarks {
  /** What their names take above the curves. */
  readonly height: number;
  /** How many there was no room for. */
  readonly left: number;
  /** Names from y = 0 down, lines to `bottom`. */
  draw(bottom: number): readonly Markup[];
}

/**
 * Names of points on the x axis, each to the right of its line, in lanes such that no line crosses a name: a name lies above
 * the lanes of all lines that begin under it.
 */
export function placeMarks(marks: readonly Mark[], xOf: (value: number) => number, right: number): PlacedMarks {
  const shown = marks.slice(0, most).map((mark) => {
    const x = xOf(mark.at);
    const text = ellipsis(displayText(mark.text), right - x - 10, font);
    return { mark, x, text, end: x + 10 + textWidth(text, font.size), lane: 0 };
  });
  for (let i = shown.length - 1; i >= 0; i--) {
    const under = shown.slice(i + 1).filter(({ x }) => x <= shown[i].end + 6);
    shown[i].lane = Math.max(-1, ...under.map(({ lane }) => lane)) + 1;
  }
  const lanes = Math.max(0, ...shown.map(({ lane }) => lane + 1));
  const height = lanes === 0 ? 0 : lanes * laneHeight + 6;
  return {
    height,
    left: marks.length - shown.length,
    draw: (bottom) =>
      shown.map(({ mark, x, text, lane }) => {
        const y = (lanes - 1 - lane) * laneHeight + 8;
        return element(
          'g',
          { class: mark.good ? 'mark-met' : 'mark-missed' },
          element('path', { class: 'mark-line', d: `M${round(x)},${y}V${round(bottom)}` }),
          element('circle', { class: 'mark-dot', cx: x, cy: y, r: 4 }),
          element('text', { x: x + 10, y: y + 4, 'font-size': font.size }, text),
        );
      }),
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
