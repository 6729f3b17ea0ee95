import { calendar } from '@archlang/grammar';
import type { Component, Table } from '../model/model.js';
import { type Band, bandTerms, lastEnd, stretchesOf, worthAfter } from './bands.js';
import { type Cell, constant, derived, type Term, unknown, type Working } from './cell.js';
import { growthOf } from './growth.js';
import { resolutionsOf } from './resolutions.js';
import { property, type Sheet, termOf, writtenIn } from './sheet.js';
import type { Share } from './traffic/reach.js';

/** All that is kept, what of it stays in its store, or what has moved to a cheaper one. */
export type Tier = 'all' | 'here' | 'moved';

/**
 * What is kept by age: the retention, or each resolution of `downsampling`; with `tiering` the ages on one side of its
 * `after`.
 */
export function bandsOf(sheet: Sheet, holder: Table | Component, tier: Tier): readonly Band[] {
  const bands: readonly Band[] =
    holder.what === 'table' && holder.properties.downsampling
      ? resolutionsOf(sheet, holder)
      : [{ to: retentionOf(sheet, holder) }];
  if (tier === 'all' || holder.what !== 'table') return bands;
  const after = movesAfter(holder);
  return bands.map((band) => (tier === 'moved' ? { ...band, from: after } : { ...band, until: after }));
}

/** The age at which rows move to cheaper storage, in seconds. */
export function movesAfter(table: Table): Term {
  return writtenIn(table, 'tiering', 'after', 's') ?? unknown(`${table.id}.tiering.after`);
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

/**
 * Kept = growth per day × retention in days; with yearly growth g the integral of (1 + g)^t over the retention. With
 * downsampling, the sum over the resolutions of the part that each keeps, over its own age: as in Whisper, the store of
 * Graphite, and RRDtool, where each archive holds its resolution from now back to its age.
 */
export function kept(
  sheet: Sheet,
  perDay: Cell,
  holder: Table | Component,
  shares: readonly Share[],
  tier: Tier = 'all',
): Working {
  // What does not grow keeps nothing, however long.
  if (perDay.value === 0) return { formula: 'nothing is added', terms: [derived(perDay)], compute: () => 0 };
  const bands = bandsOf(sheet, holder, tier);
  const yearly = growthOf(shares);
  const { year } = sheet.model.calendar;
  const age = `${bands.some(({ share }) => share) ? 'Σ share × age of each resolution' : 'retention'}${tierWords[tier]}`;
  return {
    formula: yearly ? `growth per day × ∫ (1 + yearly growth)^t over the ${age}` : `growth per day × ${age}`,
    terms: [derived(perDay), ...bandTerms(bands), ...(yearly ? [yearly] : [])],
    compute: ([bytes, ...values]) => {
      const parts = stretchesOf(bands, values);
      const perSecond = yearly ? values[values.length - 1] : 0;
      return (bytes / calendar.day) * worthAfter(lastEnd(parts), parts, perSecond * year, year);
    },
  };
}

const tierWords: Readonly<Record<Tier, string>> = { all: '', here: ' up to the age of moving', moved: ' after moving' };
