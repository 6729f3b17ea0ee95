import type { Figure } from '../../estimate/estimates.js';
import { displayWidth, padEnd, padStart, visible, wrap } from '../terminal/text.js';
import { originOf } from './places.js';
import type { FigureContext, FigureReport, Selection } from './report.js';
import { showValue } from './show.js';
import { missingText, rangeText } from './table.js';
import { withWorking } from './working.js';

/** The working of each figure, as text for a design document: formula, values with where they come from, result. */
export const derivation: FigureReport = (selections, context) =>
  `${selections.flatMap((selection) => workings(selection, context)).join('\n\n')}\n`;

function workings(selection: Selection, context: FigureContext): string[] {
  return withWorking(selection.figures).map((figure) => working(figure, selection, context));
}

function working(figure: Figure, { design }: Selection, context: FigureContext): string {
  const { style, exact, paths } = context;
  const name = style.bold(visible(figure.name));
  if (figure.value === undefined) return `${name} is ${missingText(figure)}`;
  const lines = [`${name} = ${showValue(figure.value, figure.unit, exact)}${style.dim(rangeText(figure, context))}`];
  lines.push(...wrap(`= ${visible(figure.formula)}`, style.width - 2).map((line) => `  ${line}`));
  const rows = figure.inputs.map((input) => ({
    name: visible(input.name),
    value: showValue(input.value, input.unit, exact),
    origin: input.figure ? 'worked out, see there' : visible(originOf(input, design.model, paths)),
  }));
  const names = Math.max(0, ...rows.map((row) => displayWidth(row.name)));
  const values = Math.max(0, ...rows.map((row) => displayWidth(row.value)));
  for (const row of rows) {
    const head = `    ${padEnd(row.name, names)}  ${padStart(row.value, values)}  `;
    const [first, ...more] = wrap(row.origin, style.width - displayWidth(head));
    lines.push(head + style.dim(first), ...more.map((line) => ' '.repeat(displayWidth(head)) + style.dim(line)));
  }
  for (const note of figure.notes) lines.push(...wrap(visible(note), style.width - 4).map((line) => `    ${style.dim(line)}`));
  return lines.join('\n');
}
