import type { Link, Table } from '../model/model.js';
import type { Term } from './cell.js';
import { figureOf, property } from './sheet.js';
import { calendarTerms, unclearUses, unknownOperationOf, usesOfTable } from './traffic/rates.js';

/** Rows added per second of the calendar: each `write` adds as many as its batch holds; `upsert` and `delete` none. */
export const rowsAdded = figureOf('rows.added', '/s', (sheet, table: Table) => {
  const uses = usesOfTable(sheet, table);
  const adding = uses.filter(({ writes, operation }) => writes && operation === 'write');
  const unclear = uses.filter(({ operation }) => operation === undefined);
  return {
    formula: 'Σ rate of the flow × active share of the day × visits × rows of a write',
    terms: [
      ...adding.flatMap((use) => [...calendarTerms(use), itemsOf(use)]),
      ...unclear.flatMap((use) => unknownOperationOf(use, use.link.id)),
      ...unclearUses(sheet, table, 'write'),
    ],
    compute: sumOfFour,
  };
});

/** What one request along a link carries of rows, objects or messages. */
export function itemsOf({ link }: { readonly link: Link }): Term {
  return property(link, 'batch', 'count');
}

function sumOfFour(values: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 4) total += values[i] * values[i + 1] * values[i + 2] * values[i + 3];
  return total;
}
