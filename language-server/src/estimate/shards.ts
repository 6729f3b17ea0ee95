import type { Table } from '../model/model.js';
import { type Cell, constant, derived, type Term } from './cell.js';
import { isStore } from './kinds.js';
import { storeLoad } from './load.js';
import { figureOf, type Sheet, written } from './sheet.js';
import { tableSkew } from './skew.js';
import { stayingStorage } from './tiers.js';
import { tableRate } from './traffic/rates.js';

const figures = {
  rate: figureOf('shard.rate', '/s', (sheet, table: Table) => ({
    formula: 'peak rate ÷ shards',
    terms: [derived(tableRate(sheet, table, 'peak')), shardsOf(sheet, table)],
    compute: divide,
  })),
  storage: figureOf('shard.storage', 'B', (sheet, table: Table) => ({
    formula: 'one copy ÷ shards',
    terms: [derived(stayingStorage(sheet, table)), shardsOf(sheet, table)],
    compute: divide,
  })),
  hottest: figureOf('shard.hottest', 'ratio', (sheet, table: Table) => ({
    formula: 'skew + (1 − skew) ÷ shards',
    terms: [tableSkew(sheet, table), shardsOf(sheet, table)],
    compute: ([hot, parts]) => hot + (1 - hot) / parts,
  })),
} as const;

/** What one shard of a table bears: its even part of the peak rate or of one copy, or the share of the load on the hottest. */
export function shard(sheet: Sheet, table: Table, what: keyof typeof figures): Cell {
  return figures[what](sheet, table);
}

function divide([all, parts]: readonly number[]): number {
  return all / parts;
}

function shardsOf(sheet: Sheet, table: Table): Term {
  const stated = written(table, 'shards', 'count');
  if (stated) return stated;
  if (isStore(table.store)) return storeLoad(sheet, table.store).terms.shards;
  return constant(`${table.id}.shards`, 1, 'count', 'not sharded unless it says so');
}
