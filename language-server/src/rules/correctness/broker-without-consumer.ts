import type { Component, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix, TextEdit } from '../../model/problem.js';
import { mayLackLinks } from '../broken.js';
import { freeName, insertDeclaration, insertProperty } from '../edits.js';
import { indentOf, lineBreak } from '../layout.js';
import { defineRule } from '../rule.js';
import { call, listed } from '../words.js';

/** Messages that nobody takes out, or that nobody puts in. */
export const brokerWithoutConsumer = defineRule({
  name: 'broker-without-consumer',
  category: 'correctness',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Messages go into a queue or topic and nobody takes them out, or the other way round.',
  why: 'A queue that nobody reads fills up until its messages expire, and the work they stand for is never done. A consumer of a queue that nobody fills waits for ever. Either the other side is missing in the design, or the broker is a leftover.',
  silent: [
    'What a store hands to it is captured from its changes (`capture`); in a sketch that need not be said yet.',
    'Somebody outside of the design reads it: `external-consumers: yes`.',
    'It is the `dead-letter` of a consumer: that counts as a publisher, and people look into it.',
    'It is kept as a record: an `event-store`, the `audit` of a store, or a topic with an `archive`.',
    'A flow starts at it; or the other side, or all that it is linked with, is only drawn (`future: yes`).',
    'A link may be missing because its text has an error.',
    'Nothing at all leads to or from it: that is left to `orphan-component`.',
  ],
  references: [
    'Gregor Hohpe and Bobby Woolf, Enterprise Integration Patterns (2003), chapter 3: message channel; chapter 10: message endpoints',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: messaging systems',
  ],
  incorrect: [
    {
      title: 'nobody works on the jobs',
      code: 'service api {}\nqueue jobs {}\n\napi ~> jobs\n',
    },
    {
      title: 'nobody publishes the events',
      code: 'topic orders {}\nworker mailer {}\n\norders ~> mailer\n',
    },
    {
      title: 'a database that sends nothing by itself',
      code: 'service shop {}\ndatabase orders {}\ntopic placed {}\nworker mailer {}\n\nshop -> orders { timeout: 1s }\norders ~> placed ~> mailer\n',
    },
  ],
  correct: [
    {
      title: 'a worker takes them',
      code: 'service api {}\nqueue jobs {}\nworker crew {}\n\napi ~> jobs\njobs ~> crew\n',
    },
    {
      title: 'a worker asks for them',
      code: 'service api {}\nqueue jobs {}\nworker crew {}\n\napi ~> jobs\ncrew -> jobs { op: read, timeout: 20s }\n',
    },
  ],
  check({ model, report }) {
    const brokers = model.components.filter(({ kind }) => kind === 'queue' || kind === 'topic');
    if (brokers.length === 0 || mayLackLinks(model)) return;
    const deadLetters = new Set(model.links.flatMap(({ properties }) => properties['dead-letter']?.value ?? []));
    const records = new Set(model.components.flatMap(({ properties }) => properties.audit?.value ?? []));
    const starts = new Set(model.flows.map(({ from }) => from));
    for (const broker of brokers) {
      const { properties, outgoing, incoming } = broker;
      const links = [...outgoing, ...incoming];
      if (properties.future?.value === true || (links.length > 0 && !links.some(isBuilt))) continue;
      const polls = incoming.filter(
        (link) => link.properties.op?.value === 'read' || link.properties.op?.value === 'list',
      );
      const silent = model.maturity === 'sketch' ? [] : incoming.filter(carriesNothing);
      for (const link of silent) {
        report(
          link,
          `\`${call(link)}\` carries nothing: out of \`${link.source.id}\` only its changes travel, where they are captured, and nothing says so.`,
          { subjects: [link.source, broker], fixes: captured(model, link) },
        );
      }
      if (silent.length > 0) continue;
      const isConsumed = outgoing.length + polls.length > 0;
      const isFilled = incoming.length > polls.length || starts.has(broker) || deadLetters.has(broker.id);
      if (isFilled === isConsumed) continue;
      if (isFilled) {
        const isRecord = properties['event-store']?.value === true || records.has(broker.id) || properties.archive;
        if (properties['external-consumers']?.value === true || deadLetters.has(broker.id) || isRecord) continue;
        const publishers = incoming.map(({ source }) => source);
        const senders =
          publishers.length > 0
            ? `: what ${listed(namesOf(publishers))} ${publishers.length > 1 ? 'send' : 'sends'} stays there until it expires`
            : '';
        report(broker, `Nothing consumes \`${broker.id}\`${senders}.`, {
          subjects: publishers,
          fixes: fixes(model, broker),
        });
      } else if (!records.has(broker.id)) {
        const consumers = [...outgoing.map(({ target }) => target), ...polls.map(({ source }) => source)];
        const wait = new Set(consumers).size > 1 ? 'wait' : 'waits';
        report(
          broker,
          `Nothing publishes to \`${broker.id}\`: ${listed(namesOf(consumers))} ${wait} for messages that never come.`,
          {
            subjects: consumers,
          },
        );
      }
    }
  },
});

/** A store answers those who ask; by itself it sends on only what is captured from its writes. */
function carriesNothing(link: Link): boolean {
  const { source, properties } = link;
  return (source.kind === 'database' || source.kind === 'storage') && !properties.capture && isBuilt(link);
}

function captured(model: Model, link: Link): Fix[] {
  const { source, chain, body, title } = link;
  if (chain.links.length > 1 && (body || title !== undefined)) return [];
  const ways = source.kind === 'storage' ? ['event'] : ['cdc', 'outbox'];
  return ways.map((way) => ({
    title: `Send its changes: \`capture: ${way}\``,
    safe: false,
    edits:
      chain.links.length > 1
        ? ofItsOwn(model, link, `{ capture: ${way} }`)
        : [insertProperty(model, link, 'capture', way)],
  }));
}

/** A hop of a chain as a link of its own, since what stands at the end of a chain holds for all of it. */
function ofItsOwn(model: Model, { head, at, chain }: Link, block: string): TextEdit[] {
  const text = model.files.get(head.file)?.text ?? '';
  const next = `${lineBreak(text)}${indentOf(text, at.offset)}`;
  const hop = model.textOf(head);
  const before = chain.index > 0 ? /^\S+/.exec(hop)![0] + next : '';
  const after = chain.index < chain.links.length - 1 ? next + /\S+$/.exec(hop)![0] : '';
  return [{ at: head, text: `${before}${hop} ${block}${after}` }];
}

function namesOf(components: readonly Component[]): string[] {
  return [...new Set(components.map(({ id }) => id))];
}

function fixes(model: Model, broker: Component): Fix[] {
  const worker = freeName(model, `${broker.name}-worker`);
  const outside = broker.properties['external-consumers']
    ? []
    : [
        {
          title: 'Somebody outside of this design reads it: `external-consumers: yes`',
          safe: false,
          edits: [insertProperty(model, broker, 'external-consumers', 'yes')],
        },
      ];
  return [
    {
      title: `Let a worker \`${worker}\` consume it`,
      safe: false,
      edits: [
        insertDeclaration(model, broker, `worker ${worker} {}`),
        insertDeclaration(model, broker, `${broker.id} ~> ${worker}`),
      ],
    },
    ...outside,
  ];
}
