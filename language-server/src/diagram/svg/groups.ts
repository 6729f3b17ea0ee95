import { describeGroup } from '../describe.js';
import type { LaidOutScene } from '../layout/laid-out.js';
import { fonts, groupCaption } from '../layout/size.js';
import { textWidth } from '../text/measure.js';
import { badges } from './badges.js';
import { element, type Markup } from './element.js';
import { icon } from './icons.js';

type Group = LaidOutScene['groups'][number];

/** The frame, below everything, and its caption, above the edges that cross it. */
export function drawGroup(group: Group): { frame: Markup; caption: Markup } {
  const { x, y, width, height } = group;
  const spoken = describeGroup(group);
  const caption = groupCaption(group);
  const centre = y + 21;
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
        x: x + 10,
        y: centre - 12,
        width: caption.width + 12,
        height: 24,
        rx: 6,
      }),
      icon(group.kind, x + 14, centre - 8, 16),
      element('text', { class: 'bold', x: x + 35, y: centre + 4.2, 'font-size': fonts.caption.size }, caption.text),
      group.kind !== 'group' &&
        element(
          'text',
          {
            class: 'muted',
            x: x + 40 + textWidth(caption.text, fonts.caption.size, 'bold'),
            y: centre + 4.2,
            'font-size': fonts.captionKind.size,
          },
          group.kind,
        ),
      badges(group.findings, x + width - 12, y),
    ),
  };
}
