import type { ShowFigures } from '../preview/messages.js';

export type Row = ShowFigures.Message['figures']['rows'][number];
export type Column = 'subject' | 'figure' | 'value';

/** Rows in which every word of the filter stands, in the order of a column. */
export function arranged(rows: readonly Row[], filter: string, column: Column, descending: boolean): readonly Row[] {
  const words = filter
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  const kept = rows.filter(({ subject, figure, text }) => {
    const line = `${subject}.${figure} ${text}`.toLowerCase();
    return words.every((word) => line.includes(word));
  });
  const sign = descending ? -1 : 1;
  return [...kept].sort(
    (a, b) => sign * compare(a, b, column) || compareText(a.subject, b.subject) || compareText(a.figure, b.figure),
  );
}

/** Values of one unit stand together: 5 ms and 5 B are neither more nor less. What has no bound is the most. */
function compare(a: Row, b: Row, column: Column): number {
  if (column !== 'value') return compareText(a[column], b[column]);
  return compareText(a.unit, b.unit) || (a.value ?? Number.MAX_VALUE) - (b.value ?? Number.MAX_VALUE);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function markdownOf(rows: readonly Row[]): string {
  const cell = (text: string) => text.replace(/[\\|`*_<>[\]#]/g, '\\$&').replace(/\s+/g, ' ');
  const lines = rows.map(({ subject, figure, text }) => `| ${cell(subject)} | ${cell(figure)} | ${cell(text)} |`);
  return ['| of | figure | value |', '| --- | --- | ---: |', ...lines, ''].join('\n');
}

/** As RFC 4180 has it, values with all their digits. */
export function csvOf(rows: readonly Row[]): string {
  const lines = rows.map(({ subject, figure, value, unit }) =>
    [field(subject), field(figure), value === undefined ? 'unbounded' : String(value), field(unit)].join(','),
  );
  return ['of,figure,value,unit', ...lines, ''].join('\r\n');
}

/** A spreadsheet would run a text that begins like a formula. */
function field(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
