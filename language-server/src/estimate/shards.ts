import type { Table } from '../model/model.js';
import { type Cell, constant, define, derived, type Term } from './cell.js';
import { isStore, storeLoad } from './load.js';
import { type Sheet, written } from './sheet.js';
import { stayingStorage } from './tiers.js';
import { tableRate } from './traffic/rates.js';

export type ShardFigure = 'rate' | 'storage' | 'hottest';

/** What one shard of a table bears: its even part of the peak rate or of one copy, or the share of the load on the hottest. */
export function shard(sheet: Sheet, table: Table, what: ShardFigure): Cell {
  const figure = `shard.${what}`;
  return sheet.cell(table.id, figure, () => {
    const shards = shardsOf(sheet, table);
    if (what === 'hottest') {
      const skew = written(table, 'skew', 'ratio') ?? constant(`${table.id}.skew`, 0, 'ratio', 'load is even');
      return define({
        subject: table.id,
        figure,
        unit: 'ratio',
        formula: 'skew + (1 − skew) ÷ shards',
        terms: [skew, shards],
        compute: ([hot, parts]) => hot + (1 - hot) / parts,
      });
    }
    return define({
      subject: table.id,
      figure,
      unit: what === 'rate' ? '/s' : 'B',
      formula: what === 'rate' ? 'peak rate ÷ shards' : 'one copy ÷ shards',
      terms: [derived(what === 'rate' ? tableRate(sheet, table, 'peak') : stayingStorage(sheet, table)), shards],
      compute: ([all, parts]) => all / parts,
    });
  });
}

function shardsOf(sheet: Sheet, table: Table): Term {
  const stated = written(table, 'shards', 'count');
  if (stated) return stated;
  if (isStore(table.store)) return storeLoad(sheet, table.store).terms.shards;
  return constant(`${table.id}.shards`, 1, 'count', 'not sharded unless it says so');
}
