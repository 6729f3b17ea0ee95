import type { Component, Table } from '../model/model.js';
import { type Cell, constant, derived, isKnown, type KnownTerm, type Term } from './cell.js';
import { coalescedSkew } from './coalescing.js';
import { figureOf, type Sheet, written } from './sheet.js';
import { tableRate } from './traffic/rates.js';

type Use = 'reads' | 'writes';
type Holder = Component | Table;

/**
 * What spreads one use of a hot key (Kleppmann 2017, ch. 6): `salt(n)` its writes over n keys, each of which all its reads
 * still ask; `copies(n)` its reads over n copies, each of which takes all its writes.
 */
const spreadBy = { reads: 'copies', writes: 'salt' } as const satisfies Readonly<Record<Use, string>>;

/** How many keys stand for a hot one; nothing where `hot-keys` names no number. */
function keysOf(holder: Holder, use: Use): KnownTerm | undefined {
  const way = holder.what === 'table' ? holder.properties['hot-keys'] : undefined;
  if (!way || typeof way.value === 'string' || way.value.call !== spreadBy[use]) return undefined;
  const keys = Number(way.value.arguments[0]?.value);
  const { origin, at, source } = way;
  return keys >= 1 ? { name: `${holder.id}.hot-keys`, value: keys, unit: 'count', origin, at, source } : undefined;
}

const spread = {
  reads: spreadOver('reads', 'skew ÷ copies of the key'),
  writes: spreadOver('writes', 'skew ÷ keys it is salted to'),
} as const;

function spreadOver(use: Use, formula: string): (sheet: Sheet, holder: Holder) => Cell {
  return figureOf(`skew.${use}`, 'ratio', (_sheet, holder: Holder) => ({
    formula,
    terms: [written(holder, 'skew', 'ratio')!, keysOf(holder, use)!],
    compute: ([skew, keys]) => skew / keys,
  }));
}

/** What is left of a skew by what is done about hot keys; nothing where that is nothing, or has no number. */
function easedSkew(sheet: Sheet, holder: Holder, use: Use): Term | undefined {
  if (!holder.properties.skew) return undefined;
  if (keysOf(holder, use)) return derived(spread[use](sheet, holder));
  const isCoalesced = holder.what === 'table' && holder.properties['hot-keys']?.value === 'coalescing';
  return isCoalesced && use === 'reads' ? coalescedSkew(sheet, holder) : undefined;
}

/** The share of the reads or writes that falls on the hottest key, or on each of those that stand for it; nothing where it has no skew. */
function skewOf(sheet: Sheet, holder: Holder, use: Use): Term | undefined {
  return easedSkew(sheet, holder, use) ?? written(holder, 'skew', 'ratio');
}

/** Of its tables, to which its own is handed down, else of the store itself. */
export function worstSkew(sheet: Sheet, store: Component, use: Use): Term {
  const holders = store.tables.length > 0 ? store.tables : [store];
  const skews = holders.flatMap((holder) => skewOf(sheet, holder, use) ?? []).filter(isKnown);
  if (skews.length === 0) return constant(`${store.id}.skew`, 0, 'ratio', 'load is even');
  return skews.reduce((worst, term) => (term.value > worst.value ? term : worst));
}

/** The share of a table's load on its hottest key. Where reads and writes spread differently, each counts by its rate. */
export function tableSkew(sheet: Sheet, table: Table): Term {
  const isEased = easedSkew(sheet, table, 'reads') ?? easedSkew(sheet, table, 'writes');
  const skew = written(table, 'skew', 'ratio');
  if (!skew) return constant(`${table.id}.skew`, 0, 'ratio', 'load is even');
  return isEased ? derived(mixed(sheet, table)) : skew;
}

const mixed = figureOf('skew.mixed', 'ratio', (sheet, table: Table) => ({
  formula: '(reads × skew of reads + writes × skew of writes) ÷ (reads + writes)',
  terms: [
    derived(tableRate(sheet, table, 'peak', 'read')),
    skewOf(sheet, table, 'reads')!,
    derived(tableRate(sheet, table, 'peak', 'write')),
    skewOf(sheet, table, 'writes')!,
  ],
  compute: ([reads, ofReads, writes, ofWrites]) =>
    reads + writes > 0 ? (reads * ofReads + writes * ofWrites) / (reads + writes) : Math.max(ofReads, ofWrites),
}));
