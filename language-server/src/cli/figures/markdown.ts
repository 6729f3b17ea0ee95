import type { Figure, Spread } from '../../estimate/estimates.js';
import { showValue } from '../../estimate/show.js';
import { rangeText, spreadSentences } from '../../report/figures/spread.js';
import { bySubject } from '../../report/figures/subjects.js';
import { type Step, workingOf } from '../../report/figures/working.js';
import { code, prose, row } from '../reports/markdown.js';
import { type FigureContext, type FigureReport, isUncertain, type Selection } from './report.js';
import { missingNames } from './table.js';

/** Tables, one for each subject. */
export const markdown: FigureReport = (selections, context) =>
  document(selections, context, ({ design, figures }) =>
    bySubject(figures, design.model).flatMap(({ heading, figures: own }) => {
      const uncertain = isUncertain({ design, figures: own });
      const spreadOf = (figure: Figure) =>
        uncertain ? [rangeCell(figure, design.estimates.spread(figure), context)] : [];
      return [
        `### ${prose(heading)}`,
        [
          row(['figure', 'value', ...(uncertain ? ['range'] : [])]),
          `| --- | ---: |${uncertain ? ' --- |' : ''}`,
          ...own.map((figure) => row([code(figure.figure), valueCell(figure, context), ...spreadOf(figure)])),
        ].join('\n'),
      ];
    }),
  );

/** The working of each figure as a table of its inputs. */
export const markdownDerivation: FigureReport = (selections, context) =>
  document(selections, context, (selection) =>
    workingOf(selection.figures, selection.design.model, context.paths.shown).flatMap((step) =>
      stepBlocks(step, selection.design.estimates.spread(step.figure), context),
    ),
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

function valueCell(figure: Figure, context: FigureContext): string {
  if (figure.value !== undefined) return prose(showValue(figure.value, figure.unit, context.exact));
  return figure.missing.length === 0 ? 'unknown' : `unknown: it needs ${prose(missingNames(figure))}`;
}

function rangeCell(figure: Figure, spread: Spread | undefined, { exact }: FigureContext): string {
  return prose(rangeText(figure, spread, exact));
}

function stepBlocks({ figure, inputs }: Step, spread: Spread | undefined, context: FigureContext): string[] {
  const [value, range] = [valueCell(figure, context), rangeCell(figure, spread, context)];
  const blocks = [`### ${code(figure.name)}`];
  if (figure.value === undefined) return [...blocks, `${value}.`];
  blocks.push(`**${value}**${range === '' ? '' : ` (${range})`} = ${prose(figure.formula)}`);
  if (inputs.length > 0) {
    const rows = inputs.map(({ input, from }) =>
      row([code(input.name), prose(showValue(input.value, input.unit, context.exact)), prose(from)]),
    );
    blocks.push([row(['value', 'is', 'from']), '| --- | ---: | --- |', ...rows].join('\n'));
  }
  const notes = [...spreadSentences(figure, spread, context.exact), ...figure.notes];
  if (notes.length > 0) blocks.push(notes.map((note) => `- ${prose(note)}`).join('\n'));
  return blocks;
}
