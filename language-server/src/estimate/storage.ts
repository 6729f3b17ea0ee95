import { calendar } from '@archlang/grammar';
import { flowProperty } from '../model/inherit.js';
import type { Component } from '../model/model.js';
import { type Cell, define, derived, sum, type Term, unknown } from './cell.js';
import { isBroker } from './load.js';
import { redundancyOf } from './redundancy.js';
import { kept } from './retention.js';
import { itemsOf } from './rows.js';
import { type Sheet, termOf, written } from './sheet.js';
import { tableGrowth } from './tables.js';
import { movedGrowth, movedStorage, movingTo, stayingStorage } from './tiers.js';
import { calendarTerms, unknownOperationOf } from './traffic/rates.js';
import { type Share, sharesOfLink } from './traffic/reach.js';

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

/** One copy of each table, or of the objects and messages without one, and of the rows that other stores move here. */
function parts(sheet: Sheet, store: Component, what: 'kept' | 'growth'): readonly Term[] {
  const tables = store.tables.map((table) => (what === 'kept' ? stayingStorage : tableGrowth)(sheet, table));
  const moved = movingTo(sheet, store).map((table) => (what === 'kept' ? movedStorage : movedGrowth)(sheet, table));
  const hasObjects = tables.length === 0 && (moved.length === 0 || store.incoming.length > 0);
  const objects = hasObjects ? [what === 'kept' ? objectStorage(sheet, store) : objectGrowth(sheet, store)] : [];
  return [...tables, ...objects, ...moved].map((cell) => derived(cell));
}

function objectStorage(sheet: Sheet, store: Component): Cell {
  const base = { subject: store.id, figure: 'storage.copy', unit: 'B' as const };
  return sheet.cell(store.id, 'storage.copy', () =>
    kept(sheet, base, objectGrowth(sheet, store), store, sharesOfStore(sheet, store)),
  );
}

export function sharesOfStore(sheet: Sheet, store: Component): readonly Share[] {
  return store.incoming.flatMap((link) => sharesOfLink(sheet, link));
}

/** Objects or messages without a table: each write leaves one of its size, each hand-over as many as its batch holds. */
export function objectGrowth(sheet: Sheet, store: Component): Cell {
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
    formula: `${terms.length > 1 ? `Σ ${store.tables.length > 0 ? 'tables' : 'parts'}` : 'one copy'} × redundancy`,
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
