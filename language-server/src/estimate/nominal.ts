import type { Component } from '../model/model.js';
import { type Cell, define, derived, type Term } from './cell.js';
import { awaitedTime } from './awaited.js';
import { running } from './replicas.js';
import { property, type Sheet, written } from './sheet.js';

/** Requests per second that one replica serves: its capacity, else by Little's law, else unknown. */
export function capacityOfOne(sheet: Sheet, component: Component): Term {
  const stated = written(component, 'capacity', '/s');
  if (stated) return stated;
  const { concurrency, latency } = component.properties;
  return concurrency && latency ? derived(byLittle(sheet, component)) : property(component, 'capacity', '/s');
}

/**
 * concurrency ÷ time in service (Little 1961). With blocking I/O a slot is held while the calls it waits for run; otherwise
 * only for its own time (properties.md 5.10).
 */
function byLittle(sheet: Sheet, component: Component): Cell {
  return sheet.cell(`${component.id}.capacity.replica`, () => {
    const blocking = component.properties.io?.value !== 'non-blocking';
    const awaited = blocking ? awaitedTime(sheet, component) : undefined;
    return define({
      subject: component.id,
      figure: 'capacity.replica',
      unit: '/s',
      formula: awaited ? 'concurrency ÷ (latency + calls it waits for)' : 'concurrency ÷ latency',
      terms: [property(component, 'concurrency', 'count'), property(component, 'latency', 's'), ...(awaited ? [derived(awaited)] : [])],
      compute: ([slots, own, calls = 0]) => slots / (own + calls),
      notes: blocking && !component.properties.io ? ['Blocking I/O is assumed: a slot is held while calls are awaited.'] : [],
    });
  });
}

/**
 * What N replicas serve together: N × one, or with `contention` σ and `coherency` κ by the universal scalability law,
 * N·γ ÷ (1 + σ(N − 1) + κN(N − 1)) (Gunther 2007).
 */
export function nominalCapacity(sheet: Sheet, component: Component, replicas: Term = running(component), figure = 'capacity'): Cell {
  return sheet.cell(`${component.id}.${figure}`, () => {
    const { contention, coherency } = component.properties;
    const one = capacityOfOne(sheet, component);
    const base = { subject: component.id, figure, unit: '/s' as const };
    if (!contention && !coherency) {
      return define({ ...base, formula: 'replicas × capacity of one', terms: [replicas, one], compute: ([n, each]) => n * each });
    }
    const sigma = written(component, 'contention', 'ratio') ?? zero('contention');
    const kappa = written(component, 'coherency', 'ratio') ?? zero('coherency');
    return define({
      ...base,
      formula: 'N × capacity of one ÷ (1 + contention (N − 1) + coherency N (N − 1))',
      terms: [replicas, one, sigma, kappa],
      compute: ([n, each, s, k]) => scalability(n, each, s, k),
    });
  });
}

export function scalability(replicas: number, one: number, contention: number, coherency: number): number {
  return (replicas * one) / (1 + contention * (replicas - 1) + coherency * replicas * (replicas - 1));
}

function zero(name: string): Term {
  return { name, value: 0, unit: 'ratio', origin: 'assumed', source: 'neutral' };
}
