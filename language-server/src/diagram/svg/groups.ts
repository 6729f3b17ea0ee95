import { describeGroup } from '../describe.js';
import type { LaidOutScene } from '../layout/laid-out.js';
import { fonts, groupCaption } from '../layout/size.js';
import { textWidth } from '../text/measure.js';
import { badges } from './badges.js';
import { element, type Markup } from './element.js';
import { icon } from './icons.js';

type Group = LaidOutScene['groups'][number];

/** The frame, below everything, and its caption, above the edges that cross it. */
export function drawGroup(group: Group, edges: LaidOutScene['edges']): { frame: Markup; caption: Markup } {
  const { x, y, width, height } = group;
  const spoken = describeGroup(group);
  const caption = groupCaption(group);
  const centre = y + 21;
  const whole = caption.width + caption.kindWidth + 12;
  const short = caption.width + 12;
  const room = captionLeft(group, whole, edges);
  // Where edges leave no room for all of it, the colour and the icon tell its kind.
  const left = room ?? captionLeft(group, short, edges) ?? group.x + 10;
  const withKind = caption.kindWidth > 0 && room !== undefined;
  return {
    frame: element(
      'g',
      {
        class: `group frame-${group.kind}`,
        'data-id': group.id,
        'data-kind': group.kind,
        role: 'img',
        tabindex: 0,
        'aria-label': spoken,
      },
      element('title', {}, spoken),
      element('rect', { class: 'frame', x, y, width, height, rx: 14, 'stroke-width': 1.2 }),
    ),
    caption: element(
      'g',
      { class: `caption frame-${group.kind}`, 'data-group': group.id },
      element('rect', {
        class: 'caption-back',
        x: left,
        y: centre - 12,
        width: withKind ? whole : short,
        height: 24,
        rx: 6,
      }),
      icon(group.kind, left + 4, centre - 8, 16),
      element('text', { class: 'bold', x: left + 25, y: centre + 4.2, 'font-size': fonts.caption.size }, caption.text),
      withKind &&
        element(
          'text',
          {
            class: 'muted',
            x: left + 30 + textWidth(caption.text, fonts.caption.size, 'bold'),
            y: centre + 4.2,
            'font-size': fonts.captionKind.size,
          },
          group.kind,
        ),
      badges(group.findings, x + width - 12, y),
    ),
  };
}

/** As far left as a caption of that width stands clear of every edge; nothing where there is no such place. */
function captionLeft({ x, y, width: frame }: Group, width: number, edges: LaidOutScene['edges']): number | undefined {
  const crossings: { from: number; to: number }[] = [];
  for (const { points } of edges) {
    for (let i = 1; i < points.length; i++) {
      const a = points[i - 1];
      const b = points[i];
      if (Math.min(a.y, b.y) >= y + 34 || Math.max(a.y, b.y) <= y + 8) continue;
      crossings.push({ from: Math.min(a.x, b.x) - 5, to: Math.max(a.x, b.x) + 5 });
    }
  }
  crossings.sort((a, b) => a.from - b.from);
  let left = x + 10;
  for (const { from, to } of crossings) if (from < left + width && to > left) left = to;
  return left + width <= x + frame - 10 ? left : undefined;
}
