import type { Component, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix, TextEdit } from '../../model/problem.js';
import { mayBe } from '../brokers.js';
import { insertProperty, removeProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { changeKind } from '../statements.js';

/** A queue forgets what it has handed out. */
export const replayOnQueue = defineRule({
  name: 'replay-on-queue',
  category: 'messaging',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A consumer wants to read old messages again from a broker that no longer has them.',
  why: 'A queue deletes a message when it has been worked off, and a plain publish-subscribe topic as soon as it has been sent. Whoever wants to build a read model anew, correct a fault of last week or start a new consumer from the beginning finds nothing there. A log keeps messages for a set time, read or not, and lets each consumer begin where it wants.',
  silent: [
    'No consumer says `replay: yes`.',
    'The broker is a topic that keeps messages: `retention` of its own or of its engine, or it is an event store.',
    'Nothing says what the topic keeps: neither a retention nor an engine.',
    'What has expired or gone can be read from an `archive`.',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Jay Kreps, "The Log: What every software engineer should know about real-time data’s unifying abstraction" (2013)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: replaying old messages',
    'Amazon Web Services, Amazon SQS Developer Guide: message lifecycle',
  ],
  options: {
    retention: { default: '7d', doc: 'The `retention` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'a read model that cannot be built anew',
      code: 'service shop {}\nqueue events {}\nworker projector {}\n\nshop ~> events\nevents ~> projector { replay: yes }\n',
    },
    {
      title: 'publish and forget',
      code: 'service shop {}\ntopic events { engine: sns }\nworker projector {}\n\nshop ~> events\nevents ~> projector { replay: yes }\n',
    },
  ],
  correct: [
    {
      title: 'a log keeps them for a week',
      code: 'service shop {}\ntopic events { engine: kafka, retention: 7d }\nworker projector {}\n\nshop ~> events\nevents ~> projector { group: views, replay: yes }\n',
    },
    {
      title: 'worked off once',
      code: 'service shop {}\nqueue jobs {}\nworker printer {}\n\nshop ~> jobs ~> printer\n',
    },
  ],
  check({ model, options, report }) {
    for (const link of model.links) {
      const { replay } = link.properties;
      const { source: broker, target: consumer } = link;
      if (replay?.value !== true || !isBuilt(link) || broker.properties.archive || !forgets(broker)) continue;
      const how =
        broker.kind === 'queue' ? 'deletes a message once it is worked off' : 'keeps no message once it is sent';
      report(link, `\`${consumer.id}\` wants to read old messages again, but \`${broker.id}\` ${how}.`, {
        at: replay.property,
        subjects: [broker],
        related: [{ at: broker.head, message: 'This broker.' }],
        fixes: fixes(model, broker, options.retention),
      });
    }
  },
});

function forgets({ kind, engine, properties }: Component): boolean {
  if (kind === 'queue') return true;
  if (kind !== 'topic' || properties['event-store']?.value === true || properties.retention) return false;
  return engine !== undefined || properties.delivery?.value === 'at-most-once';
}

/** A queue becomes a topic, without what only a queue has. */
function fixes(model: Model, broker: Component, retention: string): Fix[] {
  const { properties } = broker;
  const edits: TextEdit[] = [];
  if (broker.kind === 'queue') {
    const kind = mayBe(broker, 'topic') && changeKind(model, broker, 'topic');
    if (!kind || (properties.fifo && properties.priority)) return [];
    edits.push(kind);
    for (const only of [properties.fifo, properties.priority]) if (only) edits.push(removeProperty(model, only));
  } else if (broker.engine && !keepsIfTold.has(broker.engine.name)) return [];
  if (properties.retention?.origin !== 'written') edits.push(insertProperty(model, broker, 'retention', retention));
  const title =
    broker.kind === 'queue' ? `Make \`${broker.id}\` a topic that keeps messages` : `Keep messages for ${retention}`;
  return [{ title, safe: false, edits }];
}

/** Products whose topics keep messages where a retention is set. */
const keepsIfTold: ReadonlySet<string> = new Set(['pulsar', 'nats-jetstream', 'redis-streams', 'event-hubs']);
