import type { Component } from '../model/model.js';
import { isPlanned } from '../model/planned.js';
import { type Cell, define, derived, isKnown, type Term, unknown, type Working } from './cell.js';
import { isStore } from './kinds.js';
import { busiestNode, hidesCopies, loadOrder, storeLoad } from './load.js';
import { capacityOfOne, nominalCapacity, together, working } from './nominal.js';
import { countable } from './replicas.js';
import { figureOf, perDesign, type Sheet } from './sheet.js';
import { componentRate } from './traffic/rates.js';

/** What may be gone at peak. */
export type Loss = 'replica' | 'zone' | 'region';

/** Kinds that serve requests: clients send them, meshes and jobs have no rate they are offered. */
export function serves({ kind }: Component): boolean {
  return kind !== 'client' && kind !== 'mesh' && kind !== 'job';
}

/** ρ = λ̂ ÷ capacity; of a store the busiest node's load ÷ what a node can do. At 1 and above it is saturated. */
export function utilisation(sheet: Sheet, component: Component, loss?: Loss): Cell {
  return utilisations[loss ?? 'none'](sheet, component);
}

const utilisations = {
  none: figureOf('utilisation', 'ratio', (sheet, component: Component) =>
    isStore(component) ? storeUtilisation(sheet, component, undefined) : plainUtilisation(sheet, component),
  ),
  replica: utilisationWithout('replica'),
  zone: utilisationWithout('zone'),
  region: utilisationWithout('region'),
} as const;

function utilisationWithout(loss: Loss): (sheet: Sheet, component: Component) => Cell {
  const capacityLeft = figureOf(`capacity.${loss}-lost`, '/s', (sheet, component: Component) => {
    const left = working(component, derived(remaining[loss](sheet, component)), `replicas.working.${loss}-lost`);
    return together(component, left, capacityOfOne(sheet, component));
  });
  const formula = `peak rate ÷ capacity without the ${loss === 'replica' ? 'replica' : `fullest ${loss}`}`;
  return figureOf(`utilisation.${loss}-lost`, 'ratio', (sheet, component: Component) => {
    if (isStore(component)) return storeUtilisation(sheet, component, loss);
    const peak = derived(componentRate(sheet, component, 'peak'));
    const places = loss === 'replica' ? undefined : placesOf(component, loss);
    if (places && !isKnown(places)) return { formula, terms: [peak, places], compute: divide };
    const left = remaining[loss](sheet, component);
    // Where nobody can tell how many are left, that is what is missing.
    const capacity = left.value === undefined ? left : capacityLeft(sheet, component);
    return { formula, terms: [peak, derived(capacity)], compute: divide };
  });
}

function plainUtilisation(sheet: Sheet, component: Component): Working {
  return {
    formula: 'peak rate ÷ capacity',
    terms: [derived(componentRate(sheet, component, 'peak')), derived(nominalCapacity(sheet, component))],
    compute: divide,
  };
}

function divide([rate, capacity]: readonly number[]): number {
  if (rate === 0) return 0;
  return capacity > 0 ? rate / capacity : Number.POSITIVE_INFINITY;
}

/** Replicas left after the loss; replicas are spread evenly, the fullest place holds the remainder. */
const remaining = {
  replica: figureOf('replicas.replica-lost', 'count', (_sheet, component: Component) => ({
    formula: 'replicas − 1',
    terms: [countable(component)],
    compute: oneLess,
  })),
  zone: remainingWithout('zone'),
  region: remainingWithout('region'),
} as const;

function remainingWithout(place: 'zone' | 'region'): (sheet: Sheet, component: Component) => Cell {
  const formula = `replicas − ⌈replicas ÷ ${place}s⌉`;
  return figureOf(`replicas.${place}-lost`, 'count', (_sheet, component: Component) => ({
    formula,
    terms: [countable(component), placesOf(component, place)],
    compute: withoutFullest,
  }));
}

function oneLess([replicas]: readonly number[]): number {
  return replicas - 1;
}

function withoutFullest([replicas, places]: readonly number[]): number {
  return replicas - Math.ceil(replicas / places);
}

/** The number of zones or regions a component is spread over; unknown where it does not say. */
export function placesOf(component: Component, place: 'zone' | 'region'): Term {
  const property = `${place}s` as const;
  const value = component.properties[property];
  const name = `${component.id}.${property}`;
  if (!value || value.value.length === 0) return unknown(name);
  return { name, value: new Set(value.value).size, unit: 'count', origin: value.origin, at: value.at };
}

function storeUtilisation(sheet: Sheet, store: Component, loss: Loss | undefined): Working {
  const { topology, assumedTopology, terms } = storeLoad(sheet, store);
  const nodes = loss ? countable(store) : terms.nodes;
  const places = loss && loss !== 'replica' ? [placesOf(store, loss)] : [];
  // Shards that lose their node move to another, where the provider keeps the copies.
  const left = hidesCopies(store) ? withNodesLost : topology === 'leaderless' ? withFewerNodes : withFewerCopies;
  const how =
    topology === 'leaderless' ? '(writes × copies + reads × read quorum) ÷ nodes' : 'reads ÷ readers + writes';
  return {
    formula: `busiest node: (${how}) ÷ capacity of a node${loss ? `, one ${loss} lost` : ''}`,
    terms: [nodes, ...loadOrder.slice(1).map((name) => terms[name]), ...places],
    compute: (values) => busiestNode(topology, loss ? left(values, loss) : values),
    notes: assumedTopology
      ? ['One leader that takes all writes is assumed; say otherwise with `replication { topology }`.']
      : [],
  };
}

function lostOf(all: number, loss: Loss, values: readonly number[]): number {
  return loss === 'replica' ? 1 : Math.ceil(all / values[loadOrder.length]);
}

function withNodesLost(values: readonly number[], loss: Loss): number[] {
  const [nodes, copies, , ...rest] = values;
  const left = nodes - lostOf(nodes, loss, values);
  return [left, copies, left / copies, ...rest];
}

function withFewerNodes(values: readonly number[], loss: Loss): number[] {
  const [nodes, copies, ...rest] = values;
  const left = nodes - lostOf(nodes, loss, values);
  return [left, Math.min(copies, left), ...rest];
}

function withFewerCopies(values: readonly number[], loss: Loss): number[] {
  const [nodes, copies, ...rest] = values;
  return [nodes - lostOf(nodes, loss, values), copies - lostOf(copies, loss, values), ...rest];
}

/** What a component can take; a store at the present mix, λ̂ ÷ utilisation (properties.md 5.11). */
export function capacity(sheet: Sheet, component: Component): Cell {
  return isStore(component) ? storeCapacity(sheet, component) : nominalCapacity(sheet, component);
}

const storeCapacity = figureOf('capacity', '/s', (sheet, store: Component) => {
  const peak = componentRate(sheet, store, 'peak');
  const isIdle = peak.value === 0 ? [unknown(`${store.id}.rate.peak`)] : [];
  return {
    formula: 'peak rate ÷ utilisation, at the present mix of reads and writes',
    terms: [derived(peak), derived(utilisation(sheet, store)), ...isIdle],
    compute: ([rate, used]) => (used > 0 ? rate / used : Number.NaN),
  };
});

/** 1 − ρ: the part of the capacity that is free at peak. */
export const headroom = figureOf('headroom', 'ratio', (sheet, component: Component) => ({
  formula: '1 − utilisation',
  terms: [derived(utilisation(sheet, component))],
  compute: ([used]) => 1 - used,
}));

/** The factor by which load can grow before this component saturates: 1 ÷ ρ. */
export const breakingPoint = figureOf('breaking-point', 'factor', (sheet, component: Component) => ({
  formula: '1 ÷ utilisation',
  terms: [derived(utilisation(sheet, component))],
  compute: ([used]) => (used > 0 ? 1 / used : Number.POSITIVE_INFINITY),
}));

/** The factor by which load can grow before the first component saturates; the notes name the first three. */
export const systemBreakingPoint = perDesign((sheet) => {
  const serving = sheet.model.components.filter((component) => serves(component) && !isPlanned(component));
  const points = serving.map((component) => breakingPoint(sheet, component));
  const known = points.filter(({ value }) => value !== undefined);
  const first = known.filter(({ value }) => Number.isFinite(value)).sort((a, b) => a.value! - b.value!);
  const named = first.slice(0, 3).map(({ subject, value }) => `${subject} at ${value!.toPrecision(3)}x`);
  const others = points.length - known.length;
  const notes = named.length > 0 ? [`First to saturate: ${named.join(', ')}.`] : [];
  if (others > 0 && known.length > 0)
    notes.push(`Left out, as nobody can tell: ${others} of ${points.length} components.`);
  return define({
    subject: 'system',
    figure: 'breaking-point',
    unit: 'factor',
    formula: 'the smallest breaking point of its components',
    terms: known.length > 0 ? known.map((point) => derived(point)) : points.map((point) => derived(point)),
    compute: (values) => values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY),
    notes,
  });
});
