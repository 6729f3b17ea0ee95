import type { Table } from '../model/model.js';
import { type Cell, derived, isKnown, sum, type Term, unknown } from './cell.js';
import { ownTime } from './latency/own.js';
import { programOf } from './programs.js';
import { countable } from './replicas.js';
import { figureOf, type Sheet, written } from './sheet.js';
import { tableRate, usesOfTable } from './traffic/rates.js';

/**
 * The share of a table's reads that falls on its hottest key where those that ask for it while it is fetched share the
 * answer. Each replica that reads the table has one fetch of the key under way at most, so that of λ reads a second it lets
 * λ ÷ (1 + λS) through: the loss system with one server, whatever the distribution of S (Erlang 1917; Sevastyanov 1957).
 * Callers share the load evenly here, when most goes through. Undefined where it is not known how many they are, how long
 * a fetch takes or how much is read.
 */
export function coalescedSkew(sheet: Sheet, table: Table): Cell | undefined {
  const cell = coalesced(sheet, table);
  return cell.value === undefined ? undefined : cell;
}

const coalesced = figureOf('skew.reads', 'ratio', (sheet, table: Table) => ({
  formula: 'skew ÷ (1 + skew × reads × time of a fetch ÷ replicas that read)',
  terms: [
    written(table, 'skew', 'ratio')!,
    derived(tableRate(sheet, table, 'peak', 'read')),
    // The way to the store makes a fetch longer, and fewer go through: without it the load is not told too low.
    derived(ownTime(sheet, table.store)),
    derived(readers(sheet, table)),
  ],
  compute: ([skew, reads, seconds, replicas]) => skew / (1 + (skew * reads * seconds) / replicas),
  notes: [
    'Each replica that reads the table asks for a key once at a time; those that ask meanwhile share the answer.',
  ],
}));

const readers = figureOf('readers', 'count', (sheet, table: Table) => {
  const reading = usesOfTable(sheet, table).filter(({ writes }) => !writes);
  const programs = new Set(reading.map(({ link }) => programOf(sheet, link.source)));
  return {
    formula: 'Σ replicas of those that read it',
    terms: [...programs].map((program) => stated(countable(program), program.id)),
    compute: sum,
  };
});

/** A single replica that is only assumed would make one answer do for all. */
function stated(replicas: Term, id: string): Term {
  return isKnown(replicas) && replicas.origin === 'assumed' ? unknown(`${id}.replicas`) : replicas;
}
