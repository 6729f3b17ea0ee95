import type { Figure } from '../../estimate/estimates.js';
import { code, prose, row } from '../reports/markdown.js';
import type { FigureContext, FigureReport, Selection } from './report.js';
import { showValue } from './show.js';
import { bySubject } from './subjects.js';
import { missingNames, rangeText } from './table.js';
import { type Step, workingOf } from './working.js';

/** Tables, one for each subject. */
export const markdown: FigureReport = (selections, context) =>
  document(selections, context, ({ design, figures }) =>
    bySubject(figures, design.model).flatMap(({ heading, figures: own }) => [
      `### ${prose(heading)}`,
      [
        row(['figure', 'value', 'range']),
        '| --- | ---: | --- |',
        ...own.map((figure) => row([code(figure.figure), ...valueCells(figure, context)])),
      ].join('\n'),
    ]),
  );

/** The working of each figure as a table of its inputs. */
export const markdownDerivation: FigureReport = (selections, context) =>
  document(selections, context, (selection) =>
    workingOf(selection.figures, selection.design.model, context.paths).flatMap((step) => stepBlocks(step, context)),
  );

function document(
  selections: readonly Selection[],
  { paths }: FigureContext,
  blocksOf: (selection: Selection) => string[],
): string {
  const blocks = selections.flatMap((selection) => {
    const title = selection.design.model.system?.title ?? paths.shown(selection.design.entry);
    return [`## ${prose(title)}`, ...blocksOf(selection)];
  });
  return `${blocks.join('\n\n')}\n`;
}

function valueCells(figure: Figure, context: FigureContext): [string, string] {
  if (figure.value === undefined) {
    return [figure.missing.length === 0 ? 'unknown' : `unknown: it needs ${prose(missingNames(figure))}`, ''];
  }
  return [prose(showValue(figure.value, figure.unit, context.exact)), prose(rangeText(figure, context).trim())];
}

function stepBlocks({ figure, inputs }: Step, context: FigureContext): string[] {
  const [value, range] = valueCells(figure, context);
  const blocks = [`### ${code(figure.name)}`];
  if (figure.value === undefined) return [...blocks, `${value}.`];
  blocks.push(`**${value}**${range === '' ? '' : ` (${range})`} = ${prose(figure.formula)}`);
  if (inputs.length > 0) {
    const rows = inputs.map(({ input, from }) =>
      row([code(input.name), prose(showValue(input.value, input.unit, context.exact)), prose(from)]),
    );
    blocks.push([row(['value', 'is', 'from']), '| --- | ---: | --- |', ...rows].join('\n'));
  }
  if (figure.notes.length > 0) blocks.push(figure.notes.map((note) => `- ${prose(note)}`).join('\n'));
  return blocks;
}
