import { describeFlow, describeHop } from '../describe.js';
import { fonts, lineHeights } from '../layout/size.js';
import type { FlowHop, Scene, SceneFlow } from '../scene/scene.js';
import { textWidth } from '../text/measure.js';
import { ellipsis, wrap } from '../text/wrap.js';
import { document, type RenderOptions } from './document.js';
import { arrowHead } from './edges.js';
import { element, type Markup } from './element.js';
import { flowsPanel } from './flows.js';
import { icon } from './icons.js';
import { familyOf } from './themes.js';

const margin = 24;
const titleFont = { size: 20, weight: 'bold' } as const;
const headingHeight = 52;
const column = 172;
const box = { width: 154, height: 58 } as const;
const rowHeight = 46;
const firstRow = 40;
const bar = { width: 200, height: 9, gap: 40 } as const;

interface Participant {
  readonly id: string;
  readonly title: string;
  readonly x: number;
}

/**
 * A flow as a sequence: who calls whom, in which order, from left to right by first appearance; hand-overs dashed, the time in
 * which somebody waits as a bar on the called one's line, and beside it what each hop adds to the mean response time.
 */
export function renderSequence(scene: Scene, flow: SceneFlow, options: RenderOptions): string {
  const { hops, start, more } = flow.path;
  const participants = participantsOf(flow);
  const at = new Map(participants.map((participant) => [participant.id, participant]));
  const kinds = new Map(scene.nodes.map(({ id, icon: sign, kind }) => [id, { sign, kind }]));
  const top = margin + headingHeight;
  const rows = top + box.height + firstRow;
  const bottom = rows + hops.length * rowHeight;
  const labels = hops.map((hop, i) => label(hop, at, rows + i * rowHeight));
  const right = Math.max(margin + participants.length * column, ...labels.map((each) => each.right));
  const timed = hops.some(({ time }) => time);
  const barsAt = right + bar.gap;
  const panel = flowsPanel([flow]);
  const width = Math.max((timed ? barsAt + bar.width + 70 : right) + margin, panel.width + 2 * margin, 420);
  const height = bottom + 14 + panel.height + margin;
  const title = ellipsis(flow.title, width - 2 * margin, titleFont);
  return document(
    { width, height, label: `Sequence of calls. ${describeFlow(flow)}` },
    options,
    element('text', { class: 'bold', x: margin, y: 44, 'font-size': titleFont.size }, title),
    participants.map(({ x }) =>
      element('path', { class: 'rule', d: `M${x},${top + box.height}V${bottom}`, 'stroke-width': 1.2 }),
    ),
    participants.map((participant) => head(participant, kinds.get(participant.id), top)),
    waits(flow, at, rows),
    hops.map((hop, i) => message(hop, at, rows + i * rowHeight)),
    labels.map(({ markup }) => markup),
    timed && budget(flow, barsAt, top, rows),
    hops.length === 0 &&
      element(
        'text',
        { class: 'muted', x: margin, y: rows, 'font-size': 12 },
        start ? 'It calls nobody.' : 'It starts nowhere: `from` is not set.',
      ),
    more > 0 &&
      element('text', { class: 'muted', x: margin, y: bottom, 'font-size': 12 }, `${more} more calls are left out.`),
    element('g', { transform: `translate(${margin} ${bottom + 14})` }, panel.markup),
  );
}

function participantsOf({ path: { hops, start } }: SceneFlow): readonly Participant[] {
  const titles = new Map<string, string>();
  if (start) titles.set(start.id, start.title);
  for (const { source, sourceTitle, target, targetTitle } of hops) {
    if (!titles.has(source)) titles.set(source, sourceTitle);
    if (!titles.has(target)) titles.set(target, targetTitle);
  }
  return [...titles].map(([id, title], i) => ({ id, title, x: margin + i * column + column / 2 }));
}

type Look = { readonly sign: Parameters<typeof icon>[0]; readonly kind: keyof typeof familyOf };

function head({ id, title, x }: Participant, look: Look | undefined, top: number): Markup {
  const left = x - box.width / 2;
  const lines = wrap(title, box.width - 46, 2, fonts.figure);
  const first = top + box.height / 2 + 4 - ((lines.length - 1) * lineHeights.label) / 2;
  return element(
    'g',
    {
      class: `node family-${look ? familyOf[look.kind] : 'outside'}`,
      'data-id': id,
      role: 'img',
      tabindex: 0,
      'aria-label': title,
    },
    element('title', {}, title),
    element('rect', { class: 'shape', x: left, y: top, width: box.width, height: box.height, rx: 8 }),
    look && icon(look.sign, left + 11, top + box.height / 2 - 9, 18),
    lines.map((line, i) =>
      element(
        'text',
        { class: 'bold', x: left + 38, y: first + i * lineHeights.label, 'font-size': fonts.figure.size },
        line,
      ),
    ),
  );
}

/** From a call until the last one that is made on its behalf. */
function waits({ path: { hops } }: SceneFlow, at: ReadonlyMap<string, Participant>, rows: number): readonly Markup[] {
  return hops.flatMap(({ target, depth, synchronous, awaited }, i) => {
    if (!synchronous) return [];
    let last = i;
    for (let next = i + 1; next < hops.length && hops[next].depth > depth; next++) {
      if (hops[next].awaited === awaited) last = next;
    }
    const y = rows + i * rowHeight;
    return element('rect', {
      class: 'track',
      x: at.get(target)!.x - 4,
      y,
      width: 8,
      height: (last - i) * rowHeight + 18,
      rx: 3,
    });
  });
}

function message(hop: FlowHop, at: ReadonlyMap<string, Participant>, y: number): Markup {
  const { x: from } = at.get(hop.source)!;
  const { x: to } = at.get(hop.target)!;
  const own = from === to;
  const back = own || to < from;
  const end = to + (back ? 5 : -5);
  const tip = { x: end, y: own ? y + 14 : y };
  const line = own ? `M${from + 4},${y}h30v14H${end + 9}` : `M${from},${y}H${end + (back ? 9 : -9)}`;
  const spoken = describeHop(hop);
  return element(
    'g',
    {
      class: `edge ${hop.synchronous ? 'synchronous' : 'asynchronous'}`,
      'data-id': hop.id,
      role: 'img',
      tabindex: 0,
      'aria-label': spoken,
    },
    element('title', {}, spoken),
    element('path', { class: 'hit', d: line }),
    element('path', {
      class: 'line',
      d: line,
      'stroke-width': 1.6,
      'stroke-dasharray': hop.synchronous ? undefined : '6 4',
    }),
    arrowHead(hop.synchronous, tip, back ? Math.PI : 0, 1.4),
  );
}

function label(
  hop: FlowHop,
  at: ReadonlyMap<string, Participant>,
  y: number,
): { markup: Markup | false; right: number } {
  const parts = [
    hop.visits && hop.visits.value !== 1 && hop.visits.text,
    hop.timeout && `timeout ${hop.timeout.text}`,
  ].filter((part) => part);
  const { x: from } = at.get(hop.source)!;
  const { x: to } = at.get(hop.target)!;
  if (parts.length === 0) return { markup: false, right: 0 };
  const text = parts.join(' · ');
  const width = textWidth(text, fonts.label.size) + 12;
  const centre = Math.max(margin + width / 2, from === to ? from + 24 + width / 2 : (from + to) / 2);
  return {
    right: centre + width / 2,
    markup: element(
      'g',
      { class: 'edge-label' },
      element('rect', { class: 'chip', x: centre - width / 2, y: y - 25, width, height: 18, rx: 6 }),
      element(
        'text',
        { class: 'muted', x: centre, y: y - 12, 'text-anchor': 'middle', 'font-size': fonts.label.size },
        text,
      ),
    ),
  };
}

/** One bar for each hop, each beginning where the one before it ends. */
function budget(
  { path: { hops, start, total, overlapping } }: SceneFlow,
  x: number,
  top: number,
  rows: number,
): Markup {
  const whole = (total?.value ?? 0) + (overlapping?.value ?? 0);
  let before = start?.time?.value ?? 0;
  const bars = hops.flatMap(({ time }, i) => {
    const value = time?.value;
    if (value === undefined || whole <= 0) return [];
    const left = (before / whole) * bar.width;
    before += value;
    const y = rows + i * rowHeight;
    return [
      element('rect', { class: 'track', x, y: y - bar.height / 2, width: bar.width, height: bar.height, rx: 3 }),
      element('rect', {
        class: 'level-neutral',
        x: x + Math.min(left, bar.width - 2),
        y: y - bar.height / 2,
        width: Math.max(2, (value / whole) * bar.width),
        height: bar.height,
        rx: 2,
      }),
      element('text', { class: 'bold', x: x + bar.width + 8, y: y + 4, 'font-size': fonts.label.size }, time!.text),
    ];
  });
  const heading = `${total?.text ?? ''} on average${overlapping ? `, ${overlapping.text} saved by calls at once` : ''}`;
  return element(
    'g',
    { class: 'budget' },
    element('text', { class: 'bold', x, y: top + 26, 'font-size': fonts.caption.size }, 'Where the time goes'),
    element('text', { class: 'muted', x, y: top + 44, 'font-size': fonts.label.size }, heading),
    bars,
  );
}
