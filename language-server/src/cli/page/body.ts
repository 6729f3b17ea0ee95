import { renderSvg } from '../../diagram/svg/render.js';
import type { OneDesign } from '../one-design.js';
import { chosen, type PictureChoice } from '../picture-choice.js';
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
export async function bodyOf(one: OneDesign, choice: PictureChoice): Promise<Body> {
  const { model, estimates, entry } = one.design;
  const { picture } = await import('../picture.js');
  const scene = await picture(model, estimates, one.findings, chosen(choice, model));
  const file = one.input.paths.shown(entry);
  const title = scene.title === '' ? shown(file) : scene.title;
  // The page has the title already; colours follow the reader's system, as those of the page do.
  const svg = renderSvg({ ...scene, title: '' }, { theme: 'auto', standalone: true });
  const accepted = acceptedSection(one);
  const expectations = expectationsSection(one);
  const flows = flowsSection(scene.flows);
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
      html('p', { class: 'muted' }, `${shown(file)} · ${verdict(one)}`),
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
      findingsSection(one),
      accepted,
      expectations,
      html('h2', { id: 'figures' }, 'Figures'),
      figuresSection(one),
    ],
  };
}
