import type { Figure } from '../../estimate/estimates.js';
import { showValue } from '../../estimate/show.js';
import { essentialFigures } from '../figures/essential.js';
import { rangeText } from '../figures/spread.js';
import { bySubject } from '../figures/subjects.js';
import { type Step, workingOf } from '../figures/working.js';
import type { Reported } from '../reported.js';
import { type Child, html, type Markup, shown, table } from './html.js';

const columns = [{ name: 'Figure' }, { name: 'Value', numeric: true }, { name: 'How it was worked out' }];

/** The figures a reader looks for first, by what they are about, and behind them those they were worked out from. */
export function figuresSection(design: Reported): Child {
  const essential = essentialFigures(design);
  if (!essential.some(({ value }) => value !== undefined && Number.isFinite(value)))
    return html('p', {}, 'No figures yet: they need a client, a flow and its rate.');
  const steps = workingOf(essential, design.model, design.nameOf);
  const ids = new Map(steps.map(({ figure }, i) => [figure, `figure-${i}`]));
  const byFigure = new Map(steps.map((step) => [step.figure, step]));
  const rest = steps.map(({ figure }) => figure).filter((figure) => !essential.includes(figure));
  const tables = (figures: readonly Figure[], more = '') =>
    bySubject(figures, design.model).map(({ heading, figures: list }) =>
      table(
        shown(heading) + more,
        columns,
        list.map((figure) => [shown(figure.figure), value(figure, design), working(byFigure.get(figure), ids)]),
        list.map((figure) => ids.get(figure)),
      ),
    );
  return [
    tables(essential),
    rest.length > 0 &&
      html(
        'details',
        { 'data-key': 'steps' },
        html('summary', {}, `${rest.length} more figures these were worked out from`),
        tables(rest, ', further figures'),
      ),
  ];
}

function value(figure: Figure, { estimates }: Reported): Child {
  if (figure.value === undefined) return html('span', { class: 'muted' }, 'unknown');
  const range = rangeText(figure, estimates.spread(figure), false);
  return [showValue(figure.value, figure.unit), range !== '' && html('span', { class: 'muted' }, ` (${range})`)];
}

function working(step: Step | undefined, ids: ReadonlyMap<Figure, string>): Child {
  if (!step) return '';
  const { figure, inputs } = step;
  if (figure.value === undefined) {
    const missing = figure.missing.slice(0, 8).join(', ');
    return missing === '' ? 'unknown' : [`needs `, html('code', {}, shown(missing))];
  }
  if (inputs.length === 0 && figure.notes.length === 0) return shown(figure.formula);
  return html(
    'details',
    { 'data-key': figure.name },
    html('summary', {}, shown(figure.formula)),
    html(
      'ul',
      {},
      inputs.map(({ input, from }) =>
        html(
          'li',
          {},
          html('code', {}, link(input.derivation, shown(input.name), ids)),
          ` ${showValue(input.value, input.unit)} `,
          html('span', { class: 'muted' }, shown(from)),
        ),
      ),
      figure.notes.map((note) => html('li', { class: 'muted' }, shown(note))),
    ),
  );
}

function link(figure: Figure | undefined, text: string, ids: ReadonlyMap<Figure, string>): Markup | string {
  const id = figure && ids.get(figure);
  return id === undefined ? text : html('a', { href: `#${id}` }, text);
}
