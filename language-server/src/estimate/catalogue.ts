import type { Component, Flow, Link, System, Table } from '../model/model.js';
import { bandwidthUtilisation, componentBandwidth, linkBandwidth, systemBandwidth } from './bandwidth.js';
import type { Cell } from './cell.js';
import { jobDuration } from './jobs.js';
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
import { breakingPoint, capacity, headroom, serves, systemBreakingPoint, utilisation } from './utilisation.js';

/** A figure that every subject of a sort has, or those for which it makes sense. */
export interface FigureOf<S> {
  readonly figure: string;
  readonly of: (sheet: Sheet, subject: S) => Cell;
  readonly applies?: (subject: S) => boolean;
}

const rates: readonly (readonly [string, When, Which])[] = [
  ['rate.average', 'average', 'all'],
  ['rate.average.read', 'average', 'read'],
  ['rate.average.write', 'average', 'write'],
  ['rate.peak', 'peak', 'all'],
  ['rate.peak.read', 'peak', 'read'],
  ['rate.peak.write', 'peak', 'write'],
];

function ratesBy<S>(rate: (sheet: Sheet, subject: S, when: When, which: Which) => Cell): FigureOf<S>[] {
  return rates.map(([figure, when, which]) => ({ figure, of: (sheet, subject) => rate(sheet, subject, when, which) }));
}

const keeps = ({ kind }: Component): boolean => ['database', 'storage', 'queue', 'topic'].includes(kind);
const isCache = ({ kind }: Component): boolean => kind === 'cache';
const isJob = ({ kind }: Component): boolean => kind === 'job';

/** In the order of the table of figures, which is the order in which they are shown. */
export const componentFigures: readonly FigureOf<Component>[] = [
  ...ratesBy(componentRate),
  { figure: 'capacity', of: capacity, applies: serves },
  { figure: 'utilisation', of: (sheet, component) => utilisation(sheet, component), applies: serves },
  { figure: 'utilisation.replica-lost', of: (sheet, component) => utilisation(sheet, component, 'replica'), applies: serves },
  { figure: 'utilisation.zone-lost', of: (sheet, component) => utilisation(sheet, component, 'zone'), applies: serves },
  { figure: 'utilisation.region-lost', of: (sheet, component) => utilisation(sheet, component, 'region'), applies: serves },
  { figure: 'replicas.needed', of: replicasNeeded, applies: serves },
  { figure: 'headroom', of: headroom, applies: serves },
  { figure: 'breaking-point', of: breakingPoint, applies: serves },
  { figure: 'job.duration', of: jobDuration, applies: isJob },
  { figure: 'storage.growth', of: storeGrowth, applies: keeps },
  { figure: 'storage.year', of: (sheet, store) => perYear(sheet, storeGrowth(sheet, store)), applies: keeps },
  { figure: 'storage', of: keptOnDisk, applies: keeps },
  { figure: 'storage.days-left', of: daysLeft, applies: keeps },
  { figure: 'bandwidth.in', of: (sheet, component) => componentBandwidth(sheet, component, 'in') },
  { figure: 'bandwidth.out', of: (sheet, component) => componentBandwidth(sheet, component, 'out') },
  { figure: 'bandwidth.utilisation', of: bandwidthUtilisation, applies: serves },
  { figure: 'memory.working-set', of: workingSet, applies: isCache },
  { figure: 'hit-ratio.attainable', of: attainableHitRatio, applies: isCache },
];

export const flowFigures: readonly FigureOf<Flow>[] = ratesBy(flowRate);

export const linkFigures: readonly FigureOf<Link>[] = [
  ...ratesBy(linkRate),
  { figure: 'bandwidth.in', of: (sheet, link) => linkBandwidth(sheet, link, 'in') },
  { figure: 'bandwidth.out', of: (sheet, link) => linkBandwidth(sheet, link, 'out') },
];

export const tableFigures: readonly FigureOf<Table>[] = [
  ...ratesBy(tableRate),
  { figure: 'storage.growth', of: tableGrowth },
  { figure: 'storage.year', of: (sheet, table) => perYear(sheet, tableGrowth(sheet, table)) },
  { figure: 'storage', of: tableStorage },
];

/** Of the design as a whole; it has them without a `system` block too. */
export const systemFigures: readonly FigureOf<Pick<System, 'what'>>[] = [
  { figure: 'breaking-point', of: systemBreakingPoint },
  { figure: 'bandwidth.in', of: (sheet) => systemBandwidth(sheet, 'in') },
  { figure: 'bandwidth.out', of: (sheet) => systemBandwidth(sheet, 'out') },
];

/** `visits.<flow>` of what flows reach: how often a request of the flow comes by. */
export function visitsOf(sheet: Sheet, subject: Component | Link): readonly FigureOf<unknown>[] {
  if (subject.what === 'link') {
    return sharesOfLink(sheet, subject).map(({ visits }) => ({ figure: visits.figure, of: () => visits }));
  }
  const reaching = new Set(sharesOfComponent(sheet, subject).map(({ source }) => source));
  return [...reaching].map((source) => ({
    figure: `visits.${source.id}`,
    of: () => componentVisits(sheet, subject, source),
  }));
}
