import type { Estimates, Figure } from '../../estimate/estimates.js';
import { showValue } from '../../estimate/show.js';
import { rangeText } from '../../report/figures/spread.js';
import { bySubject, type SubjectFigures } from '../../report/figures/subjects.js';
import { displayWidth, padEnd, padStart, visible, wrap } from '../terminal/text.js';
import type { FigureContext, FigureReport, Selection } from './report.js';

/** For people: what is known about each part of the design, and what is missing for the rest. */
export const table: FigureReport = (selections, context) => {
  const several = selections.length > 1;
  const designs = selections.map((selection) => designTable(selection, context, several));
  return `${designs.join('\n\n')}\n`;
};

function designTable({ design, figures }: Selection, context: FigureContext, titled: boolean): string {
  const { style, paths } = context;
  const groups = bySubject(figures, design.model);
  const known = figures.filter(({ value }) => value !== undefined);
  const names = Math.max(0, ...known.map(({ figure }) => figure.length));
  const values = Math.max(0, ...known.map((figure) => displayWidth(valueText(figure, context))));
  const columns = { names, values };
  const blocks = groups.map((group) => subjectBlock(group, design.estimates, columns, context));
  if (blocks.length === 0) blocks.push('No figures: the design needs a flow with a rate.');
  if (titled) blocks.unshift(style.bold(visible(paths.shown(design.entry))));
  return blocks.join('\n\n');
}

function subjectBlock(
  group: SubjectFigures,
  estimates: Estimates,
  columns: { names: number; values: number },
  context: FigureContext,
): string {
  const { style } = context;
  const lines = [style.bold(visible(group.heading))];
  for (const figure of group.figures) {
    if (figure.value === undefined) continue;
    const value = padStart(valueText(figure, context), columns.values);
    const label = padEnd(visible(figure.figure), columns.names);
    const range = rangeText(figure, estimates.spread(figure), context.exact);
    lines.push(`  ${label}  ${value}${range === '' ? '' : style.dim(` (${range})`)}`);
  }
  for (const sentence of unknownSentences(group.figures)) {
    lines.push(
      ...wrap(sentence, style.width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${style.dim(line)}`),
    );
  }
  return lines.join('\n');
}

/** One sentence for all figures that lack the same: `utilisation and replicas.needed need `api.capacity``. */
function unknownSentences(figures: readonly Figure[]): string[] {
  const byMissing = new Map<string, Figure[]>();
  for (const figure of figures) {
    if (figure.value !== undefined) continue;
    const key = JSON.stringify(figure.missing);
    byMissing.set(key, [...(byMissing.get(key) ?? []), figure]);
  }
  return [...byMissing.values()].map((group) => {
    const names = enumerate(group.map(({ figure }) => visible(figure)));
    if (group[0].missing.length === 0) return `${names} ${group.length === 1 ? 'is' : 'are'} unknown`;
    return `${names} ${group.length === 1 ? 'needs' : 'need'} ${missingNames(group[0])}`;
  });
}

function valueText(figure: Figure, { exact }: FigureContext): string {
  return figure.value === undefined ? '' : showValue(figure.value, figure.unit, exact);
}

/** The names of what is missing: `` `api.capacity` and `api.replicas` ``. */
export function missingNames({ missing }: Figure): string {
  return enumerate(missing.map((name) => `\`${visible(name)}\``));
}

function enumerate(words: readonly string[]): string {
  return words.length <= 1 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
