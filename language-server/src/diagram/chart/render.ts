import { element, type Markup } from '../svg/element.js';
import type { ThemeName } from '../svg/themes.js';
import { displayText } from '../text/clean.js';
import { ellipsis, wrap } from '../text/wrap.js';
import type { Chart } from './chart.js';
import { placeMarks } from './marks.js';
import { drawPanel } from './panel.js';
import { type Scale, scaleBetween } from './scale.js';
import { chartStyles } from './styles.js';

const width = 960;
const margin = 24;
const left = 92;
const right = 716;
const titleFont = { size: 18, weight: 'bold' } as const;
const noteFont = { size: 11.5, weight: 'regular' } as const;

/** A chart as SVG text. The same chart gives the same text; all words are escaped, nothing outside is referred to. */
export function renderChart(chart: Chart, theme: ThemeName): string {
  const { x } = chart;
  const scale = scaleBetween(x.low, x.high, { logarithmic: x.logarithmic, unit: x.unit, room: 8 });
  const xOf = (value: number): number => left + scale.part(value) * (right - left);
  const title = displayText(chart.title);
  const marks = placeMarks(chart.marks, xOf, width - margin);
  const marksTop = title === '' ? margin : 60;
  let top = marksTop + marks.height + 30;
  const height = chart.panels.length === 1 ? 320 : 190;
  const panels = chart.panels.map((panel) => {
    const bottom = top + Math.max(height, panel.curves.length * 16);
    const frame = { start: margin, left, right, top, bottom, edge: width - margin };
    top = bottom + 46;
    return { bottom, markup: drawPanel(panel, xOf, frame, theme === 'print') };
  });
  const floor = panels.at(-1)?.bottom ?? top;
  const more = marks.left > 0 ? [`Not shown for want of room: ${marks.left} more to the right.`] : [];
  const notes = [...more, ...chart.notes].flatMap((note) => wrap(displayText(note), width - 2 * margin, 3, noteFont));
  const bottom = floor + 62 + notes.length * 17;
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: `archlang archlang-${theme}`,
      viewBox: `0 0 ${width} ${Math.ceil(bottom)}`,
      width,
      height: Math.ceil(bottom),
      role: 'img',
      'aria-label': title,
    },
    element('style', {}, chartStyles(theme)),
    element('rect', { class: 'canvas', width, height: Math.ceil(bottom) }),
    title !== '' &&
      element(
        'text',
        { class: 'bold', x: margin, y: 38, 'font-size': titleFont.size },
        ellipsis(title, width - 2 * margin, titleFont),
      ),
    panels.map(({ markup }) => markup),
    axis(chart, scale, xOf, floor),
    element('g', { transform: `translate(0 ${marksTop})` }, marks.draw(floor - marksTop)),
    notes.map((note, index) =>
      element('text', { class: 'muted', x: margin, y: floor + 68 + index * 17, 'font-size': noteFont.size }, note),
    ),
  ).text;
}

function axis({ x }: Chart, scale: Scale, xOf: (value: number) => number, y: number): Markup[] {
  const ticks = scale.ticks.flatMap((tick) => [
    element('path', { class: 'axis', d: `M${Math.round(xOf(tick) * 100) / 100},${y}v5` }),
    element(
      'text',
      { class: 'muted', x: xOf(tick), y: y + 19, 'font-size': 11.5, 'text-anchor': 'middle' },
      x.format(tick),
    ),
  ]);
  const label = ellipsis(displayText(x.label), right - left, { size: 12.5, weight: 'regular' });
  const place = { x: (left + right) / 2, y: y + 41, 'font-size': 12.5, 'text-anchor': 'middle' };
  return [...ticks, element('text', place, label)];
}
