import { calendar } from '@archlang/grammar';
import type { Table } from '../model/model.js';
import { type Cell, constant, define, derived, sum, type Term, unknown } from './cell.js';
import { kept } from './retention.js';
import { rowsAdded } from './rows.js';
import { property, type Sheet, written } from './sheet.js';
import { usesOfTable } from './traffic/rates.js';

/** Bytes of one row: as written, else the sum of its fields. */
export function rowSize(sheet: Sheet, table: Table): Term {
  const stated = written(table, 'row', 'B');
  if (stated) return stated;
  const unsized = table.fields.find(({ size }) => size === undefined);
  if (table.fields.length === 0 || unsized) return unknown(`${table.id}.row`);
  return derived(
    sheet.cell(table.id, 'row', () =>
      define({
        subject: table.id,
        figure: 'row',
        unit: 'B',
        formula: 'Σ size of the fields',
        terms: table.fields.map((field) => ({
          name: field.id,
          value: field.size!,
          unit: 'B',
          origin: 'written',
          at: field.at,
        })),
        compute: sum,
      }),
    ),
  );
}

const day = constant('a day', calendar.day, 's', '24 × 3,600 s');

/** One copy of a table, per day: rows added × row × (1 + index overhead). Never the peak. */
export function tableGrowth(sheet: Sheet, table: Table): Cell {
  return sheet.cell(table.id, 'storage.growth', () =>
    define({
      subject: table.id,
      figure: 'storage.growth',
      unit: 'B/day',
      formula: 'rows added × a day × row × (1 + index overhead)',
      terms: [derived(rowsAdded(sheet, table)), day, rowSize(sheet, table), property(table, 'index-overhead', 'ratio')],
      compute: ([rows, seconds, row, overhead]) => rows * seconds * row * (1 + overhead),
    }),
  );
}

/** One copy of what a table keeps: the rows that exist, or what is written within the retention. */
export function tableStorage(sheet: Sheet, table: Table): Cell {
  return sheet.cell(table.id, 'storage', () => {
    const rows = written(table, 'rows', 'count');
    const base = { subject: table.id, figure: 'storage', unit: 'B' as const };
    if (rows) {
      return define({
        ...base,
        formula: 'rows × row × (1 + index overhead)',
        terms: [rows, rowSize(sheet, table), property(table, 'index-overhead', 'ratio')],
        compute: ([count, row, overhead]) => count * row * (1 + overhead),
      });
    }
    return kept(sheet, base, tableGrowth(sheet, table), table, usesOfTable(sheet, table));
  });
}
