import type { Component } from '../model/model.js';
import { type Cell, define, derived, isKnown, sum, type Term, unknown } from './cell.js';
import { running } from './replicas.js';
import { property, type Sheet, written } from './sheet.js';
import { keptOnDisk, perYear, storeGrowth } from './storage.js';

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
