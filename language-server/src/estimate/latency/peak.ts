import type { Component } from '../../model/model.js';
import { type Cell, derived, sum } from '../cell.js';
import { queueTime, waiting } from '../queue.js';
import { figureOf, type Sheet } from '../sheet.js';
import { serves } from '../utilisation.js';
import { Distribution } from './distribution.js';
import { ownBound, ownTime } from './own.js';
import type { Own } from './response.js';

/**
 * What a component takes for itself at peak: the wait for a free slot comes before its own time. Where nobody can tell how
 * long it is, it is not counted.
 */
export const atPeak: Own = { time: timeAtPeak, bound: boundAtPeak };

/** A wait of less than this part of the own time changes no figure that anybody sees. */
const negligible = 1e-9;

function timeAtPeak(sheet: Sheet, component: Component): Cell {
  const own = ownTime(sheet, component);
  if (!serves(component) || own.value === undefined) return own;
  const wait = queueTime(sheet, component);
  if (!(wait.value! > own.value * negligible)) return own;
  return waitAndTime(sheet, component);
}

const waitAndTime = figureOf('own-time.peak', 's', (sheet, component: Component) => {
  const own = ownTime(sheet, component);
  return {
    formula: 'wait for a free slot + own time',
    terms: [derived(queueTime(sheet, component)), derived(own)],
    compute: sum,
    computeDetail: (values, [queue, work]) => timeOf(values[0], queue).plus(timeOf(values[1], work)),
    notes: () => own.notes,
  };
});

function timeOf(seconds: number, detail: unknown): Distribution {
  return detail instanceof Distribution ? detail : Distribution.constant(seconds);
}

function boundAtPeak(sheet: Sheet, component: Component): Cell {
  const own = ownBound(sheet, component);
  if (!serves(component) || own.value === undefined) return own;
  const wait = waiting(sheet, component, 'p99');
  if (!(wait.value! > 0)) return own;
  return waitAndBound(sheet, component);
}

const waitAndBound = figureOf('own-bound.peak', 's', (sheet, component: Component) => ({
  formula: 'p99 of the wait + latency.p99 + Σ stages',
  terms: [derived(waiting(sheet, component, 'p99')), derived(ownBound(sheet, component))],
  compute: sum,
}));
