import { showValue } from '../../estimate/show.js';
import { displayWidth, padEnd, padStart, visible, wrap } from '../terminal/text.js';
import { showKnob } from './knob.js';
import { outcomeOf, type SweepContext, type SweepReport } from './report.js';

/**
 * For people: a row for each value of the knob, then the points where something breaks. Columns that a terminal has no room for
 * stand below each other, each time behind the values of the knob.
 */
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
  const parts = columnsThatFit(widths, style.interactive ? style.width : Number.POSITIVE_INFINITY);
  const blocks = parts.map((columns) => {
    const line = (cells: readonly string[]): string =>
      columns.map((column) => padStart(cells[column], widths[column])).join(gap);
    return [style.bold(line(heads)), ...rows.map(line)].join('\n');
  });
  return `${[...blocks, breaks(context)].join('\n\n')}\n`;
};

const gap = '  ';

/** The columns of each part of a table, the first one in all of them; a part has at least one besides. */
function columnsThatFit([first, ...others]: readonly number[], room: number): readonly (readonly number[])[] {
  const parts: number[][] = [];
  let used = 0;
  others.forEach((width, i) => {
    used += gap.length + width;
    if (parts.length === 0 || used > room) {
      parts.push([0]);
      used = first + gap.length + width;
    }
    parts.at(-1)!.push(i + 1);
  });
  return parts.length > 0 ? parts : [[0]];
}

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
