import { describe, expect, it } from 'vitest';
import { arranged, csvOf, markdownOf, type Row } from '../../extension/src/webview/table-text.js';

const row = (
  subject: string,
  figure: string,
  value: number | undefined,
  unit: Row['unit'],
  text = `${value}`,
): Row => ({
  subject,
  figure,
  text,
  unit,
  ...(value !== undefined && { value }),
});

const rows = [
  row('db', 'utilisation', undefined, 'ratio', 'saturated'),
  row('api', 'utilisation', 0.4, 'ratio', '40%'),
  row('api', 'rate.peak', 120, '/s', '120/s'),
  row('cache', 'utilisation', 0.1, 'ratio', '10%'),
];
const names = (list: readonly Row[]) => list.map(({ subject, figure }) => `${subject}.${figure}`);

describe('the table of figures', () => {
  it('keeps the rows that have every word', () => {
    expect(names(arranged(rows, 'API util', 'subject', false))).toEqual(['api.utilisation']);
    expect(names(arranged(rows, 'api.rate', 'subject', false))).toEqual(['api.rate.peak']);
    expect(arranged(rows, 'nothing', 'subject', false)).toEqual([]);
  });

  it('sorts by name, and by value within a unit, what has no bound above all', () => {
    expect(names(arranged(rows, '', 'subject', false))).toEqual([
      'api.rate.peak',
      'api.utilisation',
      'cache.utilisation',
      'db.utilisation',
    ]);
    expect(names(arranged(rows, 'utilisation', 'value', true))).toEqual([
      'db.utilisation',
      'api.utilisation',
      'cache.utilisation',
    ]);
  });

  it('is copied as Markdown that means what it says', () => {
    expect(markdownOf([row('a|b', 'rate', 1, '/s', '<b>')])).toBe(
      '| of | figure | value |\n| --- | --- | ---: |\n| a\\|b | rate | \\<b\\> |\n',
    );
  });

  it('is copied as CSV with all digits, and no cell that a spreadsheet would run', () => {
    expect(csvOf([row('=cmd()', 'rate', 1 / 3, '/s'), row('a"b,c', 'wait', undefined, 's')])).toBe(
      `of,figure,value,unit\r\n'=cmd(),rate,${1 / 3},/s\r\n"a""b,c",wait,unbounded,s\r\n`,
    );
  });
});
