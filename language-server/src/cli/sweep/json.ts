import type { Limit } from '../../estimate/limits.js';
import { numberAsJson } from '../reports/json.js';
import { dimensionOfKnob } from './knob.js';
import { outcomeOf, type SweepContext, type SweepReport } from './report.js';

/** The stable, versioned form for other programs; `schemas/sweep.json` describes it. */
export const json: SweepReport = (context) => {
  const { sweep, knob, range, paths, entry } = context;
  const report = {
    version: 1,
    design: paths.shown(entry),
    param: { name: knob.id, dimension: dimensionOfKnob(knob), from: range.from, to: range.to, values: sweep.values },
    figures: sweep.curves.map(({ name, unit, values }) => ({ name, unit, values: values.map(numberAsJson) })),
    breaks: sweep.breaks.map(({ at, limit }) => ({ at, ...limitAsJson(limit, context) })),
    broken: sweep.broken.map((limit) => limitAsJson(limit, context)),
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
};

function limitAsJson(limit: Limit, { model }: SweepContext) {
  const { kind, of, bound, unit, holds } = limit;
  return { kind, of, bound: numberAsJson(bound), unit: unit ?? null, holds, text: outcomeOf(limit, model) };
}
