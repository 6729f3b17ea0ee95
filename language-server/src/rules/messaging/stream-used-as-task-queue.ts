import type { Component, Engine, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { deliveries, mayBe } from '../brokers.js';
import { removeProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { changeKind } from '../statements.js';
import { usesOn } from '../uses.js';

/** A log knows positions, not messages. */
export const streamUsedAsTaskQueue = defineRule({
  name: 'stream-used-as-task-queue',
  category: 'messaging',
  mode: 'presence',
  severity: 'hint',
  tier: 3,
  summary: 'A log hands out jobs to one consumer that wants to retry each of them on its own.',
  why: 'A consumer of a log says how far it has read, not which messages are done. One job that fails holds up all behind it in its partition, a slow one too, and no more consumers than partitions can work at once. Setting single messages aside, trying them again later and adding workers at will is what a queue does by itself.',
  silent: [
    'Nobody counts the attempts of single messages (`max-receive` on the link to the consumer).',
    'Several consumers read it, or others do outside of the design (`external-consumers`).',
    'Something needs a log: `retention` of its own, `partition-key`, `schema`, `archive`, an event store, `replay`, `transactional`, an `ordering`, or a store that captures its changes into it.',
    'It is no log: its engine is none, or there is no engine and it has no `partitions`.',
    'It or its consumer is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: logs compared to traditional messaging',
    'Apache Kafka improvement proposal KIP-932: Queues for Kafka, motivation',
  ],
  incorrect: [
    {
      title: 'pictures to shrink, each tried five times',
      code: 'service api {}\ntopic jobs { partitions: 12 }\nqueue jobs-dead {}\nworker shrinker { idempotent: yes }\n\napi ~> jobs\njobs ~> shrinker { dead-letter: jobs-dead, max-receive: 5 }\n',
    },
    {
      title: 'on Kafka',
      code: 'service api {}\ntopic jobs { engine: kafka }\nqueue jobs-dead {}\nworker shrinker { idempotent: yes }\n\napi ~> jobs\njobs ~> shrinker { dead-letter: jobs-dead, max-receive: 5 }\n',
    },
  ],
  correct: [
    {
      title: 'a queue',
      code: 'service api {}\nqueue jobs {}\nqueue jobs-dead {}\nworker shrinker { idempotent: yes }\n\napi ~> jobs\njobs ~> shrinker { dead-letter: jobs-dead, max-receive: 5 }\n',
    },
    {
      title: 'events in the order of each picture',
      code: 'service api {}\ntopic changes { engine: kafka, partition-key: picture }\nqueue changes-dead {}\nworker indexer { idempotent: yes }\n\napi ~> changes\nchanges ~> indexer { dead-letter: changes-dead, max-receive: 5 }\n',
    },
  ],
  check({ model, report }) {
    for (const topic of model.components) {
      if (topic.kind !== 'topic' || !isLog(topic)) continue;
      const [link, ...others] = deliveries(topic);
      const attempts = link?.properties['max-receive'];
      if (!attempts || others.length > 0 || needsLog(model, topic, link)) continue;
      report(
        topic,
        `\`${topic.id}\` is a log, but its only consumer \`${link.target.id}\` counts the attempts of each message: one that fails holds up those behind it.`,
        {
          subjects: [link.target],
          related: [{ at: attempts.property, message: 'Each message is tried on its own.' }],
          fixes: fixes(model, topic),
        },
      );
    }
  },
});

const logs: ReadonlySet<string> = new Set(['kafka', 'kinesis', 'event-hubs']);

function isLog({ engine, properties }: Component): boolean {
  for (let at: Engine | undefined = engine; at; at = at.base) if (logs.has(at.name)) return true;
  return engine === undefined && properties.partitions !== undefined;
}

function needsLog(model: Model, { incoming, properties }: Component, link: Link): boolean {
  const { retention, archive, schema } = properties;
  if ((retention && retention.origin !== 'engine') || archive || schema || properties['partition-key']) return true;
  if (properties['event-store']?.value === true || properties['external-consumers']?.value === true) return true;
  if (link.properties.replay?.value === true || link.properties.transactional?.value === true) return true;
  if (incoming.some((each) => each.properties.capture)) return true;
  const orders = [
    link.properties.ordering?.value,
    ...usesOn(model, link).map(({ flow }) => flow?.properties.ordering?.value),
  ];
  return orders.some((order) => order !== undefined && order !== 'none');
}

function fixes(model: Model, topic: Component): Fix[] {
  const kind = mayBe(topic, 'queue') && changeKind(model, topic, 'queue');
  if (!kind) return [];
  const { partitions } = topic.properties;
  const edits = [kind, ...(partitions ? [removeProperty(model, partitions)] : [])];
  return [{ title: `Make \`${topic.id}\` a queue`, safe: false, edits }];
}
