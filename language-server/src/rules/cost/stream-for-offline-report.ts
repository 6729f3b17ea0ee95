import { dimensions, writeQuantity } from '@archlang/grammar';
import { flowProperty } from '../../model/inherit.js';
import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { changeKind } from '../statements.js';
import { time } from '../words.js';

/** It runs every second for what is looked at once a year. */
export const streamForOfflineReport = defineRule({
  name: 'stream-for-offline-report',
  category: 'cost',
  mode: 'derived',
  severity: 'hint',
  tier: 3,
  summary: 'A stream is worked off all day for a result that is needed a day later or more.',
  why: 'Working off a stream takes machines that never rest, state that survives them, and somebody who is called when it lags. That is the price of an answer within seconds. Where the answer may come tomorrow, a job that reads what has come since its last run needs machines for an hour, can be run again after a mistake, and nobody notices when it starts late.',
  silent: [
    'A flow that arrives does not say how late its result may be (`max-delay`), or one says less than the limit.',
    'It takes work from something other than topics, or is called.',
    'It is a job or a function, or scales down to nothing: it costs nothing while there is nothing to do.',
    'It is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapters 10 and 11: batch and stream processing',
    'Tyler Akidau, Slava Chernyak and Reuven Lax, Streaming Systems (2018), chapter 1: Streaming 101',
  ],
  options: {
    delay: { default: 86_400, doc: 'Seconds of `max-delay` from which on a job would do.' },
  },
  incorrect: [
    {
      title: 'the review of a year',
      code: 'client app { users: 100M }\nflow play { from: app, rate: 30/user/day, op: write, max-delay: 30d }\nservice player {}\ntopic plays {}\nworker review {}\n\napp -> player { timeout: 2s }\nplayer ~> plays ~> review\n',
    },
    {
      title: 'the report of tomorrow',
      code: 'client web { users: 1M }\nflow buy { from: web, rate: 1/user/day, op: write }\nservice shop {}\ntopic sales {}\nservice report {}\n\nweb -> shop { timeout: 2s }\nshop ~> sales\nsales ~> report { max-delay: 1d }\n',
    },
  ],
  correct: [
    {
      title: 'a job',
      code: 'client app { users: 100M }\nflow play { from: app, rate: 30/user/day, op: write, max-delay: 30d }\nservice player {}\ntopic plays {}\njob review { every: 30d }\n\napp -> player { timeout: 2s }\nplayer ~> plays ~> review\n',
    },
    {
      title: 'a minute later it has to be there',
      code: 'client app { users: 100M }\nflow play { from: app, rate: 30/user/day, op: write, max-delay: 1min }\nservice player {}\ntopic plays {}\nworker counter {}\n\napp -> player { timeout: 2s }\nplayer ~> plays ~> counter\n',
    },
  ],
  check({ model, options, report }) {
    for (const component of model.components) {
      const { kind, id, incoming, properties } = component;
      if (kind !== 'worker' && kind !== 'service') continue;
      const topics = incoming.filter(isBuilt);
      if (topics.some(({ source }) => source.kind !== 'topic')) continue;
      if (properties.autoscale?.value.min?.value === 0) continue;
      const shortest = shortestDelay(model, component);
      if (shortest === undefined || shortest < options.delay) continue;
      report(
        component,
        `\`${id}\` runs all day, but what it works out is needed only within ${time(shortest)}: a job would do it for less.`,
        { subjects: topics.map(({ source }) => source), fixes: asJob(model, component, shortest) },
      );
    }
  },
});

/** How late the results may be at most, over all flows that arrive; nothing where one does not say. */
function shortestDelay(model: Model, { incoming }: Component): number | undefined {
  const delays = incoming
    .filter(isBuilt)
    .flatMap((link) =>
      (link.flows ?? journeysOf(model).flowsOn(link)).map((flow) => flowProperty(link, flow, 'max-delay')?.value),
    );
  if (delays.length === 0) return undefined;
  return delays.reduce((least, delay) =>
    least === undefined || delay === undefined ? undefined : Math.min(least, delay),
  );
}

function asJob(model: Model, component: Component, delay: number): Fix[] {
  const kind = component.kind === 'worker' ? changeKind(model, component, 'job') : undefined;
  if (!kind) return [];
  const every = writeQuantity(delay, dimensions.time, { rounding: 'down' });
  const edits = [kind, insertProperty(model, component, 'every', every)];
  return [{ title: `Make it a job that runs every ${every}`, safe: false, edits }];
}
