import type { Component, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { deliveries, mayBe } from '../brokers.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { changeKind } from '../statements.js';
import { listed } from '../words.js';

/** A queue gives a message away once. */
export const queueUsedForBroadcast = defineRule({
  name: 'queue-used-for-broadcast',
  category: 'messaging',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'Different consumers share a queue and each gets only some of its messages.',
  why: 'A queue hands each message to exactly one of those who read from it. That is what makes it good for sharing work, and wrong for telling several parties of one event: of two different consumers, each misses what the other got, and which one that is changes all the time. A topic gives every message to each group of subscribers.',
  silent: [
    'There is one consumer, however many replicas it has, or the same one in several regions.',
    'They compete on purpose: the same `group`, or the same `role`.',
    'Each gets its own part: a `share`, a `weight`, or different flows on the links (`for`).',
    'The queue or a consumer is only drawn (`future: yes`).',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003): Point-to-Point Channel, Publish-Subscribe Channel, Competing Consumers',
    'Amazon SNS Developer Guide: fanout to Amazon SQS queues',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: multiple consumers',
  ],
  incorrect: [
    {
      title: 'mails for some orders, statistics of the others',
      code: 'service shop {}\nqueue orders {}\nworker mailer {}\nworker analyst {}\n\nshop ~> orders\norders ~> mailer\norders ~> analyst\n',
    },
    {
      title: 'groups do not make a queue a topic',
      code: 'service shop {}\nqueue orders { engine: rabbitmq }\nservice shipping {}\nservice billing {}\n\nshop ~> orders\norders ~> shipping { group: shipping }\norders ~> billing { group: billing }\n',
    },
  ],
  correct: [
    {
      title: 'a topic tells them all',
      code: 'service shop {}\ntopic orders {}\nworker mailer {}\nworker analyst {}\n\nshop ~> orders\norders ~> mailer { group: mail }\norders ~> analyst { group: analytics }\n',
    },
    {
      title: 'fast and spare machines share the work',
      code: 'service api {}\nqueue jobs {}\nworker fast {}\nworker spare { purchase: spot }\n\napi ~> jobs\njobs ~> fast { group: export }\njobs ~> spare { group: export }\n',
    },
  ],
  check({ model, report }) {
    for (const queue of model.components) {
      if (queue.kind !== 'queue') continue;
      const links = competing(queue);
      if (links.length === 0) continue;
      const names = listed(links.map(({ target }) => target.id));
      report(
        queue,
        `${names} take messages from \`${queue.id}\`, and each message goes to only one of them: each sees only some.`,
        {
          subjects: links.map(({ target }) => target),
          related: links.map((link) => ({ at: link.head, message: 'This takes messages from the others.' })),
          fixes: fixes(model, queue, links),
        },
      );
    }
  },
});

/** Links to different consumers that take the same messages, one for each; none where they share them on purpose. */
function competing(queue: Component): readonly Link[] {
  const links = deliveries(queue);
  if (links.some(({ properties }) => properties.share || properties.weight)) return [];
  const groups = new Set(links.map(({ properties }) => properties.group?.value));
  if (groups.size === 1 && !groups.has(undefined)) return [];
  const byFlow = new Map<unknown, Map<string, Link>>();
  for (const link of links) {
    for (const flow of link.flows ?? [undefined]) {
      const consumers = byFlow.get(flow) ?? new Map<string, Link>();
      byFlow.set(flow, consumers);
      if (!consumers.has(link.target.name)) consumers.set(link.target.name, link);
    }
  }
  // A link without `for` takes what the others take.
  const all = [...(byFlow.get(undefined) ?? [])];
  for (const [flow, consumers] of byFlow) {
    if (flow !== undefined) for (const [name, link] of all) if (!consumers.has(name)) consumers.set(name, link);
  }
  for (const consumers of byFlow.values()) {
    const found = [...consumers.values()];
    const roles = new Set(found.map(({ target }) => target.properties.role?.value));
    if (found.length > 1 && (roles.size > 1 || roles.has(undefined))) return found;
  }
  return [];
}

function fixes(model: Model, queue: Component, links: readonly Link[]): Fix[] {
  const all: Fix[] = [];
  const { fifo, priority } = queue.properties;
  const topic = fifo || priority || !mayBe(queue, 'topic') ? undefined : changeKind(model, queue, 'topic');
  if (topic) all.push({ title: `Make \`${queue.id}\` a topic`, safe: false, edits: [topic] });
  if (links.every(({ chain, properties }) => chain.links.length === 1 && !properties.group)) {
    const edits = links.map((link) => insertProperty(model, link, 'group', queue.name));
    all.push({ title: `Say that they share the work: \`group: ${queue.name}\``, safe: false, edits });
  }
  return all;
}
