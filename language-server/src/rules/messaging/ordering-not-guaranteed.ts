import { flowProperty } from '../../model/inherit.js';
import type { Component, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { consumerGroups, isBroker } from '../brokers.js';
import { setProperty } from '../edits.js';
import { mostReplicas } from '../replicas.js';
import { defineRule } from '../rule.js';
import { usesOn } from '../uses.js';
import { listed, number } from '../words.js';

type Order = 'per-key' | 'total';

/** Two who work side by side overtake each other. */
export const orderingNotGuaranteed = defineRule({
  name: 'ordering-not-guaranteed',
  category: 'messaging',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'An order is needed that the broker or its consumers do not keep.',
  why: 'Order holds only where one hand takes messages from one line. Consumers that share a plain queue overtake each other, and so do the partitions of a topic: the cancellation is worked off before its order. Messages that belong together have to go the same way, by a key that picks their partition or their group; an order over everything allows one partition and one consumer.',
  silent: [
    'Nothing asks for an order: neither the flows nor the link have `ordering: per-key` or `total`.',
    'A queue that is `fifo` with an order per key, or that a single consumer without concurrency works off.',
    'A topic with a `partition-key`, or with one partition; nobody knows how many it has.',
    'The broker or a consumer is only drawn (`future: yes`).',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003): Competing Consumers, Resequencer',
    'Apache Kafka documentation: introduction, partitions and keys',
    'Amazon Web Services, Amazon SQS Developer Guide: FIFO queues and message group ids',
  ],
  options: {
    key: { default: 'key', doc: 'The `partition-key` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'twelve partitions and no key',
      code: 'service bank {}\ntopic movements { partitions: 12 }\nworker booker {}\n\nbank ~> movements\nmovements ~> booker { ordering: per-key }\n',
    },
    {
      title: 'four workers share a plain queue',
      code: 'client web {}\nflow change { from: web, rate: 1/s, op: write, ordering: per-key }\nservice shop {}\nqueue changes {}\nworker indexer { replicas: 4 }\n\nweb -> shop { timeout: 2s }\nshop ~> changes ~> indexer\n',
    },
  ],
  correct: [
    {
      title: 'what belongs to one account stays in line',
      code: 'service bank {}\ntopic movements { partitions: 12, partition-key: account }\nworker booker {}\n\nbank ~> movements\nmovements ~> booker { ordering: per-key }\n',
    },
    {
      title: 'groups of a queue',
      code: 'service shop {}\nqueue changes { fifo: yes }\nworker indexer { replicas: 4 }\n\nshop ~> changes\nchanges ~> indexer { ordering: per-key }\n',
    },
  ],
  check({ model, options, report }) {
    for (const broker of model.components) {
      if (!isBroker(broker)) continue;
      for (const links of consumerGroups(broker)) {
        const wanted = orderWanted(model, links);
        if (!wanted) continue;
        const fault = faultOf(broker, links, wanted.value);
        if (!fault) continue;
        const order = wanted.value === 'total' ? 'in the order of everything' : 'in the order of each key';
        const who = listed(links.map(({ target }) => target.id));
        report(broker, `${who} should get messages of \`${broker.id}\` ${order}, but ${fault.why}.`, {
          subjects: links.map(({ target }) => target),
          related: [{ at: wanted.property, message: 'This order is needed.' }],
          fixes: fixes(model, broker, fault.mend, options.key),
        });
      }
    }
  },
});

/** The strictest order that is asked for on some links. */
function orderWanted(
  model: Model,
  links: readonly Link[],
): (Value<Order> & { readonly property: Value<unknown>['property'] }) | undefined {
  const asked = links.flatMap((link) => [
    link.properties.ordering,
    ...usesOn(model, link).map(({ flow }) => flow && flowProperty(link, flow, 'ordering')),
  ]);
  const find = (order: Order) => asked.find((each) => each?.value === order) as Value<Order> | undefined;
  return find('total') ?? find('per-key');
}

interface Fault {
  readonly why: string;
  readonly mend: 'fifo' | 'partition-key' | 'partitions' | 'none';
}

function faultOf({ kind, properties }: Component, links: readonly Link[], order: Order): Fault | undefined {
  const sideBySide = workingSideBySide(links);
  if (kind === 'queue') {
    if (!sideBySide || (properties.fifo?.value === true && order === 'per-key')) return undefined;
    return { why: `${sideBySide} take them side by side`, mend: order === 'per-key' ? 'fifo' : 'none' };
  }
  const partitions = properties.partitions?.value ?? 1;
  if (order === 'total') {
    if (partitions > 1) return { why: `its ${number(partitions)} partitions overtake each other`, mend: 'partitions' };
    const [{ target }] = links;
    const atOnce = target.properties.concurrency?.value ?? 1;
    return atOnce > 1 ? { why: `\`${target.id}\` works on ${number(atOnce)} at once`, mend: 'none' } : undefined;
  }
  if (partitions < 2 || properties['partition-key']) return undefined;
  return { why: `nothing says by what key they go to its ${number(partitions)} partitions`, mend: 'partition-key' };
}

/** Who takes messages at the same time, in words; nothing where it is one, or nobody knows. */
function workingSideBySide(links: readonly Link[]): string | undefined {
  const consumers = [...new Set(links.map(({ target }) => target))];
  if (consumers.length > 1) return listed(consumers.map(({ id }) => id));
  const [consumer] = consumers;
  const replicas = mostReplicas(consumer) ?? 1;
  if (replicas > 1) return `${number(replicas)} replicas of \`${consumer.id}\``;
  const atOnce = consumer.properties.concurrency?.value ?? 1;
  return atOnce > 1 ? `${number(atOnce)} workers in \`${consumer.id}\`` : undefined;
}

function fixes(model: Model, broker: Component, mend: Fault['mend'], key: string): Fix[] {
  const { fifo, partitions } = broker.properties;
  switch (mend) {
    case 'fifo':
      return [
        {
          title: 'Keep the order of each group: `fifo: yes`',
          safe: false,
          edits: [setProperty(model, broker, 'fifo', fifo, 'yes')],
        },
      ];
    case 'partition-key':
      return [
        {
          title: `Let a key choose the partition: \`partition-key: ${key}\``,
          safe: false,
          edits: [setProperty(model, broker, 'partition-key', undefined, key)],
        },
      ];
    case 'partitions':
      return [
        {
          title: 'Have one partition',
          safe: false,
          edits: [setProperty(model, broker, 'partitions', partitions, '1')],
        },
      ];
    default:
      return [];
  }
}
