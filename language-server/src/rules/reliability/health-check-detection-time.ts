import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isOwn } from '../edits.js';
import { setInBlock } from '../inner-blocks.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import { number, time } from '../words.js';

/** Until a dead replica is noticed, it gets its share of the requests. */
export const healthCheckDetectionTime = defineRule({
  name: 'health-check-detection-time',
  category: 'reliability',
  mode: 'derived',
  severity: 'info',
  tier: 3,
  summary: 'A health check notices a dead replica too late, or its figures do not fit together.',
  why: 'A replica is taken out after several failed checks in a row, so noticing takes the interval times their number, and the wait for the last one. All that time requests still go there and fail. That time counts against the time to recover, of which it should be a small part; and a check that may wait as long as the next one is due does not say what it found in time.',
  silent: [
    'The interval, or the number of failed checks, is not written.',
    'It is noticed within the `rto` of the component or the system, or none is promised.',
    'One check waits for less than the interval.',
    'The component is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Builders\' Library, David Yanacek, "Implementing health checks" (2020)',
    'HAProxy documentation, Configuration Manual: inter, fall and timeout check',
  ],
  options: {
    interval: { default: '10s', doc: 'The `interval` that a fix writes.' },
    unhealthy: { default: '3', doc: 'The `unhealthy` that a fix writes.' },
    timeout: { default: '2s', doc: 'The `timeout` that a fix writes.' },
  },
  incorrect: [
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
      const rto = component.properties.rto ?? model.system?.properties.rto;
      if (!unhealthy || !rto) continue;
      const detection = interval.value * unhealthy.value + (timeout?.value ?? 0);
      if (!exceeds(detection, rto.value)) continue;
      report(
        component,
        `\`${component.id}\` notices a dead replica after ${time(detection)} (${number(unhealthy.value)} checks, one every ${time(interval.value)}), but all should be back after ${time(rto.value)}.`,
        {
          at: check.property,
          related: [{ at: rto.property, message: 'This is promised.' }],
          fixes:
            rto.value >= enough
              ? set(model, component, check, { interval: options.interval, unhealthy: options.unhealthy })
              : [],
        },
      );
    }
  },
});

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
