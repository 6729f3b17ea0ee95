import type { Kind, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { leavesProcess } from '../../model/processes.js';
import { freeName, insertDeclaration, insertProperty, renameTarget } from '../edits.js';
import { isBuiltOn } from '../engines.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';
import { handedOverTooSoon } from '../urgent-work.js';
import { call } from '../words.js';

const brokers: ReadonlySet<Kind> = new Set(['queue', 'topic']);
const stores: ReadonlySet<Kind> = new Set(['database', 'storage']);

/** They deliver to who is there, on purpose, or the sender repeats until it is received. */
const deliveries: ReadonlySet<string> = new Set(['websocket', 'sse', 'mqtt', 'push', 'webhook', 'udp']);

/** Products that keep what they are handed in a queue of their own until it is done. */
const queueing: ReadonlySet<string> = new Set(['aws-batch', 'aws-lambda', 'aws-step-functions', 'sidekiq', 'temporal']);

/** A call that nobody waits for, and nothing that keeps it. */
export const asyncFlowToNonBroker = defineRule({
  name: 'async-flow-to-non-broker',
  category: 'correctness',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Work is handed over with `~>`, but nothing in between keeps it.',
  why: 'Nobody waits for the answer of a hand-over, so nobody notices when the receiver is down or the sender is restarted: the work is gone. A queue keeps it until it is done, and lets the receiver work at its own pace.',
  silent: [
    'One of the ends is a `queue` or `topic`, or the receiver’s engine keeps a queue of its own.',
    'Changes are captured from a store (`capture`), a `write-behind` cache writes to it, or copies of stores follow each other.',
    'It is a delivery: a `protocol` of `websocket`, `sse`, `mqtt`, `push`, `webhook` or `udp`, a `callback`, or one of the ends is a client; an outside system repeats what it sends.',
    'An entry of a cache may get lost: it is fetched again.',
    'Losing it is accepted: `durability: best-effort` or `fallback: ignore`.',
    'A user needs the outcome at once: `immediate-result-required-async` asks to wait for it, where a queue would be no help.',
    'Nothing leaves the process, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003), chapter 3: guaranteed delivery',
    'Sam Newman, Building Microservices, 2nd edition (2021), chapter 4: asynchronous non-blocking communication',
    'Amazon Web Services, Well-Architected Framework, Reliability Pillar: implement loosely coupled dependencies',
  ],
  incorrect: [
    {
      title: 'mails are sent, and forgotten',
      code: 'service api {}\nservice mailer {}\n\napi ~> mailer\n',
    },
    {
      title: 'nobody knows whether it was stored',
      code: 'service api {}\ndatabase visits {}\n\napi ~> visits { op: write }\n',
    },
  ],
  correct: [
    {
      title: 'a queue keeps the mails',
      code: 'service api {}\nqueue mails {}\nworker mailer {}\n\napi ~> mails\nmails ~> mailer\n',
    },
    {
      title: 'likes are written back together',
      code: 'service api {}\ncache likes { pattern: write-behind, flush-interval: 5s }\ndatabase posts {}\n\napi -> likes { timeout: 50ms }\nlikes ~> posts { batch: 500 }\n',
    },
  ],
  check({ model, report }) {
    for (const link of model.links) {
      if (link.synchronous || !isBuilt(link) || !leavesProcess(model, link) || isKept(model, link)) continue;
      if (handedOverTooSoon(model).has(link)) continue;
      const { index, links } = link.chain;
      if (index > 0 && !links[index - 1].synchronous) continue;
      const { source, target } = link;
      const loss =
        source.kind === 'database' || source.kind === 'storage'
          ? `what changes while \`${target.id}\` is down never reaches it`
          : `if \`${target.id}\` is down or \`${source.id}\` restarts, the work is lost and nobody notices`;
      report(link, `\`${call(link)}\` has no queue: ${loss}.`, {
        subjects: [source, target],
        fixes: fixes(model, link),
      });
    }
  },
});

function isKept(model: Model, link: Link): boolean {
  const { source, target, properties } = link;
  const { protocol, capture, callback, fallback } = properties;
  if (brokers.has(source.kind) || brokers.has(target.kind) || capture) return true;
  if (source.kind === 'client' || target.kind === 'client' || source.kind === 'external') return true;
  if (source.kind === 'cache' || (target.kind === 'cache' && target.properties.pattern?.value !== 'write-behind'))
    return true;
  if (stores.has(source.kind) && stores.has(target.kind)) return true;
  if (callback?.value === true || fallback?.value === 'ignore') return true;
  if (protocol && deliveries.has(protocol.value)) return true;
  return isBuiltOn(target, queueing) || isBestEffort(model, link);
}

/** Does every flow on it say that what it sends may get lost? */
function isBestEffort(model: Model, link: Link): boolean {
  if (link.target.properties.durability?.value === 'best-effort') return true;
  const flows = link.flows ?? journeysOf(model).flowsOn(link);
  return flows.length > 0 && flows.every(({ properties }) => properties.durability?.value === 'best-effort');
}

function fixes(model: Model, link: Link): Fix[] {
  if (link.chain.links.length > 1) return [];
  const { source, target } = link;
  if (stores.has(source.kind)) {
    const edits = [insertProperty(model, link, 'capture', 'cdc')];
    return [{ title: 'Its changes are read from the log of the store: `capture: cdc`', safe: false, edits }];
  }
  const name = freeName(model, `${target.name}-jobs`);
  return [
    {
      title: `Put a queue \`${name}\` between`,
      safe: false,
      edits: [
        insertDeclaration(model, link, `queue ${name} {}`, 'before'),
        renameTarget(model, link, name),
        insertDeclaration(model, link, `${name} ~> ${target.id}`),
      ],
    },
  ];
}
