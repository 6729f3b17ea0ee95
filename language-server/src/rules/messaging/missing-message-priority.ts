import { flowProperty } from '../../model/inherit.js';
import type { Component, Flow, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { time } from '../words.js';

/** Ten million newsletters, and behind them the code for a login. */
export const missingMessagePriority = defineRule({
  name: 'missing-message-priority',
  category: 'messaging',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'Urgent messages and those that can wait stand in one line.',
  why: 'A queue hands out messages in about the order in which they came. When a campaign puts a million of them in at once, the code that somebody waits for at the login screen stands behind all of them. Two queues, or one that lets urgent messages pass, keep the one from delaying the other.',
  silent: [
    'The queue has a `priority`.',
    'Its flows are about as urgent as each other: their `max-delay` differs by less than a hundred times, and none is `optional` beside a `critical` one.',
    'At most one flow says how urgent it is.',
    'The queue is only drawn (`future: yes`).',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003): Datatype Channel, Message Channel',
    'Microsoft Azure Architecture Center, Cloud design patterns: Priority Queue',
  ],
  options: {
    factor: { default: 100, doc: 'How many times longer the one may wait than the other before they part.' },
  },
  incorrect: [
    {
      title: 'login codes behind a campaign',
      code: 'client web {}\nflow code { from: web, rate: 1/s, op: write, max-delay: 10s }\nflow campaign { from: web, rate: 10/s, op: write, max-delay: 1d }\nservice api {}\nqueue messages {}\nworker sender {}\n\nweb -> api { timeout: 2s }\napi ~> messages ~> sender\n',
    },
    {
      title: 'what is optional delays what is critical',
      code: 'client web {}\nflow pay { from: web, rate: 1/s, op: write, criticality: critical }\nflow suggest { from: web, rate: 10/s, op: write, criticality: optional }\nservice api {}\nqueue work {}\nworker doer {}\n\nweb -> api { timeout: 2s }\napi ~> work ~> doer\n',
    },
  ],
  correct: [
    {
      title: 'urgent ones pass',
      code: 'client web {}\nflow code { from: web, rate: 1/s, op: write, max-delay: 10s }\nflow campaign { from: web, rate: 10/s, op: write, max-delay: 1d }\nservice api {}\nqueue messages { priority: yes }\nworker sender {}\n\nweb -> api { timeout: 2s }\napi ~> messages ~> sender\n',
    },
    {
      title: 'a queue for each',
      code: 'client web {}\nflow code { from: web, rate: 1/s, op: write, max-delay: 10s }\nflow campaign { from: web, rate: 10/s, op: write, max-delay: 1d }\nservice api {}\nqueue urgent {}\nqueue bulk {}\nworker sender {}\n\nweb -> api { timeout: 2s }\napi ~> urgent { for: code }\napi ~> bulk { for: campaign }\nurgent ~> sender\nbulk ~> sender\n',
    },
  ],
  check({ model, options, report }) {
    for (const queue of model.components) {
      const { priority } = queue.properties;
      if (queue.kind !== 'queue' || priority?.value === true) continue;
      const pair = byDelay(model, queue, options.factor) ?? byCriticality(model, queue);
      if (!pair) continue;
      const { urgent, bulk, how } = pair;
      report(queue, `\`${bulk.id}\` can hold up \`${urgent.id}\` in \`${queue.id}\`: ${how}.`, {
        subjects: [urgent, bulk],
        fixes: [
          {
            title: 'Let urgent messages overtake others: `priority: yes`',
            safe: false,
            edits: [setProperty(model, queue, 'priority', priority, 'yes')],
          },
        ],
      });
    }
  },
});

interface Pair {
  readonly urgent: Flow;
  readonly bulk: Flow;
  readonly how: string;
}

function byDelay(model: Model, queue: Component, factor: number): Pair | undefined {
  const delays = queue.incoming.filter(isBuilt).flatMap((link) =>
    usesOn(model, link).flatMap(({ flow }) => {
      const delay = flow && flowProperty(link, flow, 'max-delay');
      return flow && delay ? [{ flow, delay: delay.value }] : [];
    }),
  );
  delays.sort((a, b) => a.delay - b.delay);
  const [urgent, bulk] = [delays[0], delays[delays.length - 1]];
  if (!urgent || urgent === bulk || urgent.delay <= 0 || bulk.delay < factor * urgent.delay) return undefined;
  const how = `the one may take ${time(bulk.delay)}, the other only ${time(urgent.delay)}`;
  return { urgent: urgent.flow, bulk: bulk.flow, how };
}

function byCriticality(model: Model, queue: Component): Pair | undefined {
  const flows = queue.incoming.filter(isBuilt).flatMap((link) => usesOn(model, link).flatMap(({ flow }) => flow ?? []));
  const find = (wanted: string) => flows.find(({ properties }) => properties.criticality?.value === wanted);
  const [urgent, bulk] = [find('critical'), find('optional')];
  return urgent && bulk && { urgent, bulk, how: 'the one is optional, the other critical' };
}
