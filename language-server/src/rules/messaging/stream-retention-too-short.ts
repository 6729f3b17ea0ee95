import { dimensions, writeQuantity } from '@archlang/grammar';
import type { Component, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { deliveries, isBroker } from '../brokers.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed, time } from '../words.js';

const day = 86_400;

/** What expires before its consumer is back is lost. */
export const streamRetentionTooShort = defineRule({
  name: 'stream-retention-too-short',
  category: 'messaging',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'Messages expire sooner than a consumer may be away.',
  why: 'A broker drops messages after their retention, whether they were read or not. A consumer that is down longer than that, over a bad weekend or between two runs of a job, comes back to a gap. Nothing fails and nothing is logged: the messages are just not there.',
  silent: [
    'Nobody says how long consumers may be away: no `outage` on the broker, no `rto`, no job with a period (`every`) that reads from it.',
    'Messages are kept at least so long, for ever, or in an `archive` afterwards.',
    'An info where it has to bridge a time and nothing says how long messages are kept.',
    'They may get lost: `durability: best-effort` or `delivery: at-most-once`.',
    'Nothing reads from it, or it is only drawn (`future: yes`).',
  ],
  references: [
    'Apache Kafka documentation: log retention, `retention.ms`',
    'Amazon Kinesis Data Streams Developer Guide: changing the data retention period',
    'Betsy Beyer and others, Site Reliability Engineering (2016), chapter 26: data integrity',
  ],
  options: {
    retention: { default: 7, doc: 'What a fix writes at least, in days.' },
  },
  incorrect: [
    {
      title: 'an hour, but recovery may take four',
      code: 'system { rto: 4h }\nservice shop {}\ntopic orders { retention: 1h }\nworker shipper {}\n\nshop ~> orders ~> shipper\n',
    },
    {
      title: 'a nightly job reads what is kept for half a day',
      code: 'service shop {}\ntopic sales { engine: kafka, retention: 12h }\njob report { every: 1d }\n\nshop ~> sales ~> report\n',
    },
  ],
  correct: [
    {
      title: 'three days for an outage of four hours',
      code: 'system { rto: 4h }\nservice shop {}\ntopic orders { retention: 72h }\nworker shipper {}\n\nshop ~> orders ~> shipper\n',
    },
    {
      title: 'nobody says how long a consumer may be away',
      code: 'service shop {}\ntopic orders { retention: 1h }\nworker shipper {}\n\nshop ~> orders ~> shipper\n',
    },
  ],
  check({ model, options, report }) {
    for (const broker of model.components) {
      const { retention, archive, durability, delivery } = broker.properties;
      if (!isBroker(broker) || archive) continue;
      if (durability?.value === 'best-effort' || delivery?.value === 'at-most-once') continue;
      const away = longestAway(model, broker);
      if (!away || retention?.value === 'forever') continue;
      const { limit, who } = away;
      const text = time(limit.value);
      const more = {
        subjects: deliveries(broker).map(({ target }) => target),
        related: [{ at: limit.at, message: 'So long messages have to wait.' }],
        fixes: fixes(model, broker, limit.value, options.retention),
      };
      if (!retention) {
        if (broker.engine === undefined && broker.kind === 'topic') {
          const message = `${who} may be away for ${text}, and nothing says that \`${broker.id}\` keeps messages so long.`;
          report(broker, message, { ...more, severity: 'info' });
        }
        continue;
      }
      if (retention.value >= limit.value) continue;
      report(
        broker,
        `\`${broker.id}\` drops messages after ${time(retention.value)}, read or not, but ${who} may be away for ${text}.`,
        { ...more, at: retention.origin === 'engine' ? broker.head : retention.property },
      );
    }
  },
});

interface Absence {
  readonly limit: Value<number>;
  readonly who: string;
}

/**
 * The longest that a message may have to wait: an outage, or the time between two runs. While the backlog drains, no message
 * gets older than the first of the outage, as long as consumers are faster than what arrives.
 */
function longestAway(model: Model, broker: Component): Absence | undefined {
  const consumers = deliveries(broker).map(({ target }) => target);
  if (consumers.length === 0) return undefined;
  const all = listed(consumers.map(({ id }) => id));
  const outage = broker.properties.outage ?? model.system?.properties.rto;
  const limits: Absence[] = outage ? [{ limit: outage, who: all }] : [];
  for (const { id, properties } of consumers) {
    if (properties.every) limits.push({ limit: properties.every, who: `\`${id}\`` });
  }
  return limits.sort((a, b) => b.limit.value - a.limit.value)[0];
}

function fixes(model: Model, broker: Component, needed: number, days: number): Fix[] {
  const usual = days * day;
  const text = writeQuantity(Math.max(usual, needed), dimensions.time, { rounding: 'up' });
  return [
    {
      title: `Keep messages for ${text}`,
      safe: false,
      edits: [setProperty(model, broker, 'retention', broker.properties.retention, text)],
    },
  ];
}
