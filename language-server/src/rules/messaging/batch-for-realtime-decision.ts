import { dimensions, writeQuantity } from '@archlang/grammar';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { isOnlyFedByBrokers } from '../brokers.js';
import { isOwn, removeProperty, replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { changeKind } from '../statements.js';
import { usesOn } from '../uses.js';
import { time } from '../words.js';

/** What is decided in the night comes too late for what happened at noon. */
export const batchForRealtimeDecision = defineRule({
  name: 'batch-for-realtime-decision',
  category: 'messaging',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'A job runs too seldom for what waits for its result.',
  why: 'What happens just after a run has begun waits for the next one, and then for that to end: a whole period and a whole run. A fraud that is found the next morning has been paid out; an alert after an hour reports a failure that everybody knows. Such decisions belong to a consumer that looks at each event as it comes.',
  silent: [
    'Nothing that the job works on, and no flow that it starts, has a `max-delay`.',
    'The period and the longest run fit into it; where the run’s length is unknown, its `window` counts, else nothing.',
    'The job has no period (`every`).',
    'It or what it is linked with is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: stream processing, uses of stream processing',
    'Tyler Akidau, Slava Chernyak and Reuven Lax, Streaming Systems (2018), chapter 1',
    'Jay Kreps, "Questioning the Lambda Architecture", O’Reilly Radar (2014)',
  ],
  incorrect: [
    {
      title: 'fraud is looked for once a day',
      code: 'client app {}\nflow pay { from: app, rate: 10/s, op: write, max-delay: 100ms }\nservice payments {}\ntopic paid {}\njob fraud { every: 1d }\n\napp -> payments { timeout: 2s }\npayments ~> paid ~> fraud\n',
    },
    {
      title: 'a quarter of an hour is not a minute',
      code: 'job watch { every: 15min }\ndatabase readings {}\nexternal pager { role: notification }\n\nwatch -> readings { op: read, timeout: 10s }\nwatch -> pager { max-delay: 1min, op: write, timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'each payment is looked at as it comes',
      code: 'client app {}\nflow pay { from: app, rate: 10/s, op: write, max-delay: 100ms }\nservice payments {}\ntopic paid {}\nworker fraud {}\n\napp -> payments { timeout: 2s }\npayments ~> paid ~> fraud\n',
    },
    {
      title: 'a report that may take two days',
      code: 'client app {}\nflow pay { from: app, rate: 10/s, op: write, max-delay: 2d }\nservice payments {}\ntopic paid {}\njob report { every: 1d }\n\napp -> payments { timeout: 2s }\npayments ~> paid ~> report\n',
    },
  ],
  check({ model, estimates, report }) {
    for (const job of model.components) {
      const { every, window, future } = job.properties;
      if (job.kind !== 'job' || !every || future?.value === true) continue;
      const limit = strictest(model, job);
      const duration = estimates.value(job, 'job.duration');
      const run = duration ?? window?.value ?? 0;
      if (!limit || every.value + run <= limit.value) continue;
      const worst = run > 0 ? ` and ${duration === undefined ? 'may take' : 'takes'} ${time(run)}` : '';
      report(
        job,
        `\`${job.id}\` runs every ${time(every.value)}${worst}, but its result is needed within ${time(limit.value)}.`,
        {
          at: every.property,
          related: [{ at: limit.at, message: 'So late it may be.' }],
          fixes: fixes(model, job, every, limit.value - run),
        },
      );
    }
  },
});

/** The shortest delay allowed to what comes to the job, goes out from it, or starts with it. */
function strictest(model: Model, job: Component): Value<number> | undefined {
  const links: readonly Link[] = [...job.incoming, ...job.outgoing].filter(isBuilt);
  const limits = [
    ...links.flatMap((link) => [
      link.properties['max-delay'],
      ...usesOn(model, link).map(({ flow }) => flow && flowProperty(link, flow, 'max-delay')),
    ]),
    ...model.flows.filter(({ from }) => from === job).map(({ properties }) => properties['max-delay']),
  ].filter((limit) => limit !== undefined);
  return limits.sort((a, b) => a.value - b.value)[0];
}

function fixes(model: Model, job: Component, every: Value<number>, period: number): Fix[] {
  const all: Fix[] = [];
  if (!isOwn(job, every)) return all;
  const { window, volume, throughput } = job.properties;
  const kind = changeKind(model, job, 'worker');
  if (kind && isOnlyFedByBrokers(job) && !window && !volume && !throughput) {
    all.push({
      title: `Make \`${job.id}\` a worker that takes each message as it comes`,
      safe: false,
      edits: [kind, removeProperty(model, every)],
    });
  }
  if (period >= 60) {
    const text = writeQuantity(period, dimensions.time, { rounding: 'down' });
    all.push({ title: `Run it every ${text}`, safe: false, edits: [replaceValue(every, text)] });
  }
  return all;
}
