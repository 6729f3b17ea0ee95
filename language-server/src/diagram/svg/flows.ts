import { describeFlow } from '../describe.js';
import type { ObjectiveState, SceneFlow, SceneObjective } from '../scene/scene.js';
import { textWidth } from '../text/measure.js';
import { ellipsis } from '../text/wrap.js';
import { badges } from './badges.js';
import { element, type Markup } from './element.js';

const rowHeight = 24;
const widestTitle = 300;
const titleFont = { size: 12.5, weight: 'bold' } as const;
const size = 12;
const mostFlows = 40;

/** A block of a picture below the graph. */
export interface Panel {
  readonly width: number;
  readonly height: number;
  readonly markup: readonly Markup[];
}

/** A line for each flow: how it stands against its objectives, its peak rate, its figures. Drawn at the origin. */
export function flowsPanel(flows: readonly SceneFlow[]): Panel {
  const shown = flows.slice(0, mostFlows);
  const titles = shown.map(({ title }) => ellipsis(title, widestTitle, titleFont));
  const rates = shown.map(({ rate }) => (rate ? `${rate.text} at peak` : ''));
  const details = shown.map(detail);
  const rateLeft = 24 + widest(titles, 'bold', titleFont.size) + 20;
  const detailLeft = rateLeft + (rates.some((rate) => rate !== '') ? widest(rates, 'regular', size) + 20 : 0);
  const badgesLeft = detailLeft + widest(details, 'regular', size) + 12;
  const markup = shown.map((flow, i) => {
    const baseline = 16 + i * rowHeight;
    const spoken = describeFlow(flow);
    return element(
      'g',
      { class: 'flow', 'data-id': flow.id, 'data-kind': 'flow', role: 'img', tabindex: 0, 'aria-label': spoken },
      element('title', {}, spoken),
      flow.state && stateMark(flow.state, 9, baseline - 4.5),
      element('text', { class: 'bold', x: 24, y: baseline, 'font-size': titleFont.size }, titles[i]),
      rates[i] !== '' && element('text', { x: rateLeft, y: baseline, 'font-size': size }, rates[i]),
      details[i] !== '' &&
        element('text', { class: 'muted', x: detailLeft, y: baseline, 'font-size': size }, details[i]),
      badges(flow.findings, badgesLeft + 60, baseline - 4.5),
    );
  });
  const more = flows.length - shown.length;
  if (more > 0) {
    const y = 16 + shown.length * rowHeight;
    markup.push(element('text', { class: 'muted', x: 24, y, 'font-size': size }, `and ${more} more`));
  }
  return { width: badgesLeft + 60, height: (shown.length + (more > 0 ? 1 : 0)) * rowHeight, markup };
}

function widest(texts: readonly string[], weight: 'regular' | 'bold', fontSize: number): number {
  return Math.max(0, ...texts.map((text) => textWidth(text, fontSize, weight)));
}

function detail({ latency, objectives }: SceneFlow): string {
  const promised = objectives.map(objectiveText);
  const told = objectives.some(({ figure }) => figure === 'latency.p99');
  return [...(latency && !told ? [`p99 ${latency.text}`] : []), ...promised].join('  ·  ');
}

/** `p99 86ms, at most 100ms` */
function objectiveText({ figure, target, actual }: SceneObjective): string {
  const bound = figure === 'availability' ? 'at least' : 'at most';
  return `${figure.replace('latency.', '')} ${actual ? actual.text : 'unknown'}, ${bound} ${target.text}`;
}

/** A tick, a cross or a question mark, each in a circle. */
export function stateMark(state: ObjectiveState, x: number, y: number): Markup {
  const glyphs: Readonly<Record<ObjectiveState, string>> = {
    met: 'M-3,0.2L-0.9,2.4L3.1,-2.2',
    missed: 'M-2.4,-2.4L2.4,2.4M2.4,-2.4L-2.4,2.4',
    unknown: 'M-1.8,-1.4a1.8,1.8 0 1 1 2.6,1.7q-0.8,0.4 -0.8,1.2M0,3.3V3.4',
  };
  return element(
    'g',
    { transform: `translate(${x} ${y})` },
    element('circle', { class: `state-${state}`, r: 6.5 }),
    element('path', {
      class: state === 'unknown' ? 'state-unknown-glyph' : 'glyph',
      d: glyphs[state],
      fill: 'none',
      'stroke-width': 1.4,
      'stroke-linecap': 'round',
    }),
  );
}
