import type { Component, Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { workers } from '../brokers.js';
import { freeName, insertDeclaration, insertStatement } from '../edits.js';
import { journeysOf } from '../journeys.js';
import { defineRule } from '../rule.js';

/** A message that can never be handled comes back for ever, unless there is a place for it. */
export const missingDeadLetterQueue = defineRule({
  name: 'missing-dead-letter-queue',
  category: 'messaging',
  mode: 'absence',
  severity: 'warning',
  tier: 1,
  summary: 'Messages that cannot be handled have nowhere to go.',
  why: "A broker that delivers at least once gives back what was not acknowledged. A message that no attempt can handle, since it is malformed or meets a fault of the consumer, comes back for ever: it blocks its partition or burns the consumer's capacity, and nobody learns of it. After a few attempts it belongs aside, where a person is alerted and can look at it.",
  silent: [
    'The consuming link has a `dead-letter`, or the consumer handles failures itself (`fallback` on the link).',
    'The broker delivers at most once: nothing comes back.',
    "The messages may be lost: `durability: best-effort` on the broker, the link's flows or the consumer's role being analytics.",
    'The queue is itself where dead letters go.',
    'The design is a sketch, or one of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003): Dead Letter Channel and Invalid Message Channel',
    'Amazon Web Services, Amazon SQS Developer Guide: dead-letter queues',
    'Ben Stopford, Designing Event-Driven Systems (2018), chapter 13',
  ],
  options: {
    attempts: { default: 5, doc: 'The `max-receive` that the fix writes.' },
  },
  incorrect: [
    {
      title: 'a job queue',
      code: 'service api {}\nqueue jobs { delivery: at-least-once }\nworker transcoder {}\n\napi ~> jobs ~> transcoder\n',
    },
    {
      title: 'a stream that gives back what was not acknowledged',
      code: 'service orders {}\ntopic order-events { engine: kafka }\nservice shipping {}\n\norders ~> order-events\norder-events ~> shipping { group: shipping, max-receive: 10 }\n',
    },
  ],
  correct: [
    {
      title: 'after five attempts a message is put aside',
      code: 'service api {}\nqueue jobs { delivery: at-least-once }\nqueue jobs-dead {}\nworker transcoder {}\n\napi ~> jobs\njobs ~> transcoder { dead-letter: jobs-dead, max-receive: 5 }\n',
    },
    {
      title: 'what is lost is lost',
      code: 'service chat {}\ntopic presence { delivery: at-most-once }\n\nchat ~> presence ~> chat\n',
    },
    {
      title: 'clicks that may be lost',
      code: 'service api {}\ntopic clicks { delivery: at-least-once, durability: best-effort }\nworker counter {}\n\napi ~> clicks ~> counter\n',
    },
  ],
  check({ model, options, report }) {
    const deadLetters = new Set(model.links.flatMap(({ properties }) => properties['dead-letter']?.value ?? []));
    for (const link of model.links) {
      const { source: broker, target: consumer, properties } = link;
      if ((broker.kind !== 'queue' && broker.kind !== 'topic') || !workers.has(consumer.kind) || !isBuilt(link))
        continue;
      if (properties['dead-letter'] || properties.fallback || deadLetters.has(broker.id) || mayBeLost(model, link))
        continue;
      if (!comesBack(link)) continue;
      report(
        link,
        `A message that \`${consumer.id}\` cannot handle comes back from \`${broker.id}\` again and again, and no one learns of it.`,
        {
          subjects: [broker],
          fixes: fixes(model, link, options.attempts),
        },
      );
    }
  },
});

/** Redelivery is certain where the broker says at least once or counts attempts; a queue of unknown kind does it too. */
function comesBack({ source, properties }: Link): boolean {
  const delivery = source.properties.delivery?.value;
  if (delivery) return delivery !== 'at-most-once';
  return properties['max-receive'] !== undefined || source.kind === 'queue';
}

function mayBeLost(model: Model, link: Link): boolean {
  const { source, target } = link;
  if (isLossy(source) || target.properties.role?.value === 'analytics') return true;
  const flows = link.flows ?? journeysOf(model).flowsOn(link);
  return flows.length > 0 && flows.every(isLossy);
}

function isLossy({ properties }: Component | Flow): boolean {
  return properties.durability?.value === 'best-effort';
}

function fixes(model: Model, link: Link, attempts: number): Fix[] {
  const beside = existing(model, link.source);
  const name = beside?.id ?? freeName(model, `${link.source.name}-dead`);
  const counted = link.properties['max-receive'];
  const statement = `dead-letter: ${name}${counted ? '' : `, max-receive: ${attempts}`}`;
  // On a chain a block would belong to every hop: the last one is written out on its own.
  if (link.chain.links.length > 1) return [];
  const edits = [insertStatement(model, link, statement)];
  if (!beside) edits.unshift(insertDeclaration(model, link.source, `queue ${name} {}`));
  return [{ title: `Put them aside in \`${name}\` after ${counted?.value ?? attempts} attempts`, safe: false, edits }];
}

/** A queue that is named as this one's dead letters. */
function existing(model: Model, broker: Component): Component | undefined {
  return model.components.find(
    ({ kind, name }) => kind === 'queue' && name.startsWith(broker.name) && /dead|dlq/.test(name),
  );
}
