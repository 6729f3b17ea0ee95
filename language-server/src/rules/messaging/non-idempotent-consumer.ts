import type { Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isBroker, isRepeatable, workers } from '../brokers.js';
import { insertProperty, setProperty } from '../edits.js';
import { effectOf } from '../effects.js';
import { defineRule } from '../rule.js';
import { call } from '../words.js';

/** What is delivered at least once is delivered twice now and then. */
export const nonIdempotentConsumer = defineRule({
  name: 'non-idempotent-consumer',
  category: 'messaging',
  mode: 'absence',
  severity: 'error',
  tier: 1,
  summary: 'A consumer of messages that may come twice does its work twice.',
  why: 'A broker that delivers at least once gives a message again when it did not hear of its end: after a crash, a slow step, a new member of the group. The work was done, only the acknowledgement was lost. Without a key that tells repeats, or an operation that may be repeated, the card is charged twice and the mail sent twice, and it happens just when something else has gone wrong.',
  silent: [
    'The broker delivers at most or exactly once, or what it does is known neither from the design nor from its engine.',
    'The consumer or the link is `idempotent`, has an `idempotency-key`, or reads and writes in one transaction of the broker.',
    'What it calls can be repeated: reads, `upsert`, `delete`, and calls that are idempotent themselves or only publish.',
    'It only counts: its role is analytics, or it writes counters and telemetry.',
    'An info where nothing says what the consumer does, or it writes objects, which replaces them.',
    'The design is a sketch, or an end is only drawn (`future: yes`).',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003): Idempotent Receiver, Guaranteed Delivery',
    'Pat Helland, "Idempotence Is Not a Medical Condition", ACM Queue (2012)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: fault tolerance, idempotence',
  ],
  options: {
    key: { default: 'message-id', doc: 'The `idempotency-key` that a fix writes.' },
  },
  incorrect: [
    {
      title: 'a card is charged for each delivery',
      code: 'service api {}\nqueue charges { delivery: at-least-once }\nqueue charges-dead {}\nworker charger {}\nexternal cards { role: payment }\n\napi ~> charges\ncharges ~> charger { dead-letter: charges-dead, max-receive: 5 }\ncharger -> cards { op: write, timeout: 3s }\n',
    },
    {
      title: 'the engine says that a message may come twice',
      code: 'service api {}\nqueue orders { engine: sqs }\nqueue orders-dead {}\nworker booker {}\ndatabase books {}\n\napi ~> orders\norders ~> booker { dead-letter: orders-dead, max-receive: 5 }\nbooker -> books { op: write, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'repeats are recognised',
      code: 'service api {}\nqueue charges { delivery: at-least-once }\nqueue charges-dead {}\nworker charger {}\nexternal cards { role: payment }\n\napi ~> charges\ncharges ~> charger { dead-letter: charges-dead, max-receive: 5, idempotency-key: payment }\ncharger -> cards { op: write, timeout: 3s }\n',
    },
    {
      title: 'writing the same row again changes nothing',
      code: 'service api {}\nqueue orders { engine: sqs }\nqueue orders-dead {}\nworker booker {}\ndatabase books {}\n\napi ~> orders\norders ~> booker { dead-letter: orders-dead, max-receive: 5 }\nbooker -> books { op: upsert, timeout: 1s }\n',
    },
  ],
  check({ model, options, report }) {
    for (const link of model.links) {
      const { source: broker, target: consumer } = link;
      if (!isBroker(broker) || !workers.has(consumer.kind) || !isBuilt(link)) continue;
      if (broker.properties.delivery?.value !== 'at-least-once' || isRepeatable(link)) continue;
      const effect = effectOf(model, link);
      if (effect === 'none') continue;
      const { delivery } = broker.properties;
      const why = delivery.origin === 'engine' ? `, as ${broker.engine?.title ?? 'its engine'} does` : '';
      const does = typeof effect === 'object' ? `then does \`${call(effect)}\` twice` : 'may then do its work twice';
      report(
        link,
        `\`${broker.id}\` may deliver a message twice${why}, and \`${consumer.id}\` ${does}: nothing tells it that it was there before.`,
        {
          ...(effect === 'unknown' && { severity: 'info' }),
          subjects: [consumer, broker],
          ...(typeof effect === 'object' && { related: [{ at: effect.head, message: 'This is done again.' }] }),
          fixes: fixes(model, link, options.key),
        },
      );
    }
  },
});

function fixes(model: Model, link: Link, key: string): Fix[] {
  const { target: consumer } = link;
  const all: Fix[] = [];
  if (link.chain.links.length === 1) {
    all.push({
      title: `Tell repeats by a key: \`idempotency-key: ${key}\``,
      safe: false,
      edits: [insertProperty(model, link, 'idempotency-key', key)],
    });
  }
  all.push({
    title: `Say that \`${consumer.id}\` may do its work twice: \`idempotent: yes\``,
    safe: false,
    edits: [setProperty(model, consumer, 'idempotent', consumer.properties.idempotent, 'yes')],
  });
  return all;
}
