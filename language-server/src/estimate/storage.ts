import { calendar } from '@archlang/grammar';
import { flowProperty } from '../model/inherit.js';
import type { Component, Table } from '../model/model.js';
import { type Cell, constant, define, derived, isKnown, sum, type Term, unknown } from './cell.js';
import { isBroker } from './load.js';
import { redundancyOf } from './redundancy.js';
import { property, type Sheet, termOf, written } from './sheet.js';
import { calendarTerms, type TableUse, unclearUses, unknownOperationOf, usesOfTable } from './traffic/rates.js';
import { type Share, sharesOfLink } from './traffic/reach.js';

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

/** Rows added per second of the calendar: each `write` adds as many as its batch holds; `upsert` and `delete` none. */
export function rowsAdded(sheet: Sheet, table: Table): Cell {
  return sheet.cell(table.id, 'rows.added', () => {
    const uses = usesOfTable(sheet, table);
    const adding = uses.filter(({ writes, operation }) => writes && operation === 'write');
    const unclear = uses.filter(({ operation }) => operation === undefined);
    return define({
      subject: table.id,
      figure: 'rows.added',
      unit: '/s',
      formula: 'Σ rate of the flow × active share of the day × visits × rows of a write',
      terms: [
        ...adding.flatMap((use) => [...calendarTerms(use), itemsOf(use)]),
        ...unclear.flatMap((use) => unknownOperationOf(use, use.link.id)),
        ...unclearUses(sheet, table, 'write'),
      ],
      compute: sumOfFour,
    });
  });
}

function itemsOf({ link }: Pick<TableUse, 'link'>): Term {
  return property(link, 'batch', 'count');
}

function sumOfFour(values: readonly number[]): number {
  let total = 0;
  for (let i = 0; i < values.length; i += 4) total += values[i] * values[i + 1] * values[i + 2] * values[i + 3];
  return total;
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

type Base = { readonly subject: string; readonly figure: string; readonly unit: 'B' };

/** Kept = growth per day × retention in days; with yearly growth g the integral of (1 + g)^t over the retention. */
function kept(sheet: Sheet, base: Base, perDay: Cell, holder: Table | Component, shares: readonly Share[]): Cell {
  const yearly = growthOf(shares);
  const { year } = sheet.model.calendar;
  // What does not grow keeps nothing, however long.
  if (perDay.value === 0)
    return define({ ...base, formula: 'nothing is added', terms: [derived(perDay)], compute: () => 0 });
  const terms = [derived(perDay), retentionOf(sheet, holder), ...(yearly ? [yearly] : [])];
  return define({
    ...base,
    formula: yearly ? 'growth per day × ∫ (1 + yearly growth)^t over the retention' : 'growth per day × retention',
    terms,
    compute: ([bytes, seconds, perSecond = 0]) => (bytes / calendar.day) * grown(seconds, perSecond * year, year),
  });
}

/**
 * Seconds' worth of today's load in `seconds` of a load that grows by `yearly` (0.4 for 40%/year): ∫ (1 + g)^t dt, with
 * `year` in seconds.
 */
export function grown(seconds: number, yearly: number, year: number): number {
  if (yearly <= 0) return seconds;
  const rate = Math.log1p(yearly);
  return (year * Math.expm1((rate * seconds) / year)) / rate;
}

/** The reverse: after how many seconds a growing load has come to `worth` seconds of today's. */
export function timeToGrow(worth: number, yearly: number, year: number): number {
  if (yearly <= 0) return worth;
  const rate = Math.log1p(yearly);
  return (year * Math.log1p((rate * worth) / year)) / rate;
}

/** The largest growth among what writes here, a ratio per second; undefined where none is declared. */
export function growthOf(shares: readonly Share[]): Term | undefined {
  let largest: Term | undefined;
  for (const { source } of shares) {
    const { growth } = source;
    if (!growth || !isKnown(growth)) continue;
    if (!largest || !isKnown(largest) || growth.value > largest.value) largest = growth;
  }
  return largest;
}

/** Seconds that data is kept; `forever` is followed for the system's horizon. */
function retentionOf(sheet: Sheet, holder: Table | Component): Term {
  const { retention } = holder.properties;
  return retention?.value === 'forever'
    ? horizonOf(sheet, `${holder.id}.retention`)
    : property(holder, 'retention', 's');
}

/** How far ahead is looked, in seconds. */
export function horizonOf(sheet: Sheet, name = 'system.horizon'): Term {
  const stated = sheet.model.system?.properties.horizon;
  const term = stated && termOf(name, stated, 's');
  return term ?? constant(name, 10 * sheet.model.calendar.year, 's', 'our choice: followed for ten years');
}

/** All copies of all that a store keeps, in bytes. */
export function keptOnDisk(sheet: Sheet, store: Component): Cell {
  return sheet.cell(store.id, 'storage', () => redundant(sheet, store, 'storage', 'B', parts(sheet, store, 'kept')));
}

/** Bytes a store gains per day, all copies. */
export function storeGrowth(sheet: Sheet, store: Component): Cell {
  return sheet.cell(store.id, 'storage.growth', () =>
    redundant(sheet, store, 'storage.growth', 'B/day', parts(sheet, store, 'growth')),
  );
}

function parts(sheet: Sheet, store: Component, what: 'kept' | 'growth'): readonly Term[] {
  if (store.tables.length > 0) {
    return store.tables.map((table) =>
      derived(what === 'kept' ? tableStorage(sheet, table) : tableGrowth(sheet, table)),
    );
  }
  const growth = objectGrowth(sheet, store);
  if (what === 'growth') return [derived(growth)];
  const shares = store.incoming.flatMap((link) => sharesOfLink(sheet, link));
  const base = { subject: store.id, figure: 'storage.copy', unit: 'B' as const };
  return [derived(sheet.cell(store.id, 'storage.copy', () => kept(sheet, base, growth, store, shares)))];
}

/** Objects or messages without a table: each write leaves one of its size, each hand-over as many as its batch holds. */
function objectGrowth(sheet: Sheet, store: Component): Cell {
  return sheet.cell(store.id, 'objects.growth', () => {
    const broker = isBroker(store);
    const size = broker ? 'message-size' : 'object-size';
    return define({
      subject: store.id,
      figure: 'objects.growth',
      unit: 'B/day',
      formula: `Σ rate of the flow × active share of the day × visits × ${size} × items × a day`,
      terms: store.incoming.flatMap((link) =>
        sharesOfLink(sheet, link).flatMap((share): Term[] => {
          if (!broker && share.operation === undefined) return unknownOperationOf(share, link.id);
          if (!broker && share.operation !== 'write') return [];
          const request = share.source.flow && flowProperty(link, share.source.flow, 'request');
          const own = written(store, size, 'B') ?? (request && termOf(`${share.source.id}.request`, request, 'B'));
          return [...calendarTerms(share), own ?? unknown(`${store.id}.${size}`), itemsOf({ link })];
        }),
      ),
      compute: (values) => {
        let total = 0;
        for (let i = 0; i < values.length; i += 5) {
          total += values[i] * values[i + 1] * values[i + 2] * values[i + 3] * values[i + 4];
        }
        return total * calendar.day;
      },
    });
  });
}

/** Σ of the parts × what redundancy costs: copies, or (k + m) ÷ k when coded. */
function redundant(sheet: Sheet, store: Component, figure: string, unit: 'B' | 'B/day', terms: readonly Term[]): Cell {
  return define({
    subject: store.id,
    figure,
    unit,
    formula: `${terms.length > 1 ? 'Σ tables' : 'one copy'} × redundancy`,
    terms: [...terms, redundancyOf(sheet, store)],
    compute: (values) => sum(values.slice(0, -1)) * values[values.length - 1],
  });
}

/** Growth over a year of the calendar. */
export function perYear(sheet: Sheet, growth: Cell): Cell {
  const { year } = sheet.model.calendar;
  return sheet.cell(growth.subject, 'storage.year', () =>
    define({
      subject: growth.subject,
      figure: 'storage.year',
      unit: 'B',
      formula: `growth per day × ${Number((year / calendar.day).toPrecision(6))}`,
      terms: [derived(growth)],
      compute: ([perDay]) => (perDay * year) / calendar.day,
    }),
  );
}
