import type { Component } from '../../model/model.js';
import { consumerGroups, deliveries, isBroker } from '../../rules/brokers.js';
import { usesOn } from '../../rules/uses.js';
import { counted, rate } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { all, atLeast, below } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const queue = 'a queue';
const stream = 'a stream';
const broadcast = 'publish and subscribe';
const logs: ReadonlySet<string> = new Set(['redis-pubsub', 'sns', 'google-pubsub']);

/** How messages come from those who send to those who work on them. */
export const messagingPattern = defineQuestion({
  name: 'messaging-pattern',
  topic: 'messaging',
  asks: 'A queue, a stream, or publish and subscribe?',
  about: 'component',
  of: 'a queue or topic with consumers',
  inputs: {
    groups: amount(
      'How many kinds of consumers want each message?',
      '`group` of the consuming links, `external-consumers`',
    ),
    history: yesNo(
      'Is what was sent read again, kept as the truth, or needed in order?',
      '`replay`, `event-store`, `archive`, `partition-key`, `ordering`',
    ),
    rate: amount('How many messages come at peak, in a second?', 'the rates of the flows'),
    routed: yesNo('Do rules on their content pick the consumers?'),
  },
  settings: {
    'messaging-pattern.stream-from': {
      default: 10_000,
      doc: 'Messages a second from which on a stream is the better fit.',
    },
  },
  sources: [
    'Gregor Hohpe, Bobby Woolf, Enterprise Integration Patterns (2003), chapter 4: messaging channels',
    'Jay Kreps, "The Log: What every software engineer should know about real-time data’s unifying abstraction" (2013)',
  ],
  rules: ['queue-used-for-broadcast', 'replay-on-queue', 'stream-used-as-task-queue'],
  concerns: (component) => isBroker(component) && deliveries(component).length > 0,
  gather: (design, broker) => ({
    groups: groupsOf(broker),
    history: historyOf(design, broker),
    rate: rateOf(design, broker),
  }),
  present: (_, broker) => presentOf(broker),
  first: [
    {
      when: 'messages are read again, kept as the truth, or needed in order',
      holds: (i) => i.history,
      choose: stream,
      because: 'A log keeps what was sent, in order, and each reader has its own place in it.',
    },
    {
      when: 'more come than queues take well',
      holds: (i, s) => atLeast(i.rate, s['messaging-pattern.stream-from']),
      choose: stream,
      because: 'Partitions are written and read in long runs, which is what makes so many messages cheap.',
      fine: [queue, broadcast],
    },
    {
      when: 'one kind of consumer wants each message, and rules pick which',
      holds: (i) => all(below(i.groups, 2), i.routed),
      choose: 'a queue with routing rules',
      because: 'A broker that knows rules spares a program that would do nothing but pass on.',
      fine: [queue],
    },
    {
      when: 'one kind of consumer wants each message',
      holds: (i) => below(i.groups, 2),
      choose: queue,
      because: 'Each message is work for one of several like workers, and is gone when done.',
      fine: [stream, broadcast],
    },
  ],
  otherwise: {
    choose: broadcast,
    because: 'Each kind of consumer gets its own copy.',
    fine: [stream],
  },
});

function groupsOf(broker: Component): Evidence<number> {
  const own = consumerGroups(broker).length;
  if (broker.properties['external-consumers']?.value === true)
    return known(Math.max(2, own + 1), 'others outside read it too');
  const consumers = new Set(deliveries(broker).map(({ target }) => target));
  // Workers of one group compete; without one, different workers on a queue do different things.
  const named = new Set(deliveries(broker).flatMap(({ properties }) => properties.group?.value ?? []));
  const kinds = broker.kind === 'queue' ? (named.size > 1 ? named.size : 1) : own;
  return known(
    kinds,
    consumers.size === 1
      ? `\`${[...consumers][0].id}\` is its only consumer`
      : `${counted(kinds, 'group')} of consumers read it`,
  );
}

function historyOf({ model }: Design, broker: Component): Evidence<boolean> {
  const { id, properties } = broker;
  if (properties['event-store']?.value === true) return known(true, `\`${id}\` is an event store`);
  const replaying = broker.outgoing.find((link) => link.properties.replay?.value === true);
  if (replaying) return known(true, `\`${replaying.target.id}\` reads its history again`);
  if (properties.archive) return known(true, 'what expires is archived');
  if (properties['partition-key'])
    return known(true, `messages of one \`${properties['partition-key'].value}\` stay in order`);
  const ordered = [...broker.incoming, ...broker.outgoing].some((link) =>
    usesOn(model, link).some(({ flow }) => {
      const order = (link.properties.ordering ?? flow?.properties.ordering)?.value;
      return order !== undefined && order !== 'none';
    }),
  );
  // A fifo queue keeps order too.
  if (ordered && properties.fifo?.value !== true) return known(true, 'order has to be kept');
  return known(false, `nobody reads \`${id}\` again`);
}

function rateOf({ estimates }: Design, broker: Component): Evidence<number> {
  const peak = estimates.value(broker, 'rate.peak');
  return peak === undefined
    ? unknown(`the rates of the flows to \`${broker.id}\``)
    : known(peak, `${rate(peak)} come at peak`);
}

function presentOf({ kind, engine, properties }: Component): string {
  if (kind === 'queue') return queue;
  const isTransient = engine !== undefined && logs.has(engine.name);
  return isTransient || properties.delivery?.value === 'at-most-once' ? broadcast : stream;
}
