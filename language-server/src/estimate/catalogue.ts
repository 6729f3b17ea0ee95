import type { Component, Flow, Link, Table } from '../model/model.js';
import { bandwidthUtilisation, componentBandwidth, linkBandwidth, systemBandwidth } from './bandwidth.js';
import type { Cell } from './cell.js';
import { jobDuration } from './jobs.js';
import { isStore } from './load.js';
import { attainableHitRatio, workingSet } from './memory.js';
import { replicasNeeded } from './needed.js';
import type { Sheet } from './sheet.js';
import { daysLeft, keptOnDisk, perYear, storeGrowth, tableGrowth, tableStorage } from './storage.js';
import {
  componentRate,
  componentVisits,
  flowRate,
  linkRate,
  sharesOfComponent,
  sharesOfLink,
  tableRate,
  type When,
  type Which,
} from './traffic/rates.js';
import { sources } from './traffic/sources.js';
import { breakingPoint, capacity, headroom, serves, systemBreakingPoint, utilisation } from './utilisation.js';

/** The figures of one subject, worked out when asked for, in the order in which they are shown. */
export type Entries = readonly (readonly [figure: string, make: () => Cell])[];

const rates: readonly (readonly [string, When, Which])[] = [
  ['rate.average', 'average', 'all'],
  ['rate.average.read', 'average', 'read'],
  ['rate.average.write', 'average', 'write'],
  ['rate.peak', 'peak', 'all'],
  ['rate.peak.read', 'peak', 'read'],
  ['rate.peak.write', 'peak', 'write'],
];

export function ofFlow(sheet: Sheet, flow: Flow): Entries {
  const source = sources(sheet).find(({ id }) => id === flow.id);
  return source ? rates.map(([figure, when, which]) => [figure, () => flowRate(sheet, source, when, which)]) : [];
}

export function ofComponent(sheet: Sheet, component: Component): Entries {
  const isKeeper = isStore(component) || ['storage', 'queue', 'topic'].includes(component.kind);
  const keeps = isKeeper && component.kind !== 'cache';
  return [
    ...rates.map(([figure, when, which]) => [figure, () => componentRate(sheet, component, when, which)] as const),
    ...visitsOfComponent(sheet, component),
    ...(component.kind === 'job' ? ([['job.duration', () => jobDuration(sheet, component)]] as const) : []),
    ...(serves(component) ? servingFigures(sheet, component) : []),
    ...(keeps ? storageFigures(sheet, component) : []),
    ['bandwidth.in', () => componentBandwidth(sheet, component, 'in')],
    ['bandwidth.out', () => componentBandwidth(sheet, component, 'out')],
    ...(serves(component) ? ([['bandwidth.utilisation', () => bandwidthUtilisation(sheet, component)]] as const) : []),
    ...(component.kind === 'cache'
      ? ([
          ['memory.working-set', () => workingSet(sheet, component)],
          ['hit-ratio.attainable', () => attainableHitRatio(sheet, component)],
        ] as const)
      : []),
  ];
}

function servingFigures(sheet: Sheet, component: Component): Entries {
  return [
    ['capacity', () => capacity(sheet, component)],
    ['utilisation', () => utilisation(sheet, component)],
    ['utilisation.replica-lost', () => utilisation(sheet, component, 'replica')],
    ['utilisation.zone-lost', () => utilisation(sheet, component, 'zone')],
    ['utilisation.region-lost', () => utilisation(sheet, component, 'region')],
    ['replicas.needed', () => replicasNeeded(sheet, component)],
    ['headroom', () => headroom(sheet, component)],
    ['breaking-point', () => breakingPoint(sheet, component)],
  ];
}

function storageFigures(sheet: Sheet, store: Component): Entries {
  return [
    ['storage.growth', () => storeGrowth(sheet, store)],
    ['storage.year', () => perYear(sheet, storeGrowth(sheet, store))],
    ['storage', () => keptOnDisk(sheet, store)],
    ['storage.days-left', () => daysLeft(sheet, store)],
  ];
}

function visitsOfComponent(sheet: Sheet, component: Component): Entries {
  const reaching = new Set(sharesOfComponent(sheet, component).map(({ source }) => source));
  return [...reaching].map((source) => [`visits.${source.id}`, () => componentVisits(sheet, component, source)]);
}

export function ofLink(sheet: Sheet, link: Link): Entries {
  return [
    ...rates.map(([figure, when, which]) => [figure, () => linkRate(sheet, link, when, which)] as const),
    ...sharesOfLink(sheet, link).map(({ visits }) => [visits.figure, () => visits] as const),
    ['bandwidth.in', () => linkBandwidth(sheet, link, 'in')],
    ['bandwidth.out', () => linkBandwidth(sheet, link, 'out')],
  ];
}

export function ofTable(sheet: Sheet, table: Table): Entries {
  return [
    ...rates.map(([figure, when, which]) => [figure, () => tableRate(sheet, table, when, which)] as const),
    ['storage.growth', () => tableGrowth(sheet, table)],
    ['storage.year', () => perYear(sheet, tableGrowth(sheet, table))],
    ['storage', () => tableStorage(sheet, table)],
  ];
}

export function ofSystem(sheet: Sheet): Entries {
  return [
    ['breaking-point', () => systemBreakingPoint(sheet)],
    ['bandwidth.in', () => systemBandwidth(sheet, 'in')],
    ['bandwidth.out', () => systemBandwidth(sheet, 'out')],
  ];
}
