import { describeNode } from '../describe.js';
import type { LaidOutScene } from '../layout/laid-out.js';
import {
  figuresHeight,
  fonts,
  iconTile,
  lineHeights,
  nodeContent,
  nodePadding,
  silhouetteInsets,
} from '../layout/size.js';
import { textWidth } from '../text/measure.js';
import { badges } from './badges.js';
import { element, type Markup } from './element.js';
import { fittedText } from './fitted-text.js';
import { icon } from './icons.js';
import { shape } from './shapes.js';
import { familyOf } from './themes.js';
import { bar, barHeight, barWidth } from './utilisation.js';

type Node = LaidOutScene['nodes'][number];

export function drawNode(node: Node, scene: LaidOutScene): Markup {
  const { width, height, kind } = node;
  const { outline, lines } = shape(kind, width, height);
  const insets = silhouetteInsets(kind);
  const content = nodeContent(node, scene.figures);
  const spoken = describeNode(node);
  const empty = content.figuresTop !== undefined && !node.measure && !node.rate;
  const top = insets.top + nodePadding + (empty ? figuresHeight / 2 : 0);
  const text = { x: content.textLeft };
  let baseline = top + 13;
  const title = content.titleLines.map((line, i) =>
    element(
      'text',
      { class: 'bold', ...text, y: baseline + i * lineHeights.title, 'font-size': fonts.title.size },
      line,
    ),
  );
  baseline += content.titleLines.length * lineHeights.title - 2;
  return element(
    'g',
    {
      class: `node kind-${kind} family-${familyOf[kind]}${node.future ? ' planned' : ''}`,
      'data-id': node.id,
      'data-kind': kind,
      'data-flows': node.flows.join(' ') || undefined,
      role: 'img',
      tabindex: 0,
      'aria-label': spoken,
      transform: `translate(${node.x} ${node.y})`,
    },
    element('title', {}, spoken),
    element('path', { class: 'shadow', d: outline, transform: 'translate(0 2.5)' }),
    lines.length > 0 && kind === 'group' && lines.map((d) => element('path', { class: 'shape-line', d })),
    element('path', { class: 'shape', d: outline }),
    kind !== 'group' && lines.map((d) => element('path', { class: 'shape-line', d })),
    element('rect', {
      class: 'tile',
      x: insets.left + nodePadding,
      y: top,
      width: iconTile,
      height: iconTile,
      rx: 8,
    }),
    icon(node.icon, insets.left + nodePadding + 6, top + 6, 20),
    title,
    element(
      'text',
      { class: 'muted', ...text, y: baseline, 'font-size': fonts.detail.size },
      node.replicas ? `${content.detail} · ${node.replicas.text}` : content.detail,
    ),
    content.placementLines.map((line, i) =>
      element(
        'text',
        { class: 'muted', ...text, y: baseline + (i + 1) * lineHeights.detail, 'font-size': fonts.detail.size },
        line,
      ),
    ),
    content.figuresTop !== undefined && figures(node, content.figuresTop),
    badges(node.findings, width - 8, height - Math.min(insets.bottom, 2)),
  );
}

const figureGap = 8;

/** The row of figures: the overlay's on the left, the rate on the right. */
function figures({ kind, width, measure, rate }: Node, top: number): readonly Markup[] {
  const insets = silhouetteInsets(kind);
  const left = insets.left + nodePadding;
  const right = width - insets.right - nodePadding;
  const baseline = top + 12;
  const result: Markup[] = [];
  if (measure) {
    const barred = measure.fill !== undefined;
    const x = barred ? left + barWidth + figureGap : left;
    if (barred) result.push(bar(measure, left, top + (lineHeights.figures - barHeight) / 2));
    const room = right - x - (rate ? textWidth(rate.text, fonts.figure.size, 'regular') + figureGap : 0);
    result.push(fittedText(measure.text, { class: 'bold', x, y: baseline }, fonts.figure, room));
  }
  if (rate) {
    const font = { ...fonts.figure, weight: 'regular' } as const;
    const room = right - left - (measure ? barWidth + 2 * figureGap + 30 : 0);
    result.push(fittedText(rate.text, { x: right, y: baseline, 'text-anchor': 'end' }, font, room));
  }
  return result;
}
