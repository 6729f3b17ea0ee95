import { calendar } from '@archlang/grammar';
import type { Component, Table } from '../model/model.js';
import { isPlanned } from '../model/planned.js';
import { bandTerms, stretchesOf } from './bands.js';
import { type Cell, derived, type Term } from './cell.js';
import { bandsOf, kept, movesAfter } from './retention.js';
import { figureOf, perDesign, type Sheet, written } from './sheet.js';
import { tableGrowth, tableStorage } from './tables.js';
import { usesOfTable } from './traffic/rates.js';
import { append } from './traffic/routes.js';

/** The tables whose old rows move to a store: `tiering { after: 30d, to: archive }`. */
export function movingTo(sheet: Sheet, store: Component): readonly Table[] {
  return tablesByTarget(sheet).get(store.id) ?? [];
}

const tablesByTarget = perDesign((sheet): ReadonlyMap<string, readonly Table[]> => {
  const byTarget = new Map<string, Table[]>();
  for (const table of sheet.model.tables) {
    const target = targetOf(sheet, table);
    if (target !== undefined) append(byTarget, target, table);
  }
  return byTarget;
});

/** Rows stay where they are as long as what they shall move to is only drawn. */
function targetOf({ model }: Sheet, { store, properties }: Table): string | undefined {
  const to = properties.tiering?.value.to?.value;
  if (to === undefined || to === store.id) return undefined;
  const target = model.declarations.get(to);
  return target?.what === 'component' && isPlanned(target) ? undefined : to;
}

/** Do old rows go to another store? */
export function movesAway(sheet: Sheet, table: Table): boolean {
  return targetOf(sheet, table) !== undefined;
}

/** One copy of what stays in the table's own store. */
export function stayingStorage(sheet: Sheet, table: Table): Cell {
  return movesAway(sheet, table) ? hereStorage(sheet, table) : tableStorage(sheet, table);
}

/** One copy of what has moved away from it. */
export const movedStorage = tierStorage('moved');

const hereStorage = tierStorage('here');

function tierStorage(tier: 'here' | 'moved'): (sheet: Sheet, table: Table) => Cell {
  return figureOf(`storage.${tier}`, 'B', (sheet, table: Table) => {
    const growth = tableGrowth(sheet, table);
    if (!written(table, 'rows', 'count')) return kept(sheet, growth, table, usesOfTable(sheet, table), tier);
    const young = 'the smaller of all rows and growth per day × age of moving';
    return {
      formula: tier === 'here' ? young : `all rows − ${young}`,
      terms: [derived(tableStorage(sheet, table)), derived(growth), movesAfter(table)],
      compute: ([all, perDay, after]) => {
        const here = Math.min(all, (perDay * after) / calendar.day);
        return tier === 'here' ? here : all - here;
      },
    };
  });
}

/** Bytes of one copy that move on in a day: of today's rows, what is still kept when it is old enough. */
export const movedGrowth = figureOf('storage.growth.moved', 'B/day', (sheet, table: Table) => {
  const bands = written(table, 'rows', 'count') ? [] : bandsOf(sheet, table, 'moved');
  return {
    formula: bands.length > 0 ? 'growth per day × part that is kept beyond the age of moving' : 'growth per day',
    terms: [derived(tableGrowth(sheet, table)), ...bandTerms(bands)] as readonly Term[],
    compute: ([perDay, ...values]) => {
      if (bands.length === 0) return perDay;
      let part = 0;
      for (const { share, from, to } of stretchesOf(bands, values)) if (to > from) part += share;
      return perDay * part;
    },
  };
});
