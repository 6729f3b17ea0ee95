import type { Component, Link } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { leavesProcess } from '../../model/processes.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, number, time } from '../words.js';

/** One slow dependency must not use up what all calls share. */
export const missingBulkhead = defineRule({
  name: 'missing-bulkhead',
  category: 'reliability',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'A slow dependency can take all the slots that calls to others need.',
  why: 'A service serves so many requests at a time. When one of the things it calls becomes slow, requests that wait for it fill all slots, and those that need only the healthy ones are turned away as well. A bulkhead keeps so many calls for each dependency and no more, as the walls of a ship keep a leak in one part.',
  silent: [
    'The `concurrency` of the service is not written, or it calls fewer than two others.',
    'None of them is an `external`, or has a written 99th percentile five times that of the fastest.',
    'The slow one has a `bulkhead`; or a `pool`, unless the service is said to wait with `io: blocking`.',
    'Modules of one deployable, and what is only drawn, do not count.',
    'The design is a sketch.',
  ],
  references: [
    'Michael T. Nygard, Release It!, 2nd edition (2018), chapter 5: Bulkheads',
    'Microsoft Azure Architecture Center, "Bulkhead pattern"',
  ],
  options: {
    ratio: { default: 5, doc: 'So many times the 99th percentile of the fastest makes a dependency slow.' },
    suggested: { default: 10, doc: 'Calls in flight to suggest for one dependency.' },
  },
  incorrect: [
    {
      title: 'a slow partner takes all 50 slots',
      code: 'service api { concurrency: 50 }\nservice stock {}\nexternal partner { latency: 400ms }\n\napi -> stock { timeout: 500ms }\napi -> partner { timeout: 5s, circuit-breaker { failures: 5, open: 60s, half-open: 1 } }\n',
    },
    {
      title: 'reports are twenty times slower than prices',
      code: 'service api { concurrency: 100 }\nservice prices { latency: 5ms, latency.p99: 20ms }\nservice reports { latency: 100ms, latency.p99: 400ms }\n\napi -> prices { timeout: 200ms }\napi -> reports { timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'at most ten calls to the partner at a time',
      code: 'service api { concurrency: 50 }\nservice stock {}\nexternal partner { latency: 400ms }\n\napi -> stock { timeout: 500ms }\napi -> partner { timeout: 5s, bulkhead: 10, circuit-breaker { failures: 5, open: 60s, half-open: 1 } }\n',
    },
    {
      title: 'nothing waits in a thread, and connections are limited',
      code: 'service api { concurrency: 5k, io: non-blocking }\nservice stock {}\nexternal partner { latency: 400ms }\n\napi -> stock { timeout: 500ms, pool: 50 }\napi -> partner { timeout: 5s, pool: 20, circuit-breaker { failures: 5, open: 60s, half-open: 1 } }\n',
    },
  ],
  check({ model, options, report }) {
    for (const service of model.components) {
      const { concurrency, io } = service.properties;
      if (service.kind !== 'service' && service.kind !== 'worker') continue;
      if (!concurrency || concurrency.origin === 'engine') continue;
      const downstream = new Map<Component, [Link, ...Link[]]>();
      for (const link of service.outgoing) {
        if (!link.synchronous || !isBuilt(link) || !leavesProcess(model, link)) continue;
        const others = downstream.get(link.target);
        if (others) others.push(link);
        else downstream.set(link.target, [link]);
      }
      if (downstream.size < 2) continue;
      const fastest = Math.min(...[...downstream.keys()].map((target) => p99(target) ?? Number.POSITIVE_INFINITY));
      const isSlow = (target: Component): boolean =>
        target.kind === 'external' || (p99(target) ?? 0) >= options.ratio * fastest;
      const isKeptApart = ({ properties: { bulkhead, pool } }: Link): boolean =>
        bulkhead !== undefined || (pool !== undefined && io?.value !== 'blocking');
      const slow = [...downstream].filter(([target, links]) => isSlow(target) && !links.some(isKeptApart));
      if (slow.length === 0) continue;
      const [worst] = slow;
      const others = [...downstream.keys()].filter((target) => target !== worst[0]);
      const slowness = p99(worst[0]) === undefined ? '' : ` (99th percentile ${time(p99(worst[0])!)})`;
      report(
        service,
        `The ${number(concurrency.value)} slots of \`${service.id}\` are shared by all its calls: when \`${worst[0].id}\`${slowness} becomes slow, requests that wait for it take them all, and calls to ${listed(others.map(({ id }) => id))} fail too.`,
        {
          at: concurrency.property,
          subjects: slow.map(([, [link]]) => link),
          related: slow.map(([, [link]]) => ({ at: link.head, message: 'Nothing limits the calls in flight here.' })),
          fixes: [
            {
              title: `Add \`bulkhead: ${options.suggested}\` to ${listed(slow.map(([target]) => target.id))}`,
              safe: false,
              edits: firstOfStatements(slow.map(([, [link]]) => link)).map((link) =>
                insertProperty(model, link, 'bulkhead', String(options.suggested)),
              ),
            },
          ],
        },
      );
    }
  },
});

/** As the design says; typical figures of engines lie within a factor of five too easily. */
function p99({ properties }: Component): number | undefined {
  const value = properties['latency.p99'];
  return value && value.origin !== 'engine' && value.value > 0 ? value.value : undefined;
}

/** One link for each statement: hops of a chain share their properties. */
function firstOfStatements(links: readonly Link[]): readonly Link[] {
  return [...new Map(links.map((link) => [link.chain.links, link])).values()];
}
