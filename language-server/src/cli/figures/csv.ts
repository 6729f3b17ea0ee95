import { numberAsJson } from '../reports/json.js';
import { type FigureReport, isUncertain } from './report.js';

/** One row for each figure, as RFC 4180 has it, numbers with all their digits. */
export const csv: FigureReport = (selections, { paths }) => {
  const uncertain = selections.some(isUncertain);
  const spreadColumns = uncertain ? ['low', 'median', 'high'] : [];
  const rows: (string | number | null)[][] = [['design', 'name', 'value', ...spreadColumns, 'unit', 'missing']];
  for (const { design, figures } of selections) {
    for (const figure of figures) {
      const { name, value, unit, missing } = figure;
      const spread = uncertain ? design.estimates.spread(figure) : undefined;
      const numbers = [value, ...(uncertain ? [spread?.low, spread?.median, spread?.high] : [])].map(numberAsJson);
      rows.push([paths.shown(design.entry), name, ...numbers, unit, missing.join(' ')]);
    }
  }
  return rows.map(csvRow).join('');
};

/** One row as RFC 4180 has it, its line end included. */
export function csvRow(cells: readonly (string | number | null)[]): string {
  return `${cells.map(cell).join(',')}\r\n`;
}

/** A spreadsheet would run a text that begins like a formula. */
function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
