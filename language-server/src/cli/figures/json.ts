import type { Figure, Input } from '../../estimate/estimates.js';
import { listedInputs } from '../../estimate/show.js';
import { lineOf } from '../../report/figures/places.js';
import { numberAsJson } from '../reports/json.js';
import type { FigureContext, FigureReport, Selection } from './report.js';

/** The stable, versioned form for other programs; `schemas/estimate.json` describes it. */
export const json: FigureReport = (selections, context) => {
  const all = selections.flatMap((selection) => selection.figures.map((figure) => ({ figure, selection })));
  const report = {
    version: 1,
    figures: all
      .filter(({ figure }) => figure.value !== undefined)
      .map(({ figure, selection }) => figureAsJson(figure, selection, context)),
    unknown: all
      .filter(({ figure }) => figure.value === undefined)
      .map(({ figure, selection }) => ({
        name: figure.name,
        missing: figure.missing,
        design: context.paths.shown(selection.design.entry),
      })),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
};

function figureAsJson(figure: Figure, selection: Selection, context: FigureContext) {
  const spread = selection.design.estimates.spread(figure);
  return {
    name: figure.name,
    value: numberAsJson(figure.value),
    low: numberAsJson(spread?.low),
    median: numberAsJson(spread?.median),
    high: numberAsJson(spread?.high),
    causes: spread?.causes ?? [],
    unit: figure.unit,
    design: context.paths.shown(selection.design.entry),
    derivation: {
      formula: figure.formula,
      inputs: listedInputs(figure).map((input) => inputAsJson(input, selection, context)),
      notes: figure.notes,
    },
  };
}

function inputAsJson(input: Input, { design }: Selection, { paths }: FigureContext) {
  const place = lineOf(input, design.model, paths.shown);
  return {
    name: input.name,
    value: numberAsJson(input.value),
    unit: input.unit,
    origin: input.origin,
    file: place?.file ?? null,
    line: place?.line ?? null,
    source: input.source ?? null,
  };
}
