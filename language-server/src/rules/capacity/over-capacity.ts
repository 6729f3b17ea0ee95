import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { isOnlyFedByBrokers, workers } from '../brokers.js';
import { setProperty } from '../edits.js';
import { evenUtilisation, hotKeysOf } from '../hot-keys.js';
import { leaderFault } from '../leaders.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { number, percent, rate } from '../words.js';

/** More arrives at peak than can be served: queues grow without end. */
export const overCapacity = defineRule({
  name: 'over-capacity',
  category: 'capacity',
  mode: 'derived',
  severity: 'error',
  tier: 1,
  summary: 'At peak more arrives than a component can serve, or so much that waiting grows steeply.',
  why: 'Where arrivals exceed what can be served, the queue in front grows for as long as the peak lasts, and every answer comes later than the one before until callers give up. Waiting grows long before that: with random arrivals it is proportional to ρ ÷ (1 − ρ), three times the service time at 75% and nine times at 90%, so that some capacity has to stay free for bursts and failures.',
  silent: [
    'The load or the capacity is unknown: the figure names what is missing.',
    'The number of replicas is not written, nor what autoscaling may reach: an assumed single box proves nothing.',
    'All its work comes out of queues and topics, where it may wait: `consumer-lag` says what that leads to.',
    'A single leader cannot take the writes, or copies cannot serve the reads beside them: `single-leader-write-bottleneck` or `read-replica-undersized` says so, and what helps.',
    'Spread evenly, the load could be served, and one key is what is too hot: `hot-key` says so, unless something is done about it that no figure counts: `hot-keys` without a number, or a `coalescing` of which nobody knows how much it saves.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Mor Harchol-Balter, Performance Modeling and Design of Computer Systems (2013), chapters 2 and 14: stability, and M/M/k',
    'Neil J. Gunther, Guerrilla Capacity Planning (2007), chapter 2',
    'Betsy Beyer and others (eds.), Site Reliability Engineering (2016), chapter 21: Handling Overload',
  ],
  options: {
    target: {
      default: 0.7,
      doc: 'Utilisation at peak from which it is a warning, where the component sets no `target-utilisation` of its own.',
    },
  },
  incorrect: [
    {
      title: 'ten replicas for a peak that needs fifty',
      code: 'client web { users: 100M }\nflow visit { from: web, rate: 10/user/day, peak: 3x }\nlb front { managed: yes }\nservice api { replicas: 10, capacity: 1k/s }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'a store that serves the peak, with nothing left for a burst',
      code: 'client web { users: 8.64M }\nflow save { from: web, rate: 10/user/day, op: write, peak: 1x }\nlb front { managed: yes }\nservice api { replicas: 4, capacity: 1k/s }\ndatabase notes { replicas: 1, capacity: 1.2k/s }\n\nweb -> front -> api { timeout: 2s }\napi -> notes { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'enough replicas for the peak, with a third to spare',
      code: 'client web { users: 100M }\nflow visit { from: web, rate: 10/user/day, peak: 3x }\nlb front { managed: yes }\nservice api { replicas: 52, capacity: 1k/s }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'autoscaling may reach what the peak needs',
      code: 'client web { users: 100M }\nflow visit { from: web, rate: 10/user/day, peak: 3x }\nlb front { managed: yes }\nservice api { capacity: 1k/s, autoscale { min: 10, max: 60 } }\n\nweb -> front -> api { timeout: 2s }\n',
    },
    {
      title: 'the capacity is not known',
      code: 'client web { users: 100M }\nflow visit { from: web, rate: 10/user/day }\nservice api { replicas: 2 }\n\nweb -> api { timeout: 2s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const component of model.components) {
      const { kind, properties } = component;
      if (properties.future?.value === true) continue;
      if (!properties.replicas && !properties.autoscale?.value.max && kind !== 'external') continue;
      if (workers.has(kind) && isOnlyFedByBrokers(component)) continue;
      const used = estimates.value(component, 'utilisation');
      const target = properties['target-utilisation']?.value ?? options.target;
      if (used === undefined || used < target) continue;
      const isOver = exceeds(used, 1);
      if (isOver && leaderFault(estimates, component)) continue;
      if (isOfOneKey(estimates, component, isOver ? 1 : target)) continue;
      const ofOneKey = stillOfOneKey(estimates, component, isOver ? 1 : target);
      report(component, message(component, estimates, used, target) + ofOneKey, {
        severity: isOver ? 'error' : 'warning',
        fixes: fixes(model, component, estimates),
      });
    }
  },
});

/** The load of one key is what its nodes cannot bear, or could not if nothing were done about it that no figure counts. */
function isOfOneKey(estimates: Estimates, component: Component, limit: number): boolean {
  const isEased = component.tables.some(
    (table) => table.properties.skew && table.properties['hot-keys'] && !isCounted(estimates, table),
  );
  if (!isEased && hotKeysOf(estimates, component).length === 0) return false;
  const even = evenUtilisation(estimates, component);
  return even !== undefined && even < limit;
}

/** Do figures count what is done about the hot keys of a table? */
function isCounted(estimates: Estimates, { id, store, properties }: Table): boolean {
  const way = properties['hot-keys']?.value;
  if (way !== 'coalescing') return typeof way === 'object';
  const inputs = estimates.get(`${store.id}.utilisation`)?.inputs ?? [];
  return inputs.some(({ name }) => name === `${id}.skew.reads`);
}

/** Says that a key is spread, and not enough, where more of the same would help more than replicas. */
function stillOfOneKey(estimates: Estimates, component: Component, limit: number): string {
  for (const table of component.tables) {
    const { id, properties } = table;
    const way = properties['hot-keys']?.value;
    if (!properties.skew || way === undefined || !isCounted(estimates, table)) continue;
    const even = evenUtilisation(estimates, component);
    if (even === undefined || even >= limit) return '';
    const written =
      typeof way === 'string' ? way : `${way.call}(${way.arguments.map(({ value }) => value).join(', ')})`;
    return ` Spread evenly it would be ${percent(even)}: \`hot-keys: ${written}\` leaves too much of \`${id}\` on one key.`;
  }
  return '';
}

function message(component: Component, estimates: Estimates, used: number, target: number): string {
  const peak = estimates.value(component, 'rate.peak')!;
  const average = estimates.value(component, 'rate.average')!;
  const capacity = estimates.value(component, 'capacity');
  const load = `\`${component.id}\` receives ${rate(peak)} at peak (${rate(average)} on average)`;
  const can = capacity === undefined ? '' : ` and can serve ${rate(capacity)}`;
  if (exceeds(used, 1))
    return `${load}${can}: ${Number.isFinite(used) ? `${percent(used)} of it` : 'nothing of it'}, so its queue grows for as long as the peak lasts.`;
  return `${load}${can}: ${percent(used)} of it, where less than ${percent(target)} leaves room for bursts and a lost replica.`;
}

function fixes(model: Model, component: Component, estimates: Estimates): Fix[] {
  const needed = estimates.value(component, 'replicas.needed');
  const { autoscale, replicas } = component.properties;
  if (needed === undefined || !Number.isFinite(needed) || component.kind === 'external') return [];
  const text = String(needed);
  const max = autoscale?.value.max;
  if (max) return [{ title: `Let it scale to ${number(needed)} replicas`, safe: false, edits: [{ at: max.at, text }] }];
  const title = `Set \`replicas: ${text}\`, what the peak needs with one to spare`;
  return [{ title, safe: false, edits: [setProperty(model, component, 'replicas', replicas, text)] }];
}
