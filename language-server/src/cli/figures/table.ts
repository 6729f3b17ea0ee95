import type { Figure } from '../../estimate/estimates.js';
import { displayWidth, padEnd, padStart, visible, wrap } from '../terminal/text.js';
import type { FigureContext, FigureReport, Selection } from './report.js';
import { showValue } from './show.js';
import { bySubject, type SubjectFigures } from './subjects.js';

/** For people: what is known about each part of the design, and what is missing for the rest. */
export const table: FigureReport = (selections, context) => {
  const several = selections.length > 1;
  const designs = selections.map((selection) => designTable(selection, context, several));
  return `${designs.join('\n\n')}\n`;
};

function designTable({ design, figures }: Selection, context: FigureContext, titled: boolean): string {
  const { style, paths } = context;
  const groups = bySubject(figures, design.model);
  const names = Math.max(0, ...figures.map(({ figure }) => figure.length));
  const values = Math.max(0, ...figures.map((figure) => displayWidth(valueText(figure, context))));
  const columns = { names, values };
  const blocks = groups.map((group) => subjectBlock(group, columns, context));
  if (blocks.length === 0) blocks.push('No figures: the design needs a flow with a rate.');
  if (titled) blocks.unshift(style.bold(visible(paths.shown(design.entry))));
  return blocks.join('\n\n');
}

function subjectBlock(group: SubjectFigures, columns: { names: number; values: number }, context: FigureContext): string {
  const { style } = context;
  const lines = [style.bold(visible(group.heading))];
  for (const figure of group.figures) {
    const label = `  ${padEnd(visible(figure.figure), columns.names)}  `;
    if (figure.value === undefined) {
      const room = style.width - displayWidth(label);
      const [first, ...more] = wrap(missingText(figure), room);
      lines.push(label + style.dim(first), ...more.map((line) => ' '.repeat(displayWidth(label)) + style.dim(line)));
    } else {
      const value = padStart(valueText(figure, context), columns.values);
      lines.push(`${label}${value}${style.dim(rangeText(figure, context))}`.trimEnd());
    }
  }
  return lines.join('\n');
}

function valueText(figure: Figure, { exact }: FigureContext): string {
  return figure.value === undefined ? '' : showValue(figure.value, figure.unit, exact);
}

export function rangeText({ low, high, unit }: Figure, { exact }: Pick<FigureContext, 'exact'>): string {
  return low === undefined || high === undefined ? '' : `  ${showValue(low, unit, exact)} to ${showValue(high, unit, exact)}`;
}

/** `unknown until \`api.capacity\` is set` */
export function missingText({ missing }: Figure): string {
  if (missing.length === 0) return 'unknown';
  const names = missing.map((name) => `\`${visible(name)}\``);
  const list = names.length === 1 ? names[0] : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
  return `unknown until ${list} ${names.length === 1 ? 'is' : 'are'} known`;
}
