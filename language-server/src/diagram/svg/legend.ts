import type { LaidOutScene } from '../layout/laid-out.js';
import { severities } from '../scene/findings.js';
import { kindLabels } from '../scene/kinds.js';
import type { Measure, ObjectiveState, Overlay } from '../scene/scene.js';
import { textWidth } from '../text/measure.js';
import { severityMark } from './badges.js';
import { arrowHead, lineWidth } from './edges.js';
import { element, type Markup } from './element.js';
import { type Panel, stateMark } from './flows.js';
import { icon } from './icons.js';
import { familyOf } from './themes.js';
import { bar, barHeight } from './utilisation.js';

const rowHeight = 26;
const size = 11.5;
const gap = 22;
const signGap = 7;

interface Item {
  readonly sign: Markup;
  readonly signWidth: number;
  readonly text: string;
}

/** What the signs of this picture mean: only those that are in it. Wrapped to `width`; drawn at the origin. */
export function legendPanel(scene: LaidOutScene, width: number): Panel {
  const markup: Markup[] = [];
  let row = 0;
  let widest = 0;
  for (const items of [kinds(scene), signs(scene)]) {
    for (const line of balanced(items, width)) {
      let x = 0;
      for (const item of line) {
        const { sign, signWidth, text } = item;
        markup.push(
          element(
            'g',
            { transform: `translate(${x} ${row * rowHeight})` },
            sign,
            element('text', { class: 'muted', x: signWidth + signGap, y: 17, 'font-size': size }, text),
          ),
        );
        x += widthOf(item) + gap;
      }
      widest = Math.max(widest, x - gap);
      row++;
    }
  }
  return { width: widest, height: row * rowHeight, markup };
}

const widthOf = ({ signWidth, text }: Item): number => signWidth + signGap + textWidth(text, size);

/** As few lines as the width allows, and none of them much shorter than the others. */
function balanced(items: readonly Item[], width: number): readonly (readonly Item[])[] {
  const fewest = lines(items, width);
  for (let narrower = width; ; narrower -= gap) {
    const next = lines(items, narrower);
    if (next.length > fewest.length || narrower <= 0) return lines(items, narrower + gap);
  }
}

function lines(items: readonly Item[], width: number): readonly (readonly Item[])[] {
  const result: Item[][] = [];
  let x = 0;
  for (const item of items) {
    const itemWidth = widthOf(item);
    if (result.length === 0 || x + itemWidth > width) {
      result.push([]);
      x = 0;
    }
    result.at(-1)!.push(item);
    x += itemWidth + gap;
  }
  return result;
}

function kinds({ nodes }: LaidOutScene): readonly Item[] {
  return [...new Set(nodes.map(({ kind }) => kind))].map((kind) => ({
    sign: element('g', { class: `family-${familyOf[kind]}` }, icon(kind, 0, 4, 18)),
    signWidth: 18,
    text: kindLabels[kind],
  }));
}

/** What the bar of an overlay means; no bar has that of availability. */
const bars: Readonly<Partial<Record<Overlay, Measure>>> = {
  utilisation: { figure: 'utilisation', level: 'calm', text: 'utilisation at peak, busy from 70%' },
  latency: { figure: 'latency.p99', level: 'neutral', text: 'response time at p99' },
  cost: { figure: 'cost.month', level: 'neutral', text: 'cost a month, against the highest' },
};

const states = [
  ['met', 'objectives met'],
  ['missed', 'objective missed'],
  ['unknown', 'not known'],
] as const satisfies readonly (readonly [ObjectiveState, string])[];

function signs({ nodes, edges, flows, findings, overlay }: LaidOutScene): readonly Item[] {
  const barred = bars[overlay];
  const scale = nodes.find(({ measure }) => measure?.scale)?.measure?.scale;
  const rates = edges.flatMap(({ rate }) => rate?.value ?? []);
  const items: (Item | false)[] = [
    edges.some(({ synchronous, implied }) => synchronous && !implied) && {
      sign: line(true, lineWidth(100)),
      signWidth: 34,
      text: 'waits for the answer',
    },
    edges.some(({ synchronous, implied }) => !synchronous && !implied) && {
      sign: line(false, lineWidth(100)),
      signWidth: 34,
      text: 'asynchronous',
    },
    new Set(rates.map(lineWidth)).size > 1 && {
      sign: line(true, lineWidth(1e5)),
      signWidth: 34,
      text: 'the wider, the higher the peak rate',
    },
    barred !== undefined &&
      nodes.some(({ measure }) => measure) && {
        sign: bar({ ...barred, text: '', fill: 0.45, ...(scale && { scale }) }, 0, (rowHeight - barHeight) / 2),
        signWidth: 60,
        text: scale ? `${barred.text}, ${scale.low} to ${scale.high}, each mark ten times the one before` : barred.text,
      },
    nodes.some(({ measure }) => measure?.level === 'saturated') && {
      sign: bar({ figure: 'utilisation', text: '', fill: 1, level: 'saturated' }, 0, (rowHeight - barHeight) / 2),
      signWidth: 60,
      text: 'saturated',
    },
    ...severities.map(
      (severity) => findings[severity] > 0 && { sign: severityMark(severity, 7, 13), signWidth: 14, text: severity },
    ),
    ...states.map(
      ([state, text]) =>
        flows.some((flow) => flow.state === state) && { sign: stateMark(state, 7, 13), signWidth: 14, text },
    ),
    nodes.some(({ future }) => future) && {
      sign: element(
        'g',
        { class: 'planned family-outside' },
        element('rect', { class: 'shape', x: 1, y: 6, width: 24, height: 14, rx: 4 }),
      ),
      signWidth: 26,
      text: 'planned',
    },
  ];
  return items.filter((item) => item !== false);
}

function line(synchronous: boolean, width: number): Markup {
  const y = rowHeight / 2;
  return element(
    'g',
    {},
    element('path', {
      class: 'line',
      d: `M0,${y}H${synchronous ? 27 - width : 33}`,
      'stroke-width': width,
      'stroke-dasharray': synchronous ? undefined : `${5 + width} ${3 + width}`,
    }),
    arrowHead(synchronous, { x: 34, y }, 0, width),
  );
}
