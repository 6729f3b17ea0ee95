import type { Estimates } from '../estimate/estimates.js';
import type { Component, Link } from '../model/model.js';
import { mostReplicas } from './replicas.js';

export interface ConsumerLoad {
  readonly consumers: readonly Component[];
  readonly average: number;
  readonly peak: number;
  /** Messages a second that the consumers can take on average, and at peak, beside what else they do. */
  readonly sustained: number;
  readonly atPeak: number;
}

/** What arrives for consumers that share the messages of a broker, and what they can take; `undefined` while a part is unknown. */
export function loadOf(estimates: Estimates, links: readonly Link[]): ConsumerLoad | undefined {
  const sumOf = (list: readonly Link[], figure: string): number | undefined => {
    let total = 0;
    for (const link of list) {
      const value = estimates.value(link, figure);
      if (value === undefined) return undefined;
      total += value;
    }
    return total;
  };
  const consumers = [...new Set(links.map(({ target }) => target))];
  const average = sumOf(links, 'rate.average');
  const peak = sumOf(links, 'rate.peak');
  let sustained = 0;
  let atPeak = 0;
  for (const consumer of consumers) {
    const own = links.filter(({ target }) => target === consumer);
    const capacity = mostReplicas(consumer) === undefined ? undefined : estimates.value(consumer, 'capacity');
    const free = (when: string): number | undefined => {
      const all = estimates.value(consumer, `rate.${when}`);
      const ours = sumOf(own, `rate.${when}`);
      return capacity === undefined || all === undefined || ours === undefined
        ? undefined
        : Math.max(0, capacity - Math.max(0, all - ours));
    };
    const [usually, busy] = [free('average'), free('peak')];
    if (usually === undefined || busy === undefined) return undefined;
    sustained += usually;
    atPeak += busy;
  }
  return average === undefined || peak === undefined ? undefined : { consumers, average, peak, sustained, atPeak };
}
