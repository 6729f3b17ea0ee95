import type { Component, Field, Flow, Link, Table } from '../model/model.js';
import { availability, downtime, errorBudget, errorBudgetShare, type Judged } from './availability/budget.js';
import {
  bandwidthUtilisation,
  componentBandwidth,
  hasLine,
  linkBandwidth,
  linkBandwidthUtilisation,
  systemBandwidth,
} from './bandwidth.js';
import { type Cell, define, derived, sum } from './cell.js';
import {
  costOfMonth,
  costOfRequest,
  costOfUser,
  isPriced,
  systemCostOfMonth,
  systemCostOfRequest,
  systemCostOfUser,
} from './cost.js';
import { daysLeft } from './days-left.js';
import { keepsData, systemStorage } from './disk.js';
import { durability, isDurable } from './durability.js';
import { hasLargestFanOut, largestFanOut } from './fan-out.js';
import { hasIds, idYears } from './ids.js';
import { jobDuration } from './jobs.js';
import { isBroker } from './kinds.js';
import { lagDrain, lagGrowth } from './lag.js';
import { componentLatency, flowLatency, type Measure, measures } from './latency/figures.js';
import { attainableHitRatio, workingSet } from './memory.js';
import { replicasNeeded } from './needed.js';
import { waiting } from './queue.js';
import { shard } from './shards.js';
import { perSubject, type Sheet } from './sheet.js';
import { keptOnDisk, storeGrowth, storeYear, tableYear } from './storage.js';
import type { Parallel } from './subjects.js';
import { tableGrowth, tableStorage } from './tables.js';
import { flowAmplification, flowWorstCase, isAwaited, linkAmplification, worstCase } from './timeouts.js';
import { componentRate, flowRate, linkRate, tableRate, visitsOfEach, type When, type Which } from './traffic/rates.js';
import { append } from './traffic/routes.js';
import { breakingPoint, capacity, headroom, serves, systemBreakingPoint, utilisation } from './utilisation.js';
import {
  callsInFlight,
  concurrency,
  connectionUtilisation,
  hasPool,
  poolUtilisation,
  takesConnections,
} from './waiting.js';

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

function latencyBy<S>(
  latency: (sheet: Sheet, subject: S, measure: Measure) => Cell,
  applies?: (subject: S) => boolean,
): FigureOf<S>[] {
  return measures.map((measure) => ({
    figure: `latency.${measure}`,
    of: (sheet, subject) => latency(sheet, subject, measure),
    applies,
  }));
}

function availabilityFigures<S extends Judged>(applies?: (subject: S) => boolean, promised = applies): FigureOf<S>[] {
  const agreed = (subject: S): boolean => subject.what !== 'system' && hasAgreement(subject);
  return [
    { figure: 'availability', of: availability, applies },
    { figure: 'downtime.year', of: (sheet, subject) => downtime(sheet, subject, 'year'), applies },
    { figure: 'downtime.month', of: (sheet, subject) => downtime(sheet, subject, 'month'), applies },
    { figure: 'error-budget', of: (sheet, subject) => errorBudget(sheet, subject), applies: promised },
    { figure: 'error-budget.share', of: (sheet, subject) => errorBudgetShare(sheet, subject), applies: promised },
    { figure: 'error-budget.sla', of: (sheet, subject) => errorBudget(sheet, subject, 'sla'), applies: agreed },
    {
      figure: 'error-budget.share.sla',
      of: (sheet, subject) => errorBudgetShare(sheet, subject, 'sla'),
      applies: agreed,
    },
  ];
}

const promises = ({ properties }: Component): boolean => properties.slo?.value.availability !== undefined;
const hasAgreement = ({ properties }: Component | Flow): boolean => properties.sla?.value.availability !== undefined;
const isCache = ({ kind }: Component): boolean => kind === 'cache';
const isJob = ({ kind }: Component): boolean => kind === 'job';

/** In the order of the table of figures, which is the order in which they are shown. */
export const componentFigures: readonly FigureOf<Component>[] = [
  ...ratesBy(componentRate),
  { figure: 'capacity', of: capacity, applies: serves },
  { figure: 'utilisation', of: (sheet, component) => utilisation(sheet, component), applies: serves },
  {
    figure: 'utilisation.replica-lost',
    of: (sheet, component) => utilisation(sheet, component, 'replica'),
    applies: serves,
  },
  { figure: 'utilisation.zone-lost', of: (sheet, component) => utilisation(sheet, component, 'zone'), applies: serves },
  {
    figure: 'utilisation.region-lost',
    of: (sheet, component) => utilisation(sheet, component, 'region'),
    applies: serves,
  },
  { figure: 'replicas.needed', of: replicasNeeded, applies: serves },
  { figure: 'headroom', of: headroom, applies: serves },
  { figure: 'breaking-point', of: breakingPoint, applies: serves },
  { figure: 'job.duration', of: jobDuration, applies: isJob },
  { figure: 'durability', of: durability, applies: isDurable },
  { figure: 'concurrency', of: concurrency, applies: serves },
  { figure: 'pool.utilisation', of: connectionUtilisation, applies: takesConnections },
  { figure: 'wait.probability', of: (sheet, component) => waiting(sheet, component, 'probability'), applies: serves },
  { figure: 'wait.mean', of: (sheet, component) => waiting(sheet, component, 'mean'), applies: serves },
  { figure: 'wait.p99', of: (sheet, component) => waiting(sheet, component, 'p99'), applies: serves },
  ...latencyBy(componentLatency, serves),
  ...availabilityFigures(serves, promises),
  { figure: 'storage.growth', of: storeGrowth, applies: keepsData },
  { figure: 'storage.year', of: storeYear, applies: keepsData },
  { figure: 'storage', of: keptOnDisk, applies: keepsData },
  { figure: 'storage.days-left', of: daysLeft, applies: keepsData },
  { figure: 'bandwidth.in', of: (sheet, component) => componentBandwidth(sheet, component, 'in') },
  { figure: 'bandwidth.out', of: (sheet, component) => componentBandwidth(sheet, component, 'out') },
  { figure: 'bandwidth.utilisation', of: bandwidthUtilisation, applies: serves },
  { figure: 'memory.working-set', of: workingSet, applies: isCache },
  { figure: 'hit-ratio.attainable', of: attainableHitRatio, applies: isCache },
  { figure: 'lag.growth', of: lagGrowth, applies: isBroker },
  { figure: 'lag.drain', of: lagDrain, applies: isBroker },
  { figure: 'cost.month', of: costOfMonth, applies: isPriced },
  { figure: 'cost.request', of: costOfRequest, applies: isPriced },
  { figure: 'cost.user', of: costOfUser, applies: isPriced },
];

export const flowFigures: readonly FigureOf<Flow>[] = [
  ...ratesBy(flowRate),
  ...latencyBy(flowLatency),
  { figure: 'timeout.worst-case', of: flowWorstCase },
  { figure: 'retries.amplification', of: flowAmplification },
  ...availabilityFigures<Flow>(),
];

export const linkFigures: readonly FigureOf<Link>[] = [
  ...ratesBy(linkRate),
  { figure: 'fan-out.max', of: largestFanOut, applies: hasLargestFanOut },
  { figure: 'concurrency', of: callsInFlight, applies: isAwaited },
  { figure: 'pool.utilisation', of: poolUtilisation, applies: hasPool },
  { figure: 'timeout.worst-case', of: worstCase, applies: isAwaited },
  { figure: 'retries.amplification', of: linkAmplification, applies: isAwaited },
  { figure: 'bandwidth.in', of: (sheet, link) => linkBandwidth(sheet, link, 'in') },
  { figure: 'bandwidth.out', of: (sheet, link) => linkBandwidth(sheet, link, 'out') },
  { figure: 'bandwidth.utilisation', of: linkBandwidthUtilisation, applies: hasLine },
];

export const tableFigures: readonly FigureOf<Table>[] = [
  ...ratesBy(tableRate),
  { figure: 'storage.growth', of: tableGrowth },
  { figure: 'storage.year', of: tableYear },
  { figure: 'storage', of: tableStorage },
  { figure: 'shard.rate', of: (sheet, table) => shard(sheet, table, 'rate') },
  { figure: 'shard.storage', of: (sheet, table) => shard(sheet, table, 'storage') },
  { figure: 'shard.hottest', of: (sheet, table) => shard(sheet, table, 'hottest') },
];

export const fieldFigures: readonly FigureOf<Field>[] = [{ figure: 'ids.years', of: idYears, applies: hasIds }];

/** Of the design as a whole; it has them without a `system` block too. */
export const systemFigures: readonly FigureOf<{ readonly what: 'system'; readonly id: 'system' }>[] = [
  { figure: 'breaking-point', of: systemBreakingPoint },
  ...availabilityFigures<{ readonly what: 'system'; readonly id: 'system' }>(),
  { figure: 'bandwidth.in', of: (sheet) => systemBandwidth(sheet, 'in') },
  { figure: 'bandwidth.out', of: (sheet) => systemBandwidth(sheet, 'out') },
  { figure: 'storage.growth', of: (sheet) => systemStorage(sheet, 'storage.growth') },
  { figure: 'storage.year', of: (sheet) => systemStorage(sheet, 'storage.year') },
  { figure: 'storage', of: (sheet) => systemStorage(sheet, 'storage') },
  { figure: 'cost.month', of: systemCostOfMonth },
  { figure: 'cost.request', of: systemCostOfRequest },
  { figure: 'cost.user', of: systemCostOfUser },
];

const additive = new Set(['concurrency', 'bandwidth.in', 'bandwidth.out']);

/** What adds up over parallel links. */
export const parallelFigures: readonly FigureOf<Parallel>[] = linkFigures
  .filter(({ figure }) => figure.startsWith('rate.') || additive.has(figure))
  .map(({ figure, of }) => ({
    figure,
    of: perSubject((sheet, { id, links }: Parallel) =>
      total(
        id,
        figure,
        links.map((link) => of(sheet, link)),
      ),
    ),
  }));

function total(subject: string, figure: string, cells: readonly Cell[]): Cell {
  const terms = cells.map((cell) => derived(cell));
  return define({ subject, figure, unit: cells[0].unit, formula: 'Σ parallel links', terms, compute: sum });
}

/** `visits.<flow>` of what flows reach: how often a request of the flow comes by. */
export function visitFigures(sheet: Sheet, subject: Component | Link | Parallel): readonly Cell[] {
  return subject.what === 'parallel' ? parallelVisits(sheet, subject) : visitsOfEach(sheet, subject);
}

const parallelVisits = perSubject((sheet, { id, links }: Parallel): readonly Cell[] => {
  const bySource = new Map<string, Cell[]>();
  for (const cell of links.flatMap((link) => visitsOfEach(sheet, link))) append(bySource, cell.figure, cell);
  return [...bySource].map(([figure, cells]) => total(id, figure, cells));
});
