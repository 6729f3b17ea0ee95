import type { LaidOutScene } from '../../diagram/layout/laid-out.js';
import { renderSvg } from '../../diagram/svg/render.js';
import type { Reported } from '../reported.js';
import { figuresSection } from './figures.js';
import { acceptedSection, expectationsSection, findingsSection, verdict } from './findings.js';
import { flowsSection } from './flows.js';
import { type Child, html, Markup, shown } from './html.js';

/** A design as a page shows it, without the page around it. */
export interface Body {
  readonly title: string;
  readonly content: Child;
}

/** Picture, verdict, flows, findings, accepted risks, expectations and figures of a design. */
export function bodyOf(design: Reported, picture: LaidOutScene): Body {
  const file = shown(design.nameOf(design.entry));
  const title = picture.title === '' ? file : picture.title;
  // The page has the title already; colours follow the reader's system, as those of the page do.
  const svg = renderSvg({ ...picture, title: '' }, { theme: 'auto', standalone: true });
  const accepted = acceptedSection(design);
  const expectations = expectationsSection(design);
  const flows = flowsSection(picture.flows);
  const parts = [
    ['picture', 'Picture', true],
    ['flows', 'Flows', flows],
    ['findings', 'Findings', true],
    ['accepted', 'Accepted risks', accepted],
    ['expectations', 'Expectations', expectations],
    ['figures', 'Figures', true],
  ] as const;
  return {
    title,
    content: [
      html('h1', {}, title),
      html('p', { class: 'muted' }, `${file} · ${verdict(design)}`),
      design.supposed !== undefined &&
        html(
          'p',
          { class: 'supposed' },
          html('strong', {}, 'What if: '),
          shown(design.supposed),
          '. The design itself is unchanged.',
        ),
      html(
        'nav',
        { 'aria-label': 'Sections' },
        html(
          'ul',
          {},
          parts.filter(([, , is]) => is).map(([id, name]) => html('li', {}, html('a', { href: `#${id}` }, name))),
        ),
      ),
      html(
        'div',
        { class: 'picture', id: 'picture', tabindex: 0, role: 'region', 'aria-label': 'Picture' },
        new Markup(svg),
      ),
      flows,
      html('h2', { id: 'findings' }, 'Findings'),
      findingsSection(design),
      accepted,
      expectations,
      html('h2', { id: 'figures' }, 'Figures'),
      figuresSection(design),
    ],
  };
}
