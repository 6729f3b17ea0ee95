import { calendar } from '@archlang/grammar';
import type { Component, Table } from '../model/model.js';
import { type Band, bandTerms, lastEnd, type Stretch, stretchesOf, worthAfter } from './bands.js';
import { type Cell, derived, type Term, type Working } from './cell.js';
import { diskSpace } from './disk.js';
import { grown, growthOf, timeToGrow } from './growth.js';
import { redundancyOf } from './redundancy.js';
import { bandsOf } from './retention.js';
import { figureOf, type Sheet } from './sheet.js';
import { keptOnDisk, objectGrowth, sharesOfStore, storeGrowth } from './storage.js';
import { tableGrowth } from './tables.js';
import { movesAway, movingTo, stayingStorage } from './tiers.js';
import { usesOfTable } from './traffic/rates.js';

/**
 * Days until the disks are full, from what is there: rows that are said to exist, else from empty. Unbounded when all that
 * is ever kept fits.
 */
export const daysLeft = figureOf('storage.days-left', 'days', (sheet, store: Component): Working => {
  const yearly = growthOf([
    ...sharesOfStore(sheet, store),
    ...movingTo(sheet, store).flatMap((table) => usesOfTable(sheet, table)),
  ]);
  const arriving = arrivals(sheet, store);
  const [only] = arriving;
  if (arriving.length === 1 && only.isStaying && !movesAway(sheet, only.table!)) return byRows(sheet, store, yearly);
  if (arriving.length === 1 && only.bands.length === 1 && !only.bands[0].from && !only.bands[0].until)
    return byRetention(sheet, store, yearly);
  return byAge(sheet, store, yearly, arriving);
});

/** Rows of which the design says how many exist, and not when they go. */
function byRows(sheet: Sheet, store: Component, yearly: Term | undefined): Working {
  const { year } = sheet.model.calendar;
  const [table] = store.tables;
  return {
    formula: '(usable disk − rows that exist × redundancy) ÷ growth per day',
    terms: [
      derived(diskSpace(sheet, store)),
      derived(storeGrowth(sheet, store)),
      derived(stayingStorage(sheet, table)),
      redundancyOf(sheet, store),
      ...(yearly ? [yearly] : []),
    ],
    compute: ([room, perDay, held, copies, perSecond = 0]) =>
      untilFull(room - held * copies, perDay, perSecond * year, year),
    notes: ['The rows that exist stay: the table has no retention.'],
  };
}

function byRetention(sheet: Sheet, store: Component, yearly: Term | undefined): Working {
  const { year } = sheet.model.calendar;
  return {
    formula: 'usable disk ÷ growth per day, unless all that is kept fits',
    terms: [
      derived(diskSpace(sheet, store)),
      derived(storeGrowth(sheet, store)),
      derived(keptOnDisk(sheet, store)),
      ...(yearly ? [yearly] : []),
    ],
    compute: ([room, perDay, all, perSecond = 0]) =>
      all <= room ? Number.POSITIVE_INFINITY : untilFull(room, perDay, perSecond * year, year),
  };
}

function untilFull(free: number, perDay: number, yearly: number, year: number): number {
  if (free <= 0) return 0;
  if (perDay <= 0) return Number.POSITIVE_INFINITY;
  return timeToGrow((free / perDay) * calendar.day, yearly, year) / calendar.day;
}

/** Bytes of one copy that arrive in a day, and between which ages they lie here. */
interface Arrival {
  readonly table?: Table;
  readonly perDay: Cell;
  readonly bands: readonly Band[];
  /** Its rows are there already, and do not go. */
  readonly isStaying: boolean;
}

function arrivals(sheet: Sheet, store: Component): readonly Arrival[] {
  const of = (table: Table, tier: 'all' | 'here' | 'moved'): Arrival => {
    const isStaying = table.properties.rows !== undefined && !table.properties.retention;
    const bands = isStaying ? [] : bandsOf(sheet, table, tier);
    return { table, perDay: tableGrowth(sheet, table), bands, isStaying };
  };
  const own = store.tables.map((table) => of(table, movesAway(sheet, table) ? 'here' : 'all'));
  const moved = movingTo(sheet, store).map((table) => of(table, 'moved'));
  if (own.length > 0 || (moved.length > 0 && store.incoming.length === 0)) return [...own, ...moved];
  return [{ perDay: objectGrowth(sheet, store), bands: bandsOf(sheet, store, 'all'), isStaying: false }, ...moved];
}

/** Several tables, or ages at which rows become coarser or move: what is kept at each time, until it is as much as fits. */
function byAge(sheet: Sheet, store: Component, yearly: Term | undefined, arriving: readonly Arrival[]): Working {
  const { year } = sheet.model.calendar;
  const staying = arriving.filter(({ isStaying }) => isStaying);
  const held = staying.map(({ table }) => derived(stayingStorage(sheet, table!)));
  return {
    formula: 'the first day on which what is kept × redundancy is more than the usable disk',
    terms: [
      derived(diskSpace(sheet, store)),
      redundancyOf(sheet, store),
      ...held,
      ...arriving.flatMap(({ perDay, bands }) => [derived(perDay), ...bandTerms(bands)]),
      ...(yearly ? [yearly] : []),
    ],
    compute: ([room, copies, ...values]) => {
      let next = held.length;
      const there = values.slice(0, next).reduce((total, bytes) => total + bytes, 0);
      const perSecond = yearly ? values[values.length - 1] : 0;
      const read = arriving.map(({ bands, isStaying, table }) => {
        const perDay = values[next];
        const parts = stretchesOf(bands, values.slice(next + 1));
        next += 1 + bandTerms(bands).length;
        return { perDay, parts, grows: isStaying && !movesAway(sheet, table!) };
      });
      const kept = (seconds: number): number => {
        let bytes = there;
        for (const { perDay, parts, grows } of read) {
          const worth = grows
            ? grown(seconds, perSecond * year, year)
            : worthAfter(seconds, parts, perSecond * year, year);
          bytes += (perDay / calendar.day) * worth;
        }
        return bytes * copies;
      };
      const isEndless = read.some(({ perDay, grows }) => grows && perDay > 0);
      return (
        firstTime(
          kept,
          room,
          read.flatMap(({ parts }) => parts),
          isEndless,
        ) / calendar.day
      );
    },
    notes: staying.length > 0 ? ['Rows that exist stay where a table has no retention.'] : [],
  };
}

/** The first time, in seconds, at which a quantity that never shrinks passes a bound; unbounded where it ends below. */
function firstTime(
  kept: (seconds: number) => number,
  room: number,
  parts: readonly Stretch[],
  isEndless: boolean,
): number {
  if (kept(0) > room) return 0;
  let high = Math.max(1, lastEnd(parts));
  while (isEndless && kept(high) <= room && high < 1e15) high *= 2;
  if (kept(high) <= room) return Number.POSITIVE_INFINITY;
  let low = 0;
  while (high - low > 1e-9 * high) {
    const middle = (low + high) / 2;
    if (kept(middle) > room) high = middle;
    else low = middle;
  }
  return high;
}
