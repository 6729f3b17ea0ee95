import { csvRow } from '../figures/csv.js';
import { numberAsJson } from '../reports/json.js';
import { outcomeOf, type SweepReport } from './report.js';

/** A row for each value of the knob and for each point where something breaks, ascending, with all digits in base units. */
export const csv: SweepReport = ({ sweep, knob, model, at }) => {
  const stepped = sweep.values.map((value, index) => ({
    value,
    figures: sweep.curves.map(({ values }) => values[index]),
    breaks: index === 0 ? sweep.broken.map((limit) => outcomeOf(limit, model)) : [],
  }));
  const between = sweep.breaks.map(({ at: value, limit }) => ({
    value,
    figures: sweep.curves.map(({ name }) => at(value).estimates.get(name)?.value),
    breaks: [outcomeOf(limit, model)],
  }));
  const rows = [...stepped, ...between].sort((a, b) => a.value - b.value);
  return [
    csvRow([knob.id, ...sweep.curves.map(({ name }) => name), 'breaks']),
    ...rows.map(({ value, figures, breaks }) => csvRow([value, ...figures.map(numberAsJson), breaks.join('; ')])),
  ].join('');
};
