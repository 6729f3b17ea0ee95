import type { Component } from '../model/model.js';
import { isPlanned } from '../model/planned.js';
import { type Cell, define, derived, isKnown, sum, type Term, unknown } from './cell.js';
import { running } from './replicas.js';
import { figureOf, perDesign, property, type Sheet, written } from './sheet.js';
import { keptOnDisk, storeGrowth, storeYear } from './storage.js';

/** Bytes that the declared disks may hold: disk × replicas × fill. */
export const diskSpace = figureOf('storage.space', 'B', (_sheet, store: Component) => ({
  formula: 'disk of one × replicas × fill',
  terms: [property(store, 'storage', 'B'), running(store), property(store, 'fill', 'ratio')],
  compute: ([disk, replicas, fill]) => disk * replicas * fill,
}));

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

const ofSystem = {
  storage: overStores('storage', keptOnDisk),
  'storage.growth': overStores('storage.growth', storeGrowth),
  'storage.year': overStores('storage.year', storeYear),
} as const;

/** Of all stores, every copy. */
export function systemStorage(sheet: Sheet, figure: keyof typeof ofSystem): Cell {
  return ofSystem[figure](sheet);
}

function overStores(figure: string, of: (sheet: Sheet, store: Component) => Cell): (sheet: Sheet) => Cell {
  return perDesign((sheet) => {
    const stores = sheet.model.components.filter((component) => keepsData(component) && !isPlanned(component));
    return define({
      subject: 'system',
      figure,
      unit: figure === 'storage.growth' ? 'B/day' : 'B',
      formula: 'Σ stores',
      terms: stores.length > 0 ? stores.map((store) => derived(of(sheet, store))) : [unknown('a store')],
      compute: sum,
    });
  });
}
