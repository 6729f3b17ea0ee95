import type { Component } from '../model/model.js';
import { type Cell, derived, isKnown, type Term } from './cell.js';
import { isStore } from './kinds.js';
import { Distribution, meanOf } from './latency/distribution.js';
import { capacityOfOne } from './nominal.js';
import { ownWork } from './own-work.js';
import { runsModules } from './programs.js';
import { running } from './replicas.js';
import { figureOf, perSubject, property, type Sheet, written } from './sheet.js';
import { componentRate } from './traffic/rates.js';
import { capacity, utilisation } from './utilisation.js';

interface Station {
  readonly arrivals: Term;
  readonly slots: Term;
  /** Requests per second that all slots serve together. */
  readonly capacity: Term;
}

/**
 * The queue in front of a component as M/M/c (properties.md 5.10): c = replicas × concurrency, cμ = capacity, and without
 * a `concurrency` that of one replica is capacity × latency, at least 1. Of a store, the busiest node.
 */
const stationOf = perSubject((sheet, component: Component): Station => {
  const one = capacityOfOne(sheet, component);
  const slots = slotsOfOne(sheet, component);
  if (isStore(component)) return { arrivals: derived(busiestLoad(sheet, component)), slots, capacity: one };
  return {
    arrivals: derived(componentRate(sheet, component, 'peak')),
    slots: isKnown(slots) ? derived(allSlots(sheet, component)) : slots,
    capacity: derived(capacity(sheet, component)),
  };
});

const busiestLoad = figureOf('busiest-node', '/s', (sheet, store: Component) => ({
  formula: 'utilisation × capacity of a node',
  terms: [derived(utilisation(sheet, store)), capacityOfOne(sheet, store)],
  compute: ([used, each]) => used * each,
}));

const allSlots = figureOf('slots', 'count', (sheet, component: Component) => ({
  formula: 'replicas × concurrency',
  terms: [running(component), slotsOfOne(sheet, component)],
  compute: ([replicas, each]) => replicas * each,
}));

/** As written; else as many as its capacity keeps busy, where its latency is known. */
function slotsOfOne(sheet: Sheet, component: Component): Term {
  const stated = written(component, 'concurrency', 'count');
  if (stated) return stated;
  const latency = timeAtWork(sheet, component);
  return isKnown(latency) ? derived(busySlots(sheet, component)) : latency;
}

const busySlots = figureOf('concurrency.replica', 'count', (sheet, component: Component) => ({
  formula: 'capacity × latency, at least 1',
  terms: [capacityOfOne(sheet, component), timeAtWork(sheet, component)],
  compute: ([rate, seconds]) => Math.max(1, rate * seconds),
}));

/** What keeps a slot busy: of a program its modules too. */
function timeAtWork(sheet: Sheet, component: Component): Term {
  return runsModules(sheet, component) ? derived(ownWork(sheet, component)) : property(component, 'latency', 's');
}

export type Wait = 'probability' | 'mean' | 'p99';

/** Waiting before service at peak; unbounded where the component is saturated. */
export function waiting(sheet: Sheet, component: Component, wait: Wait): Cell {
  return waits[wait](sheet, component);
}

const probability = figureOf('wait.probability', 'ratio', (sheet, component: Component) => {
  const { arrivals, slots, capacity: most } = stationOf(sheet, component);
  return {
    formula: 'Erlang C of c slots at λ ÷ μ',
    terms: [arrivals, most, slots],
    compute: chanceToWait,
    notes: saturation(arrivals, most),
  };
});

function chanceToWait([rate, served, slots]: readonly number[]): number {
  if (rate >= served) return rate > 0 ? 1 : 0;
  return rate > 0 ? erlangC(Math.max(1, Math.round(slots)), rate / served) : 0;
}

const waits = {
  probability,
  mean: waitOf('mean', 'P(wait) ÷ (cμ − λ)', (chance, release) => chance / release),
  p99: waitOf('p99', 'max(0, ln(P(wait) ÷ 0.01) ÷ (cμ − λ))', (chance, release) =>
    Math.max(0, Math.log(chance / 0.01) / release),
  ),
} as const;

function waitOf(
  wait: Wait,
  formula: string,
  seconds: (chance: number, release: number) => number,
): (sheet: Sheet, component: Component) => Cell {
  const compute = ([chance, rate, served]: readonly number[]): number =>
    chance === 0 ? 0 : seconds(chance, releaseOf(rate, served));
  return figureOf(`wait.${wait}`, 's', (sheet, component: Component) => {
    const { arrivals, capacity: most } = stationOf(sheet, component);
    return {
      formula,
      terms: [derived(probability(sheet, component)), arrivals, most],
      compute,
      notes: saturation(arrivals, most),
    };
  });
}

/** cμ − λ: how many more could be served a second. 0 where it is saturated. */
function releaseOf(rate: number, served: number): number {
  return Math.max(0, served - rate);
}

function saturation(arrivals: Term, most: Term): readonly string[] {
  return isKnown(arrivals) && isKnown(most) && arrivals.value >= most.value ? ['Saturated: the queue only grows.'] : [];
}

/**
 * The wait as a distribution: none for most, and for those that wait an exponential time (Gross and Harris 1998, ch. 2). Its
 * value is the mean.
 */
export const queueTime = figureOf('wait', 's', (sheet, component: Component) => {
  const { arrivals, capacity: most } = stationOf(sheet, component);
  return {
    formula: 'P(wait) ÷ (cμ − λ) on average, exponential for those that wait',
    terms: [derived(probability(sheet, component)), arrivals, most],
    compute: meanOf,
    computeDetail: queueing,
  };
});

function queueing([chance, rate, served]: readonly number[]): Distribution {
  if (chance === 0) return Distribution.constant(0);
  return Distribution.exponential(1 / releaseOf(rate, served)).sometimes(chance);
}

/** Beyond so many slots nobody waits below saturation. */
const mostSlots = 1e9;

/**
 * The probability that a request finds all c slots taken, a = λ ÷ μ being offered (Erlang 1917). It is the recursion
 * 1 ÷ B(k) = 1 + k ÷ a · 1 ÷ B(k−1) written out from c down: 1 + c/a + c(c−1)/a² + …, all of one sign, and left where the rest
 * is too small to be added.
 */
export function erlangB(c: number, offered: number): number {
  let term = 1;
  let total = 1;
  for (let k = c; k > 0 && Number.isFinite(total); k--) {
    term *= k / offered;
    total += term;
    if (k < offered && term < total * 1e-19) break;
  }
  return 1 / total;
}

/** The probability that a request has to wait for one of c slots at utilisation ρ < 1: C = B ÷ (1 − ρ(1 − B)). */
export function erlangC(c: number, rho: number): number {
  if (c > mostSlots) return rho < 1 ? 0 : 1;
  const blocked = erlangB(c, c * rho);
  return blocked / (1 - rho + rho * blocked);
}
