import type { Component } from '../../model/model.js';
import { type Cell, derived, sum } from '../cell.js';
import { isModule, programOf } from '../programs.js';
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

/** Whose slots a request waits for: once those of the program it enters, however many parts of it call each other. */
function awaitedIn(sheet: Sheet, component: Component, isInside: boolean): readonly Component[] {
  const own = isInside && !isModule(sheet, component) ? [] : [component];
  const entered = isModule(sheet, component) && !isInside ? [programOf(sheet, component)] : [];
  return [...entered, ...own].filter(serves);
}

function timeAtPeak(sheet: Sheet, component: Component, isInside: boolean): Cell {
  const own = ownTime(sheet, component);
  if (own.value === undefined) return own;
  const least = own.value * negligible;
  const isHeldUp = awaitedIn(sheet, component, isInside).some((each) => queueTime(sheet, each).value! > least);
  return isHeldUp ? waitAndTime[isInside ? 'inside' : 'outside'](sheet, component) : own;
}

const waitAndTime = { inside: timeWithWaits(true), outside: timeWithWaits(false) } as const;

function timeWithWaits(isInside: boolean): (sheet: Sheet, component: Component) => Cell {
  return figureOf('own-time.peak', 's', (sheet, component: Component) => {
    const own = ownTime(sheet, component);
    const waits = awaitedIn(sheet, component, isInside).map((each) => queueTime(sheet, each));
    return {
      formula: 'wait for a free slot + own time',
      terms: [...waits.filter(({ value }) => value !== undefined), own].map(derived),
      compute: sum,
      computeDetail: (values, details) =>
        details.reduce<Distribution>((total, each, i) => total.plus(timeOf(values[i], each)), Distribution.constant(0)),
      notes: () => own.notes,
    };
  });
}

function timeOf(seconds: number, detail: unknown): Distribution {
  return detail instanceof Distribution ? detail : Distribution.constant(seconds);
}

function boundAtPeak(sheet: Sheet, component: Component, isInside: boolean): Cell {
  const own = ownBound(sheet, component);
  if (own.value === undefined) return own;
  const isHeldUp = awaitedIn(sheet, component, isInside).some((each) => waiting(sheet, each, 'p99').value! > 0);
  return isHeldUp ? waitAndBound[isInside ? 'inside' : 'outside'](sheet, component) : own;
}

const waitAndBound = { inside: boundWithWaits(true), outside: boundWithWaits(false) } as const;

function boundWithWaits(isInside: boolean): (sheet: Sheet, component: Component) => Cell {
  return figureOf('own-bound.peak', 's', (sheet, component: Component) => {
    const waits = awaitedIn(sheet, component, isInside).map((each) => waiting(sheet, each, 'p99'));
    const known = waits.filter(({ value }) => value !== undefined);
    return {
      formula: 'p99 of the wait + latency.p99 + Σ stages',
      terms: [...known, ownBound(sheet, component)].map(derived),
      compute: sum,
    };
  });
}
