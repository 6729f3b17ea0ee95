import type { Severity } from '../../model/problem.js';
import { severities } from '../scene/findings.js';
import type { SceneFindings } from '../scene/scene.js';
import { textWidth } from '../text/measure.js';
import { element, type Markup } from './element.js';

const badgeHeight = 17;
const size = 10.5;
const gap = 3;

/** The sign of a severity, 12 by 12 around (x, y): each its own shape, so that colour is never the only difference. */
export function severityMark(severity: Severity, x: number, y: number): Markup {
  const marks: Readonly<Record<Severity, readonly [string, string]>> = {
    error: ['M-2.5,-6H2.5L6,-2.5V2.5L2.5,6H-2.5L-6,2.5V-2.5z', 'M-2,-2L2,2M2,-2L-2,2'],
    warning: ['M0,-6.2L6.6,5.4H-6.6z', 'M0,-2.2V1.6M0,3.5V3.6'],
    info: ['M0,-6a6,6 0 1 1 0,12a6,6 0 1 1 0,-12z', 'M0,-0.4V3M0,-2.9V-2.8'],
    hint: ['M0,-6.2L6.2,0L0,6.2L-6.2,0z', 'M0,-1.8V1.8M-1.8,0H1.8'],
  };
  const [outline, glyph] = marks[severity];
  return element(
    'g',
    { class: `severity-${severity}`, transform: `translate(${x} ${y})` },
    element('path', { class: 'mark', d: outline }),
    element('path', { class: 'glyph', d: glyph, 'stroke-width': 1.5, 'stroke-linecap': 'round' }),
  );
}

/** Counts of findings as a row of pills that ends at `right`, the worst outermost; nothing where there are none. */
export function badges(findings: SceneFindings, right: number, centre: number): readonly Markup[] {
  let end = right;
  return severities.flatMap((severity) => {
    const count = findings[severity];
    if (count === 0) return [];
    const text = count > 99 ? '99+' : String(count);
    const width = 22 + textWidth(text, size, 'bold');
    const left = end - width;
    end = left - gap;
    return element(
      'g',
      { class: `badge severity-${severity}`, transform: `translate(${left} ${centre})` },
      element('rect', {
        class: 'pill',
        y: -badgeHeight / 2,
        width,
        height: badgeHeight,
        rx: badgeHeight / 2,
        'stroke-width': 1.2,
      }),
      severityMark(severity, 10, 0),
      element('text', { class: 'bold', x: 18, y: 3.8, 'font-size': size }, text),
    );
  });
}
