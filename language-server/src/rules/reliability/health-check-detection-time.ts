import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Location } from '../../model/source.js';
import type { Value } from '../../model/value.js';
import { isOwn } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { neededFor } from '../objectives.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { number, percent, time } from '../words.js';

/** Until a dead replica is noticed, it gets its share of the requests. */
export const healthCheckDetectionTime = defineRule({
  name: 'health-check-detection-time',
  category: 'reliability',
  mode: 'derived',
  severity: 'info',
  tier: 3,
  summary: 'A health check notices a dead replica too late, or its figures do not fit together.',
  why: 'A replica is taken out after several failed checks in a row, so noticing takes the interval times their number, and the wait for the last one. All that time requests still go there and fail. That time counts against the time to recover, of which it should be a small part; and a check that may wait as long as the next one is due does not say what it found in time. Where a single failed check is enough, it must not be one that merely took a little longer.',
  silent: [
    'The interval, or the number of failed checks, is not written.',
    'It is noticed within the `rto` of the component or the system, and takes a small part of the downtime that an objective of availability leaves; or neither is promised.',
    'One check waits for less than the interval.',
    'It takes more than one failed check, or the check waits at least as long as the slowest of 100 answers takes (`latency.p99`).',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Builders\' Library, David Yanacek, "Implementing health checks" (2020)',
    'HAProxy documentation, Configuration Manual: inter, fall and timeout check',
  ],
  options: {
    budget: { default: 0.1, doc: 'Part of the downtime that is left in a month (a ratio) that noticing may take.' },
    interval: { default: '10s', doc: 'The `interval` that a fix writes.' },
    unhealthy: { default: '3', doc: 'The `unhealthy` that a fix writes.' },
    timeout: { default: '2s', doc: 'The `timeout` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'five minutes of the 44 that a month has',
      code: 'system { slo { availability: 99.9% } }\nclient web {}\nlb front { health-check { path: "/ready", interval: 60s, unhealthy: 5 } }\nservice api { replicas: 3 }\n\nweb -> front -> api { timeout: 3s }\n',
    },
    {
      title: 'one slow answer is enough',
      code: 'lb front { health-check { path: "/ready", interval: 10s, timeout: 200ms, unhealthy: 1 } }\nservice api { replicas: 3, latency.p99: 300ms }\n\nfront -> api { timeout: 3s }\n',
    },
    {
      title: 'twenty-five minutes of five that are promised',
      code: 'system { rto: 5min }\nlb front { managed: yes, health-check { path: "/ready", interval: 5min, unhealthy: 5 } }\nservice api { replicas: 3 }\n\nfront -> api { timeout: 3s }\n',
    },
    {
      title: 'a check waits longer than the next one is away',
      code: 'lb front { managed: yes, health-check { path: "/ready", interval: 5s, timeout: 10s, unhealthy: 3 } }\nservice api { replicas: 3 }\n\nfront -> api { timeout: 3s }\n',
    },
  ],
  correct: [
    {
      title: 'half a minute',
      code: 'system { rto: 5min }\nlb front { managed: yes, health-check { path: "/ready", interval: 10s, timeout: 2s, unhealthy: 3 } }\nservice api { replicas: 3 }\n\nfront -> api { timeout: 3s }\n',
    },
    {
      title: 'nobody says how many checks must fail',
      code: 'system { rto: 5min }\nlb front { managed: yes, health-check { path: "/ready", interval: 5min } }\nservice api { replicas: 3 }\n\nfront -> api { timeout: 3s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const component of model.components) {
      const { future, 'health-check': check } = component.properties;
      if (!check || !isOwn(component, check) || future?.value === true) continue;
      const { interval, unhealthy, timeout } = check.value;
      if (!interval) continue;
      if (timeout && timeout.value >= interval.value) {
        report(
          component,
          `A check of \`${component.id}\` may wait ${time(timeout.value)} for its answer, but the next one is due after ${time(interval.value)}.`,
          {
            at: timeout.property,
            fixes: set(model, component, check, { interval: options.interval, timeout: options.timeout }),
          },
        );
        continue;
      }
      if (!unhealthy) continue;
      const slowest = unhealthy.value === 1 ? slowestBehind(component) : 0;
      if (timeout && timeout.value < slowest) {
        report(
          component,
          `One answer after more than ${time(timeout.value)} is enough for \`${component.id}\` to give a replica up, and 1 in 100 takes ${time(slowest)}: sound ones come and go.`,
          { at: unhealthy.property, fixes: set(model, component, check, { unhealthy: options.unhealthy }) },
        );
        continue;
      }
      const limit = limitOf(model, component, options.budget);
      const detection = interval.value * unhealthy.value + (timeout?.value ?? 0);
      if (!limit || !exceeds(detection, limit.seconds)) continue;
      report(
        component,
        `\`${component.id}\` notices a dead replica after ${time(detection)} (${number(unhealthy.value)} checks, one every ${time(interval.value)}), but ${limit.what}.`,
        {
          at: check.property,
          related: [{ at: limit.at, message: 'This is promised.' }],
          fixes:
            limit.seconds >= enough
              ? set(model, component, check, { interval: options.interval, unhealthy: options.unhealthy })
              : [],
        },
      );
    }
  },
});

interface Limit {
  readonly seconds: number;
  /** Ends the sentence that begins with how long noticing takes. */
  readonly what: string;
  readonly at: Location;
}

/** The time to recover, or the part of the month's downtime that noticing may take: the shorter one. */
function limitOf(model: Model, component: Component, part: number): Limit | undefined {
  const rto = component.properties.rto ?? model.system?.properties.rto;
  const objective = neededFor(model, 0).get(component);
  const limits: Limit[] = [];
  if (rto) limits.push({ seconds: rto.value, what: `all should be back after ${time(rto.value)}`, at: rto.property });
  if (objective) {
    const left = (1 - objective.availability) * model.calendar.month;
    const what = `${objective.by} promises ${percent(objective.availability)}, which leaves ${time(left)} of downtime a month`;
    limits.push({ seconds: part * left, what, at: objective.at });
  }
  return limits.sort((a, b) => a.seconds - b.seconds)[0];
}

/** The 99th percentile of what a balancer chooses among, or of what is checked itself; 0 where it is not written. */
function slowestBehind({ kind, properties, outgoing }: Component): number {
  const isBalancer = kind === 'lb' || kind === 'gateway';
  const checked = isBalancer ? outgoing.filter(isBuilt).map(({ target }) => target.properties) : [properties];
  return Math.max(0, ...checked.map(({ 'latency.p99': p99 }) => p99?.value ?? 0));
}

/** Seconds that the figures of a fix need at most, with room. */
const enough = 60;

function set(
  model: Model,
  component: Component,
  check: Value<Readonly<Record<string, Value<unknown> | undefined>>>,
  figures: Readonly<Record<string, string>>,
): Fix[] {
  const block = { name: 'health-check', value: check };
  const present = Object.entries(figures).filter(([name]) => check.value[name]);
  const title = `Set ${present.map(([name, text]) => `\`${name}: ${text}\``).join(' and ')}`;
  return [
    { title, safe: false, edits: present.map(([name, text]) => setInBlock(model, component, block, name, text)) },
  ];
}
