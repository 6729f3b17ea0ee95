import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isBroker, workers } from '../brokers.js';
import { insertProperty, isOwn, replaceValue } from '../edits.js';
import { effectOf } from '../effects.js';
import { defineRule } from '../rule.js';
import { call } from '../words.js';

/** What a consumer does to the outside is not part of the broker's promise. */
export const exactlyOnceClaim = defineRule({
  name: 'exactly-once-claim',
  category: 'messaging',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Exactly-once delivery is claimed, but the consumer acts outside of the broker.',
  why: 'Between the work of a consumer and its acknowledgement there is a moment in which it may die; then the message comes again, and no broker can tell that the mail was already sent. What products call exactly once holds for what they see themselves: messages read, and written, in one transaction of the same broker. Everything else is delivered at least once and made harmless by a key that tells repeats.',
  silent: [
    'Reading, processing and writing are one transaction inside the broker (`transactional`), and the consumer writes nothing else.',
    'Repeats are harmless anyway: the link or the consumer is `idempotent` or has an `idempotency-key`.',
    'Nothing that the consumer does has an effect outside: it reads, `upsert`s, counts, or nobody says what it does.',
    'The broker or the consumer is only drawn (`future: yes`).',
  ],
  references: [
    'Apache Kafka documentation: message delivery semantics',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: fault tolerance; chapter 12: the end-to-end argument for databases',
    'Jerome H. Saltzer, David P. Reed and David D. Clark, "End-to-End Arguments in System Design", ACM TOCS (1984)',
  ],
  options: {
    key: { default: 'message-id', doc: 'The `idempotency-key` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'a mail cannot be taken back',
      code: 'service shop {}\nqueue receipts { delivery: exactly-once }\nworker mailer { role: email }\n\nshop ~> receipts ~> mailer\n',
    },
    {
      title: 'a database outside of the transaction',
      code: 'service shop {}\ntopic orders { engine: kafka, delivery: exactly-once }\nworker booker {}\ndatabase books {}\n\nshop ~> orders\norders ~> booker { group: books, transactional: yes }\nbooker -> books { op: write, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'at least once, and repeats are told',
      code: 'service shop {}\nqueue receipts { delivery: at-least-once }\nworker mailer { role: email }\n\nshop ~> receipts\nreceipts ~> mailer { idempotency-key: receipt }\n',
    },
    {
      title: 'from topic to topic in one transaction',
      code: 'service shop {}\ntopic orders { engine: kafka, delivery: exactly-once }\nworker summer {}\ntopic totals { engine: kafka }\n\nshop ~> orders\norders ~> summer { group: sums, transactional: yes }\nsummer ~> totals\n',
    },
  ],
  check({ model, options, report }) {
    for (const link of model.links) {
      const { source: broker, target: consumer } = link;
      const { delivery } = broker.properties;
      if (!isBroker(broker) || delivery?.value !== 'exactly-once' || !workers.has(consumer.kind)) continue;
      if (!isBuilt(link) || tellsRepeats(link)) continue;
      const effect = actsOutside(model, link);
      if (!effect) continue;
      const does = typeof effect === 'object' ? `what \`${call(effect)}\` does` : `what \`${consumer.id}\` does`;
      report(
        link,
        `\`${broker.id}\` is said to deliver exactly once, but ${does} is not part of that: after a crash it is done again.`,
        {
          subjects: [broker, consumer],
          related: [{ at: delivery.property, message: 'This is claimed.' }],
          fixes: fixes(model, broker, link, options.key),
        },
      );
    }
  },
});

function tellsRepeats({ properties, target }: Link): boolean {
  return (
    properties.idempotent?.value === true ||
    properties['idempotency-key'] !== undefined ||
    target.properties.idempotent?.value === true
  );
}

const reachingPeople: ReadonlySet<string> = new Set(['email', 'sms', 'notification', 'payment', 'webhook']);

/** A call that the broker's transaction does not cover; `true` where the consumer's role says that there are such. */
function actsOutside(model: Model, link: Link): Link | boolean {
  const effect = effectOf(model, link);
  if (typeof effect === 'object') return effect;
  if (reachingPeople.has(link.target.properties.role?.value ?? '')) return true;
  if (link.properties.transactional?.value === true) return false;
  return link.target.outgoing.find((out) => isBuilt(out) && isBroker(out.target)) ?? false;
}

function fixes(model: Model, { properties }: Component, link: Link, key: string): Fix[] {
  const { delivery } = properties;
  if (!delivery || !isOwn(link.source, delivery) || link.chain.links.length > 1) return [];
  return [
    {
      title: `Deliver at least once, and tell repeats by a key: \`idempotency-key: ${key}\``,
      safe: false,
      edits: [replaceValue(delivery, 'at-least-once'), insertProperty(model, link, 'idempotency-key', key)],
    },
  ];
}
