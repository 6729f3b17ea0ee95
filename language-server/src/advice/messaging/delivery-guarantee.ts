import type { Component, Model } from '../../model/model.js';
import { deliveries, isBroker, isRepeatable } from '../../rules/brokers.js';
import { among, carriedOn, classNames, type DataClass } from '../../rules/data-classes.js';
import { effectOf } from '../../rules/effects.js';
import { usesOn } from '../../rules/uses.js';
import { type Evidence, known, unknown, yesNo } from '../input.js';
import { all } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';

const most = 'at most once';
const least = 'at least once, to consumers that bear repeats';
const exactly = 'exactly once, inside the broker';
const precious: readonly DataClass[] = ['financial', 'order', 'inventory', 'booking', 'health', 'pii', 'credential'];

/** What a broker promises, and what consumers have to do about it. */
export const deliveryGuarantee = defineQuestion({
  name: 'delivery-guarantee',
  topic: 'messaging',
  asks: 'How often may a message arrive?',
  about: 'component',
  of: 'a queue or topic with consumers',
  inputs: {
    lossOk: yesNo('May a message be lost?', '`durability` of the broker and its flows, `holds`'),
    insideBroker: yesNo(
      'Do consumers only read from the broker and write back to it?',
      '`transactional` of the consuming links',
    ),
  },
  sources: [
    'Gregor Hohpe, Bobby Woolf, Enterprise Integration Patterns (2003): Guaranteed Delivery, Idempotent Receiver',
    'Neha Narkhede, "Exactly-once Semantics Are Possible: Here’s How Kafka Does It" (2017)',
    'Tyler Treat, "You Cannot Have Exactly-Once Delivery" (2015)',
  ],
  rules: ['at-most-once-critical-data', 'exactly-once-claim', 'non-idempotent-consumer'],
  concerns: (component) => isBroker(component) && deliveries(component).length > 0,
  gather: (design, broker) => ({
    lossOk: lossOf(design, broker),
    insideBroker: known(
      deliveries(broker).every(({ properties }) => properties.transactional?.value === true),
      deliveries(broker).every(({ properties }) => properties.transactional?.value === true)
        ? 'its consumers read and write in one transaction of the broker'
        : 'its consumers have effects outside the broker',
    ),
  }),
  present: ({ model }, broker) => presentOf(model, broker),
  first: [
    {
      when: 'a message may be lost',
      holds: (i) => i.lossOk,
      choose: most,
      because: 'Nothing is repeated, nothing is kept; the next message makes up for it.',
      fine: [least, exactly, 'at least once'],
    },
    {
      when: 'consumers only read from the broker and write back to it',
      holds: (i) => all(i.insideBroker),
      choose: exactly,
      because: 'The broker commits what was read and what was written together.',
      fine: [least],
      conflict:
        'Exactly once is often promised in general. It holds within one broker; whoever calls anything else must bear repeats.',
    },
  ],
  otherwise: {
    choose: least,
    because:
      'A message is sent again until it is confirmed; a key lets the consumer see that it has done it. An outbox keeps the sender from losing it, a record of keys the consumer from doing it twice: both are needed.',
  },
});

function lossOf({ model }: Design, broker: Component): Evidence<boolean> {
  const { durability, holds } = broker.properties;
  if (durability && durability.origin !== 'engine')
    return known(durability.value === 'best-effort', `\`${broker.id}\` says \`durability: ${durability.value}\``);
  const carried = new Set([
    ...(holds?.value ?? []),
    ...[...broker.incoming, ...broker.outgoing].flatMap((link) => [...carriedOn(model, link)]),
  ]);
  const kept = among(precious, carried);
  if (kept.length > 0) return known(false, `\`${broker.id}\` carries ${classNames(kept)}`);
  const said = broker.incoming.flatMap((link) =>
    usesOn(model, link).map(({ flow }) => flow?.properties.durability?.value),
  );
  if (said.includes('required')) return known(false, 'its flows must not be lost');
  if (said.length > 0 && said.every((each) => each === 'best-effort')) return known(true, 'its flows may be lost');
  return unknown(`\`durability\` of \`${broker.id}\``);
}

/** A consumer of which nobody knows that a repeat does harm is not blamed. */
function presentOf(model: Model, broker: Component): string | undefined {
  const delivery = broker.properties.delivery?.value ?? (broker.kind === 'queue' ? 'at-least-once' : undefined);
  if (delivery === undefined) return undefined;
  if (delivery === 'at-most-once') return most;
  if (delivery === 'exactly-once') return deliveries(broker).every(isRepeatable) ? exactly : 'exactly once';
  return deliveries(broker).every(
    (link) => link.target.kind === 'client' || isRepeatable(link) || typeof effectOf(model, link) === 'string',
  )
    ? least
    : 'at least once';
}
