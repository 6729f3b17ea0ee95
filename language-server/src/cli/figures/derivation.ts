import type { Spread } from '../../estimate/estimates.js';
import { inOtherUnit, showValue } from '../../estimate/show.js';
import { rangeText, spreadSentences } from '../../report/figures/spread.js';
import { type Step, workingOf } from '../../report/figures/working.js';
import { displayWidth, padEnd, padStart, visible, wrap } from '../terminal/text.js';
import type { FigureContext, FigureReport, Selection } from './report.js';
import { missingNames } from './table.js';

/** The working of each figure, as text for a design document: formula, values with where they come from, result. */
export const derivation: FigureReport = (selections, context) =>
  `${selections.flatMap((selection) => workings(selection, context)).join('\n\n')}\n`;

function workings({ design, figures }: Selection, context: FigureContext): string[] {
  return workingOf(figures, design.model, context.paths.shown).map((step) =>
    stepText(step, design.estimates.spread(step.figure), context),
  );
}

function stepText({ figure, inputs }: Step, spread: Spread | undefined, context: FigureContext): string {
  const { style, exact } = context;
  if (figure.value === undefined) {
    const needs = figure.missing.length === 0 ? '' : `: it needs ${missingNames(figure)}`;
    return wrap(`${visible(figure.name)} is unknown${needs}`, style.width).join('\n');
  }
  const result = showValue(figure.value, figure.unit, exact);
  const more = [inOtherUnit(figure.value, figure.unit, exact), rangeText(figure, spread, exact)].filter(Boolean);
  const aside = more.length === 0 ? '' : style.dim(` (${more.join('; ')})`);
  const lines = [`${style.bold(visible(figure.name))} = ${result}${aside}`];
  lines.push(...wrap(`= ${visible(figure.formula)}`, style.width - 2).map((line) => `  ${line}`));
  const rows = inputs.map(({ input, from }) => ({
    name: visible(input.name),
    value: showValue(input.value, input.unit, exact),
    origin: visible(from),
  }));
  const names = Math.max(0, ...rows.map((row) => displayWidth(row.name)));
  const values = Math.max(0, ...rows.map((row) => displayWidth(row.value)));
  for (const row of rows) {
    const head = `    ${padEnd(row.name, names)}  ${padStart(row.value, values)}  `;
    const [first, ...more] = wrap(row.origin, style.width - displayWidth(head));
    lines.push(head + style.dim(first), ...more.map((line) => ' '.repeat(displayWidth(head)) + style.dim(line)));
  }
  for (const note of [...spreadSentences(figure, spread, exact), ...figure.notes])
    lines.push(...wrap(visible(note), style.width - 4).map((line) => `    ${style.dim(line)}`));
  return lines.join('\n');
}
