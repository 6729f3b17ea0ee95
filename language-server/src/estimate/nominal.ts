import type { Component } from '../model/model.js';
import { isBuilt } from '../model/planned.js';
import { awaitedTime } from './awaited.js';
import { type Cell, constant, define, derived, type Term, type Working } from './cell.js';
import { isStore } from './kinds.js';
import { responseOfComponent } from './latency/response.js';
import { ownWork } from './own-work.js';
import { runsModules } from './programs.js';
import { running } from './replicas.js';
import { figureOf, property, type Sheet, written } from './sheet.js';

/** Requests per second that one replica serves: its capacity, else by Little's law, else unknown. */
export function capacityOfOne(sheet: Sheet, component: Component): Term {
  const { concurrency, capacity } = component.properties;
  const isByLittle = runsModules(sheet, component) && concurrency && !capacity;
  return (isByLittle ? undefined : stated(component)) ?? derived(byLittle(sheet, component));
}

/** Capacity as written or the engine's; without a `concurrency` there is no other way to one. */
function stated(component: Component): Term | undefined {
  const { concurrency, latency } = component.properties;
  return (
    written(component, 'capacity', '/s') ?? (concurrency && latency ? undefined : property(component, 'capacity', '/s'))
  );
}

/**
 * concurrency ÷ time in service (Little 1961). With blocking I/O a slot is held while the calls it waits for run; otherwise
 * only for its own time (properties.md 5.10). Modules work in the slots of their program.
 */
const byLittle = figureOf('capacity.replica', '/s', (sheet, component: Component) => {
  const { io } = component.properties;
  const frees = io?.value === 'non-blocking';
  if (runsModules(sheet, component)) {
    const held = frees ? ownWork(sheet, component) : responseOfComponent(sheet, component).time;
    return {
      formula: `concurrency ÷ time of a request in it and its modules${frees ? '' : ', calls it waits for included'}`,
      terms: [property(component, 'concurrency', 'count'), derived(held)],
      compute: byTime,
      notes: io ? [] : blockingAssumed,
    };
  }
  const awaited = frees ? undefined : awaitedTime(sheet, component);
  return {
    formula: awaited ? 'concurrency ÷ (latency + calls it waits for)' : 'concurrency ÷ latency',
    terms: [
      property(component, 'concurrency', 'count'),
      property(component, 'latency', 's'),
      ...(awaited ? [derived(awaited)] : []),
    ],
    compute: byTime,
    notes: awaited && !io ? blockingAssumed : [],
  };
});

const blockingAssumed = ['Blocking I/O is assumed: a slot is held while calls are awaited.'];

function byTime([slots, own, calls = 0]: readonly number[]): number {
  return slots / (own + calls);
}

/**
 * What N replicas serve together: N × one, or with `contention` σ and `coherency` κ by the universal scalability law,
 * N·γ ÷ (1 + σ(N − 1) + κN(N − 1)) (Gunther 2007).
 */
export function nominalCapacity(sheet: Sheet, component: Component): Cell {
  // A store's `capacity` is that of its busiest node, at the present mix.
  return isStore(component) ? ofAllNodes(sheet, component) : ofAll(sheet, component);
}

const ofAllNodes = figureOf('capacity.nominal', '/s', all);
const ofAll = figureOf('capacity', '/s', all);

function all(sheet: Sheet, component: Component): Working {
  return together(component, working(component), capacityOfOne(sheet, component));
}

/** The same without the calls it waits for: what competing consumers share a queue by, before any traffic is known. */
export const ownCapacity = figureOf('capacity.own', '/s', (_sheet, component: Component) => {
  const slots = property(component, 'concurrency', 'count');
  const time = property(component, 'latency', 's');
  return together(component, working(component), stated(component) ?? derived(ofOneAlone(component, slots, time)));
});

function ofOneAlone(component: Component, slots: Term, time: Term): Cell {
  const compute = ([concurrency, latency]: readonly number[]): number => concurrency / latency;
  return define({
    subject: component.id,
    figure: 'capacity.alone',
    unit: '/s',
    formula: 'concurrency ÷ latency',
    terms: [slots, time],
    compute,
  });
}

/** What so many replicas serve. */
export function together(component: Component, replicas: Term, one: Term): Working {
  const scalabilities = scalabilityTerms(component);
  if (scalabilities.length === 0)
    return { formula: 'replicas × capacity of one', terms: [replicas, one], compute: inProportion };
  return {
    formula: 'N × capacity of one ÷ (1 + contention (N − 1) + coherency N (N − 1))',
    terms: [replicas, one, ...scalabilities],
    compute: withContention,
  };
}

function inProportion([replicas, one]: readonly number[]): number {
  return replicas * one;
}

function withContention([replicas, one, contention, coherency]: readonly number[]): number {
  return scalability(replicas, one, contention, coherency);
}

/** Contention and coherency, where the design says either. */
export function scalabilityTerms(component: Component): readonly Term[] {
  const { contention, coherency } = component.properties;
  if (!contention && !coherency) return [];
  const orNone = (name: 'contention' | 'coherency'): Term =>
    written(component, name, 'ratio') ?? constant(`${component.id}.${name}`, 0, 'ratio', 'neutral');
  return [orNone('contention'), orNone('coherency')];
}

export function scalability(replicas: number, one: number, contention = 0, coherency = 0): number {
  if (replicas <= 0) return 0;
  return (replicas * one) / (1 + contention * (replicas - 1) + coherency * replicas * (replicas - 1));
}

/** Replicas that can work at once: consumers of a topic no more than it has partitions. */
export function working(component: Component, replicas: Term = running(component), figure = 'replicas.working'): Term {
  const partitions = partitionsOf(component);
  if (!partitions) return replicas;
  const formula = 'replicas, at most the partitions of the topic';
  const compute = ([all, most]: readonly number[]): number => Math.min(all, most);
  return derived(
    define({ subject: component.id, figure, unit: 'count', formula, terms: [replicas, partitions], compute }),
  );
}

/** The partitions of the topic a component consumes, where that is all it does. */
function partitionsOf(component: Component): Term | undefined {
  if (component.incoming.every(({ source }) => source.kind !== 'topic')) return undefined;
  const incoming = component.incoming.filter(isBuilt);
  if (incoming.length !== 1 || incoming[0].source.kind !== 'topic') return undefined;
  return written(incoming[0].source, 'partitions', 'count');
}
