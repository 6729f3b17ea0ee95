import { calendar } from '@archlang/grammar';
import { flowProperty } from '../model/inherit.js';
import type { Component } from '../model/model.js';
import { type Cell, constant, derived, sum, type Term, unknown, type Working } from './cell.js';
import { isBroker } from './kinds.js';
import { redundancyOf } from './redundancy.js';
import { kept } from './retention.js';
import { itemsOf } from './rows.js';
import { figureOf, type Sheet, termOf, written } from './sheet.js';
import { tableGrowth } from './tables.js';
import { movedGrowth, movedStorage, movingTo, stayingStorage } from './tiers.js';
import { calendarTerms, unknownOperationOf } from './traffic/rates.js';
import { type Share, sharesOfLink } from './traffic/reach.js';

/** All copies of all that a store keeps, in bytes. */
export const keptOnDisk = figureOf('storage', 'B', (sheet, store: Component) =>
  redundant(sheet, store, parts(sheet, store, 'kept')),
);

/** Bytes a store gains per day, all copies. */
export const storeGrowth = figureOf('storage.growth', 'B/day', (sheet, store: Component) =>
  redundant(sheet, store, parts(sheet, store, 'growth')),
);

/** One copy of each table, or of the objects and messages without one, and of the rows that other stores move here. */
function parts(sheet: Sheet, store: Component, what: 'kept' | 'growth'): readonly Term[] {
  const tables = store.tables.map((table) => (what === 'kept' ? stayingStorage : tableGrowth)(sheet, table));
  const moved = movingTo(sheet, store).map((table) => (what === 'kept' ? movedStorage : movedGrowth)(sheet, table));
  const hasObjects = tables.length === 0 && (moved.length === 0 || store.incoming.length > 0);
  const objects = hasObjects ? [what === 'kept' ? objectStorage(sheet, store) : objectGrowth(sheet, store)] : [];
  return [...tables, ...objects, ...moved].map((cell) => derived(cell));
}

const objectStorage = figureOf('storage.copy', 'B', (sheet, store: Component) =>
  kept(sheet, objectGrowth(sheet, store), store, sharesOfStore(sheet, store)),
);

export function sharesOfStore(sheet: Sheet, store: Component): readonly Share[] {
  return store.incoming.flatMap((link) => sharesOfLink(sheet, link));
}

/**
 * Objects or messages without a table. A request leaves one object, of `object-size` or as large as all its batch holds; or as
 * many messages as its batch.
 */
export const objectGrowth = figureOf('objects.growth', 'B/day', (sheet, store: Component) => {
  const broker = isBroker(store);
  const size = broker ? 'message-size' : 'object-size';
  return {
    formula: `Σ rate of the flow × active share of the day × visits × ${size} × items × a day`,
    terms: store.incoming.flatMap((link) =>
      sharesOfLink(sheet, link).flatMap((share): Term[] => {
        if (!broker && share.operation === undefined) return unknownOperationOf(share, link.id);
        if (!broker && share.operation !== 'write') return [];
        const request = share.source.flow && flowProperty(link, share.source.flow, 'request');
        const stated = written(store, size, 'B');
        const isWhole = !broker && stated !== undefined;
        const own = stated ?? (request && termOf(`${share.source.id}.request`, request, 'B'));
        return [
          ...calendarTerms(share),
          own ?? unknown(`${store.id}.${size}`),
          isWhole ? oneObject : itemsOf({ link }),
        ];
      }),
    ),
    compute: (values) => {
      let total = 0;
      for (let i = 0; i < values.length; i += 5) {
        total += values[i] * values[i + 1] * values[i + 2] * values[i + 3] * values[i + 4];
      }
      return total * calendar.day;
    },
  };
});

const oneObject = constant('objects', 1, 'count', 'a request writes one, whatever is gathered in it');

/** Σ of the parts × what redundancy costs: copies, or (k + m) ÷ k when coded. */
function redundant(sheet: Sheet, store: Component, terms: readonly Term[]): Working {
  return {
    formula: `${terms.length > 1 ? `Σ ${store.tables.length > 0 ? 'tables' : 'parts'}` : 'one copy'} × redundancy`,
    terms: [...terms, redundancyOf(sheet, store)],
    compute: (values) => sum(values.slice(0, -1)) * values[values.length - 1],
  };
}

/** Growth over a year of the calendar. */
function yearOf<S extends { readonly id: string }>(growth: (sheet: Sheet, subject: S) => Cell) {
  return figureOf('storage.year', 'B', (sheet, subject: S) => {
    const { year } = sheet.model.calendar;
    return {
      formula: `growth per day × ${Number((year / calendar.day).toPrecision(6))}`,
      terms: [derived(growth(sheet, subject))],
      compute: ([perDay]) => (perDay * year) / calendar.day,
    };
  });
}

export const storeYear = yearOf(storeGrowth);
export const tableYear = yearOf(tableGrowth);
