import { calendar } from '@archlang/grammar';
import type { Component } from '../model/model.js';
import { type Cell, define, derived, isKnown, sum, type Term, unknown } from './cell.js';
import { redundancyOf } from './redundancy.js';
import { running } from './replicas.js';
import { property, type Sheet, written } from './sheet.js';
import { growthOf, keptOnDisk, perYear, storeGrowth, tableStorage, timeToGrow } from './storage.js';
import { sharesOfLink } from './traffic/reach.js';

/** Bytes that the declared disks may hold: disk × replicas × fill. */
export function diskSpace(sheet: Sheet, store: Component): Cell {
  return sheet.cell(store.id, 'storage.space', () =>
    define({
      subject: store.id,
      figure: 'storage.space',
      unit: 'B',
      formula: 'disk of one × replicas × fill',
      terms: [property(store, 'storage', 'B'), running(store), property(store, 'fill', 'ratio')],
      compute: ([disk, replicas, fill]) => disk * replicas * fill,
    }),
  );
}

/** What is kept, the disk of one replica and its usable part; nothing where the design does not say enough. */
export function diskParts(sheet: Sheet, store: Component): readonly Term[] {
  const disk = keepsData(store) ? written(store, 'storage', 'B') : undefined;
  if (!disk) return [];
  const kept = derived(keptOnDisk(sheet, store));
  return isKnown(kept) ? [kept, disk, property(store, 'fill', 'ratio')] : [];
}

export function keepsData({ kind }: Component): boolean {
  return kind === 'database' || kind === 'storage' || kind === 'queue' || kind === 'topic';
}

/**
 * Days until the disks are full, from what is there: rows that are said to exist, else from empty. Unbounded when all that
 * is ever kept fits.
 */
export function daysLeft(sheet: Sheet, store: Component): Cell {
  return sheet.cell(store.id, 'storage.days-left', () => {
    const base = { subject: store.id, figure: 'storage.days-left', unit: 'days' as const };
    const space = derived(diskSpace(sheet, store));
    const growth = derived(storeGrowth(sheet, store));
    const yearly = growthOf(store.incoming.flatMap((link) => sharesOfLink(sheet, link)));
    const { year } = sheet.model.calendar;
    const full = (free: number, perDay: number, perSecond: number): number => {
      if (free <= 0) return 0;
      if (perDay <= 0) return Number.POSITIVE_INFINITY;
      return timeToGrow((free / perDay) * calendar.day, perSecond * year, year) / calendar.day;
    };
    const existing = store.tables.filter((table) => table.properties.rows && !table.properties.retention);
    const more = yearly ? [yearly] : [];
    if (existing.length > 0) {
      return define({
        ...base,
        formula: '(usable disk − rows that exist × redundancy) ÷ growth per day',
        terms: [space, growth, derived(heldBy(sheet, store)), redundancyOf(sheet, store), ...more],
        compute: ([room, perDay, held, copies, perSecond = 0]) => full(room - held * copies, perDay, perSecond),
        notes: ['The rows that exist stay: the table has no retention.'],
      });
    }
    return define({
      ...base,
      formula: 'usable disk ÷ growth per day, unless all that is kept fits',
      terms: [space, growth, derived(keptOnDisk(sheet, store)), ...more],
      compute: ([room, perDay, all, perSecond = 0]) =>
        all <= room ? Number.POSITIVE_INFINITY : full(room, perDay, perSecond),
    });
  });
}

/** One copy of the rows that are said to exist. */
function heldBy(sheet: Sheet, store: Component): Cell {
  return define({
    subject: store.id,
    figure: 'storage.existing',
    unit: 'B',
    formula: 'Σ tables with rows',
    terms: store.tables.filter(({ properties }) => properties.rows).map((table) => derived(tableStorage(sheet, table))),
    compute: sum,
  });
}

/** Of all stores, every copy. */
export function systemStorage(sheet: Sheet, figure: 'storage' | 'storage.growth' | 'storage.year'): Cell {
  return sheet.cell('system', figure, () => {
    const stores = sheet.model.components.filter(keepsData);
    const of = (store: Component): Cell => {
      if (figure === 'storage') return keptOnDisk(sheet, store);
      const growth = storeGrowth(sheet, store);
      return figure === 'storage.year' ? perYear(sheet, growth) : growth;
    };
    return define({
      subject: 'system',
      figure,
      unit: figure === 'storage.growth' ? 'B/day' : 'B',
      formula: 'Σ stores',
      terms: stores.length > 0 ? stores.map((store) => derived(of(store))) : [unknown('a store')],
      compute: sum,
    });
  });
}
