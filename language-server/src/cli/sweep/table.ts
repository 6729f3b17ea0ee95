import { showValue } from '../../estimate/show.js';
import { displayWidth, padEnd, padStart, visible, wrap } from '../terminal/text.js';
import { showKnob } from './knob.js';
import { outcomeOf, type SweepContext, type SweepReport } from './report.js';

/** For people: a row for each value of the knob, then the points where something breaks. */
export const table: SweepReport = (context) => {
  const { sweep, knob, style, exact } = context;
  const heads = [knob.id, ...sweep.curves.map(({ name }) => name)].map(visible);
  const rows = sweep.values.map((value, index) => [
    showKnob(knob, value, exact),
    ...sweep.curves.map(({ values, unit }) => showValue(values[index] ?? Number.NaN, unit, exact)),
  ]);
  const widths = heads.map((head, column) =>
    Math.max(displayWidth(head), ...rows.map((row) => displayWidth(row[column]))),
  );
  const line = (cells: readonly string[]): string =>
    cells.map((cell, column) => padStart(cell, widths[column])).join('  ');
  const blocks = [[style.bold(line(heads)), ...rows.map(line)].join('\n'), breaks(context)];
  return `${blocks.join('\n\n')}\n`;
};

function breaks({ sweep, knob, model, style, exact }: SweepContext): string {
  const lines = [
    ...sweep.broken.map((limit) => ({ place: 'from the start', limit })),
    ...sweep.breaks.map(({ at, limit }) => ({ place: showKnob(knob, at, exact), limit })),
  ];
  if (lines.length === 0) return 'Nothing breaks in this range.';
  const places = Math.max(...lines.map(({ place }) => displayWidth(place)));
  const shown = lines.flatMap(({ place, limit }) => {
    const [first, ...more] = wrap(visible(outcomeOf(limit, model)), style.width - places - 4);
    const paint = limit.holds ? style.good : style.severity.error;
    return [`  ${padEnd(place, places)}  ${paint(first)}`, ...more.map((rest) => ' '.repeat(places + 4) + paint(rest))];
  });
  return [style.bold('Breaking points'), ...shown].join('\n');
}
