import type { Component, Flow } from '../../model/model.js';
import { type Cell, type Compute, derived, sum, type Working } from '../cell.js';
import { figureOf, type Sheet } from '../sheet.js';
import { lackingStart, sourceOf } from '../traffic/sources.js';
import { Distribution } from './distribution.js';
import { atPeak } from './peak.js';
import { type Response, responseOfComponent, responseOfSource } from './response.js';

export type Measure = 'mean' | 'p50' | 'p95' | 'p99' | 'bound';

export const measures: readonly Measure[] = ['mean', 'p50', 'p95', 'p99', 'bound'];

interface Percentile {
  readonly p: number;
  readonly formula: string;
  readonly compute: Compute<number>;
}

const percentiles: Readonly<Partial<Record<Measure, Percentile>>> = {
  p50: percentile(0.5),
  p95: percentile(0.95),
  p99: percentile(0.99),
};

function percentile(p: number): Percentile {
  return {
    p,
    formula: `${p * 100}th percentile of the response time: the distributions on the way combined`,
    compute: ([mean], [detail]) => (detail instanceof Distribution ? detail.quantile(p) : mean),
  };
}

/** How long a request of a flow takes at peak from where it starts, as far as somebody waits. */
export function flowLatency(sheet: Sheet, flow: Flow, measure: Measure): Cell {
  return ofFlows[measure](sheet, flow);
}

const ofFlows = eachMeasure((measure) =>
  figureOf(`latency.${measure}`, 's', (sheet, flow: Flow) => {
    const response = responseOfSource(sheet, sourceOf(sheet, flow), atPeak);
    const client = flow.from?.kind === 'client' ? flow.from : undefined;
    const notes =
      client && !client.properties.rtt ? [`The way from the device is not counted: ${client.id} says no rtt.`] : [];
    return response
      ? measureOf(measure, response, notes)
      : { formula: 'response time', terms: [lackingStart(sourceOf(sheet, flow))], compute: () => Number.NaN };
  }),
);

/** How long a component takes to answer at peak, the calls it waits for included, over all that arrives. */
export function componentLatency(sheet: Sheet, component: Component, measure: Measure): Cell {
  return ofComponents[measure](sheet, component);
}

const ofComponents = eachMeasure((measure) =>
  figureOf(`latency.${measure}`, 's', (sheet, component: Component) =>
    measureOf(measure, responseOfComponent(sheet, component, atPeak), []),
  ),
);

function eachMeasure<T>(make: (measure: Measure) => T): Readonly<Record<Measure, T>> {
  return Object.fromEntries(measures.map((measure) => [measure, make(measure)])) as Record<Measure, T>;
}

function measureOf(measure: Measure, response: Response, notes: readonly string[]): Working {
  const { time, bound } = response;
  if (measure === 'bound') {
    const formula = 'the p99 of all that is waited for, added up: more than any percentile of the whole';
    return { formula, terms: [derived(bound)], compute: sum, notes };
  }
  const all = (): readonly string[] => (time.value === undefined ? notes : [...new Set([...notes, ...time.notes])]);
  const percentile = percentiles[measure];
  if (!percentile) return { formula: 'mean response time', terms: [derived(time)], compute: sum, notes: all };
  // Without a p99 somewhere on the way nothing is known of the tail.
  const isOpen = percentile.p > 0.5 && bound.value === undefined;
  const terms = isOpen && time.value === undefined ? [response.missing] : [derived(time)];
  if (isOpen && time.value !== undefined) terms.push(derived(bound));
  return { formula: percentile.formula, terms, compute: percentile.compute, notes: all };
}
