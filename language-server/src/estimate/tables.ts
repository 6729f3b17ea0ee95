import { calendar } from '@archlang/grammar';
import type { Table } from '../model/model.js';
import { constant, derived, sum, type Term, unknown, type Working } from './cell.js';
import { kept } from './retention.js';
import { rowsAdded } from './rows.js';
import { figureOf, property, type Sheet, written } from './sheet.js';
import { usesOfTable } from './traffic/rates.js';

/** Bytes of one row: as written, else the sum of its fields. */
export function rowSize(sheet: Sheet, table: Table): Term {
  const stated = written(table, 'row', 'B');
  if (stated) return stated;
  const unsized = table.fields.find(({ size }) => size === undefined);
  if (table.fields.length === 0 || unsized) return unknown(`${table.id}.row`);
  return derived(sumOfFields(sheet, table));
}

const sumOfFields = figureOf('row', 'B', (_sheet, table: Table) => ({
  formula: 'Σ size of the fields',
  terms: table.fields.map(({ id, size, at }) => ({ name: id, value: size!, unit: 'B', origin: 'written', at })),
  compute: sum,
}));

const day = constant('a day', calendar.day, 's', '24 × 3,600 s');

/** One copy of a table, per day: rows added × row × (1 + index overhead). Never the peak. */
export const tableGrowth = figureOf('storage.growth', 'B/day', (sheet, table: Table) => ({
  formula: 'rows added × a day × row × (1 + index overhead)',
  terms: [derived(rowsAdded(sheet, table)), day, rowSize(sheet, table), property(table, 'index-overhead', 'ratio')],
  compute: ([rows, seconds, row, overhead]) => rows * seconds * row * (1 + overhead),
}));

/** One copy of what a table keeps: the rows that exist, or what is written within the retention. */
export const tableStorage = figureOf('storage', 'B', (sheet, table: Table): Working => {
  const rows = written(table, 'rows', 'count');
  if (!rows) return kept(sheet, tableGrowth(sheet, table), table, usesOfTable(sheet, table));
  return {
    formula: 'rows × row × (1 + index overhead)',
    terms: [rows, rowSize(sheet, table), property(table, 'index-overhead', 'ratio')],
    compute: ([count, row, overhead]) => count * row * (1 + overhead),
  };
});
