import { describeEdge } from '../describe.js';
import type { LaidOutScene, Point } from '../layout/laid-out.js';
import { edgeLabel, fonts, lineHeights } from '../layout/size.js';
import { textWidth } from '../text/measure.js';
import { badges } from './badges.js';
import { decimal, element, type Markup } from './element.js';
import { fittedText } from './fitted-text.js';
import { type Side, shape } from './shapes.js';

type Edge = LaidOutScene['edges'][number];
type Node = LaidOutScene['nodes'][number];

const bend = 9;

/** Five widths for the decades in which peak rates lie; unknown rates are drawn thin. */
export function lineWidth(perSecond: number | undefined): number {
  const steps = [1.3, 1.9, 2.6, 3.4, 4.3];
  if (perSecond === undefined) return steps[0];
  return steps[[10, 1e3, 1e4, 1e5].filter((bound) => perSecond >= bound).length];
}

/** The line with its arrow head and, apart so that nothing is drawn over it, the label. */
export function drawEdge(edge: Edge, scene: LaidOutScene, source: Node, target: Node): { line: Markup; label: Markup } {
  const width = lineWidth(edge.rate?.value);
  const points = reachOutlines(edge.points, source, target);
  const { line, tip, angle } = withoutTip(points, edge.synchronous ? 7 + width : 1);
  const spoken = describeEdge(edge, source.title, target.title);
  const attributes = { 'data-edge': edge.id, 'data-flows': edge.flows.join(' ') || undefined };
  return {
    line: element(
      'g',
      {
        class: `edge ${edge.synchronous ? 'synchronous' : 'asynchronous'}${edge.future ? ' planned' : ''}${edge.implied ? ' implied' : ''}`,
        'data-id': edge.id,
        ...attributes,
        role: 'img',
        tabindex: 0,
        'aria-label': spoken,
      },
      element('title', {}, spoken),
      element('path', { class: 'hit', d: roundedLine(line) }),
      element('path', {
        class: 'line',
        d: roundedLine(line),
        'stroke-width': width,
        'stroke-dasharray': dashes(edge, width),
      }),
      arrowHead(edge.synchronous, tip, angle, width),
    ),
    label: drawLabel(edge, scene.figures, attributes),
  };
}

function dashes({ synchronous, implied }: Edge, width: number): string | undefined {
  if (implied) return '2 4';
  return synchronous ? undefined : `${5 + width} ${3 + width}`;
}

function drawLabel(edge: Edge, figures: boolean, attributes: Readonly<Record<string, string | undefined>>): Markup {
  const { words } = edgeLabel(edge, figures);
  const rate = edge.rate?.text;
  const { x, y, width, height } = edge.label;
  const centre = { x: x + width / 2, y: y + height / 2 };
  const lines = [
    ...words.map((text) => ({ text, class: 'muted', font: fonts.label })),
    ...(rate ? [{ text: rate, class: 'bold', font: fonts.labelFigure }] : []),
  ];
  const widest = Math.max(0, ...lines.map(({ text, font }) => textWidth(text, font.size, font.weight)));
  const chip = { width: Math.min(width, widest + 14), height: lines.length * lineHeights.label + 5 };
  return element(
    'g',
    { class: `edge-label${edge.future ? ' planned' : ''}`, ...attributes },
    lines.length > 0 &&
      element('rect', {
        class: 'chip',
        x: centre.x - chip.width / 2,
        y: centre.y - chip.height / 2,
        width: chip.width,
        height: chip.height,
        rx: 7,
      }),
    lines.map(({ text, class: name, font }, i) =>
      fittedText(
        text,
        {
          class: name,
          x: centre.x,
          y: centre.y + (i - (lines.length - 1) / 2) * lineHeights.label + 3.9,
          'text-anchor': 'middle',
        },
        font,
        width - 8,
      ),
    ),
    lines.length > 0
      ? badges(edge.findings, centre.x + chip.width / 2 + 10, centre.y - chip.height / 2 - 7)
      : badges(edge.findings, centre.x + 14, centre.y),
  );
}

/** ELK ends a line at the box; where the outline lies further in, the line goes on to it. */
function reachOutlines(points: readonly Point[], source: Node, target: Node): readonly Point[] {
  if (points.length < 2) return points;
  const result = [...points];
  result[0] = onOutline(points[0], source);
  result[result.length - 1] = onOutline(points[points.length - 1], target);
  return result;
}

function onOutline(point: Point, node: Node): Point {
  const { inset } = shape(node.kind, node.width, node.height);
  const gaps: Readonly<Record<Side, number>> = {
    top: Math.abs(point.y - node.y),
    bottom: Math.abs(point.y - node.y - node.height),
    left: Math.abs(point.x - node.x),
    right: Math.abs(point.x - node.x - node.width),
  };
  const side = (Object.keys(gaps) as Side[]).reduce((a, b) => (gaps[b] < gaps[a] ? b : a));
  const upright = side === 'top' || side === 'bottom';
  const depth = inset(side, upright ? point.x - node.x : point.y - node.y);
  const inwards = side === 'top' || side === 'left' ? depth : -depth;
  return upright ? { x: point.x, y: point.y + inwards } : { x: point.x + inwards, y: point.y };
}

/** The line shortened by the arrow head, with the place and the direction of the tip. */
function withoutTip(points: readonly Point[], length: number): { line: readonly Point[]; tip: Point; angle: number } {
  const tip = points[points.length - 1];
  const before = points[points.length - 2] ?? tip;
  const angle = Math.atan2(tip.y - before.y, tip.x - before.x);
  const cut = Math.min(length, Math.hypot(tip.x - before.x, tip.y - before.y));
  const end = { x: tip.x - Math.cos(angle) * cut, y: tip.y - Math.sin(angle) * cut };
  return { line: [...points.slice(0, -1), end], tip, angle };
}

function roundedLine(points: readonly Point[]): string {
  const [first, ...rest] = points;
  let d = `M${at(first)}`;
  rest.forEach((point, i) => {
    const next = rest[i + 1];
    const previous = points[i];
    if (!next) {
      d += `L${at(point)}`;
      return;
    }
    const radius = Math.min(bend, distance(previous, point) / 2, distance(point, next) / 2);
    d += `L${at(towards(point, previous, radius))}Q${at(point)} ${at(towards(point, next, radius))}`;
  });
  return d;
}

const at = ({ x, y }: Point): string => `${decimal(x)},${decimal(y)}`;
const distance = (a: Point, b: Point): number => Math.hypot(a.x - b.x, a.y - b.y);

function towards(from: Point, to: Point, length: number): Point {
  const whole = distance(from, to) || 1;
  return { x: from.x + ((to.x - from.x) * length) / whole, y: from.y + ((to.y - from.y) * length) / whole };
}

/** A filled triangle for a call that is waited for, an open one for a hand-over. */
export function arrowHead(synchronous: boolean, tip: Point, angle: number, width: number): Markup {
  const length = 8 + width;
  const half = 3.6 + width * 0.6;
  const transform = `translate(${at(tip).replace(',', ' ')}) rotate(${decimal((angle * 180) / Math.PI)})`;
  const d = `M${decimal(-length)},${decimal(-half)}L0,0L${decimal(-length)},${decimal(half)}`;
  return synchronous
    ? element('path', { class: 'arrow', d: `${d}z`, transform })
    : element('path', { class: 'arrow-open', d, transform, 'stroke-width': Math.max(1.6, width * 0.8) });
}
