import { element, type Markup } from '../svg/element.js';
import { displayText } from '../text/clean.js';
import { ellipsis } from '../text/wrap.js';
import type { ChartCurve, Panel } from './chart.js';
import { type Scale, scaleAround } from './scale.js';
import { curveFamilies } from './styles.js';

/** Where curves are drawn. */
export interface Frame {
  /** The left edge of the panel's label. */
  readonly start: number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** The right edge of the names beside the curves. */
  readonly edge: number;
}

const nameFont = { size: 12, weight: 'regular' } as const;
const nameDistance = 15;
const dashes = [undefined, '8 4', '2 4', '10 3 2 3'];

/** The curves of one unit, with their names at their ends. */
export function drawPanel(panel: Panel, xOf: (value: number) => number, frame: Frame, distinct: boolean): Markup {
  const { left, right, top, bottom } = frame;
  const scale = scaleOf(panel, (bottom - top) / 42);
  const yOf = (value: number): number => bottom - scale.part(value) * (bottom - top);
  const drawn = panel.curves.map((curve, index) => ({ curve, look: lookOf(index, distinct) }));
  const inside = (y: number): boolean => y >= scale.low && y <= scale.high;
  return element(
    'g',
    {},
    element('text', { class: 'muted', x: frame.start, y: top - 16, 'font-size': 11.5 }, panel.label),
    scale.ticks.map((tick) => [
      element('path', { class: 'grid', d: `M${left},${fixed(yOf(tick))}H${right}` }),
      element(
        'text',
        { class: 'muted', x: left - 8, y: yOf(tick) + 4, 'font-size': 11.5, 'text-anchor': 'end' },
        panel.format(tick),
      ),
    ]),
    element('path', { class: 'axis', d: `M${left},${bottom}H${right}` }),
    panel.bounds
      .filter(inside)
      .map((bound) => element('path', { class: 'bound', d: `M${left},${fixed(yOf(bound))}H${right}` })),
    drawn.map(({ curve, look }) =>
      element('path', {
        class: `curve curve-${look.family}`,
        d: pathOf(curve, xOf, yOf),
        'stroke-dasharray': look.dash,
      }),
    ),
    namesOf(drawn, yOf, frame),
  );
}

function lookOf(index: number, distinct: boolean): { family: string; dash: string | undefined } {
  const round = distinct ? index : Math.floor(index / curveFamilies.length);
  return { family: curveFamilies[index % curveFamilies.length], dash: dashes[round % dashes.length] };
}

function scaleOf(panel: Panel, room: number): Scale {
  const finite = panel.curves.flatMap(({ points }) => points.flatMap(({ y }) => (Number.isFinite(y) ? [y] : [])));
  const values = finite.length > 0 ? finite : [0, 1];
  const highest = Math.max(...values);
  // A bound far above the curves would press them flat.
  const near = panel.bounds.filter((bound) => bound > 0 && bound <= highest * 2 && bound >= Math.min(...values) / 2);
  return scaleAround([...values, ...near], { logarithmic: isLogarithmic(panel, values), unit: panel.unit, room });
}

function isLogarithmic(panel: Panel, values: readonly number[]): boolean {
  const least = Math.min(...values);
  return panel.logarithmic && least > 0 && Math.max(...values) >= 20 * least;
}

function pathOf({ points }: ChartCurve, xOf: (x: number) => number, yOf: (y: number) => number): string {
  let path = '';
  let pen = 'M';
  for (const { x, y } of points) {
    if (!Number.isFinite(y)) {
      pen = 'M';
      continue;
    }
    path += `${pen}${fixed(xOf(x))},${fixed(yOf(y))}`;
    pen = 'L';
  }
  return path;
}

function namesOf(
  drawn: readonly { curve: ChartCurve; look: { family: string } }[],
  yOf: (value: number) => number,
  { right, top, bottom, edge }: Frame,
): Markup[] {
  const names = drawn
    .map(({ curve, look }) => {
      const last = curve.points.findLast(({ y }) => Number.isFinite(y));
      const endsEarly = curve.points.at(-1) !== last;
      return { text: curve.name, family: look.family, y: last && !endsEarly ? yOf(last.y) : top };
    })
    .sort((a, b) => a.y - b.y);
  for (let i = 1; i < names.length; i++) names[i].y = Math.max(names[i].y, names[i - 1].y + nameDistance);
  let limit = bottom;
  for (let i = names.length - 1; i >= 0 && names[i].y > limit; i--, limit -= nameDistance) names[i].y = limit;
  return names.map(({ text, family, y }) =>
    element(
      'text',
      { class: `name-${family}`, x: right + 10, y: y + 4, 'font-size': nameFont.size },
      ellipsis(displayText(text), edge - right - 10, nameFont),
    ),
  );
}

function fixed(value: number): string {
  return String(Math.round(value * 100) / 100);
}
