import { isRead, isWrite } from '../../estimate/traffic/operations.js';
import { append } from '../../estimate/traffic/routes.js';
import type { Component, Flow, Link, Model } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import type { Fix } from '../../model/problem.js';
import { isBroker, isOnlyFedByBrokers, isRepeatable, workers } from '../brokers.js';
import { heldBy } from '../data-classes.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { participantsOf } from '../sagas.js';
import { usesOn } from '../uses.js';

/** Between two writes there is always room for a crash. */
export const dualWrite = defineRule({
  name: 'dual-write',
  category: 'transactions',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'A component writes a store and tells others of it on its own, and nothing makes the two one.',
  why: 'A store and a broker do not share a transaction. When the process dies after the one and before the other, the order exists and nobody ships it, or it is shipped and does not exist. No retry mends that, since whoever would retry is gone. An outbox writes the event into the same store in the same transaction, and a relay, or the change log of the store, passes it on: late at worst, but never lost.',
  silent: [
    'The store passes its changes on itself: an outbox or its change log (`capture` on a link out of it).',
    'A saga or a transaction spans them.',
    'A repeatable job (`idempotent: yes`) reads the one and writes or publishes to the other again: what was lost comes later.',
    'The second write may be lost: `durability: best-effort` on the broker or the flow, analytics, counters and telemetry.',
    'It goes to a cache, or to a store that is derived from another (`derived-from`, a search index): other rules look at those.',
    'The caller is a repeatable consumer of a broker: after a crash it gets its message again and does both.',
    'They belong to different flows; an info where no flow is known, or one of them writes objects, or data is moved (`purpose: migration`).',
    'One of the ends is only drawn (`future: yes`).',
  ],
  references: [
    'Chris Richardson, Microservices Patterns (2018), chapter 3: transactional messaging, Transactional outbox',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: keeping systems in sync, dual writes',
    'Gunnar Morling, "Reliable Microservices Data Exchange With the Outbox Pattern", Debezium (2019)',
  ],
  incorrect: [
    {
      title: 'the order is stored, then published',
      code: 'client shop {}\nflow buy { from: shop, rate: 10/s, op: write }\nservice orders {}\ndatabase orders-db {}\ntopic order-events {}\nworker shipper {}\n\nshop -> orders { timeout: 3s }\norders -> orders-db { timeout: 1s }\norders ~> order-events\norder-events ~> shipper\n',
    },
    {
      title: 'two databases, one after the other',
      code: 'client app {}\nflow transfer { from: app, rate: 10/s, op: write }\nservice accounts {}\ndatabase giro {}\ndatabase savings {}\n\napp -> accounts { timeout: 3s }\naccounts -> giro { timeout: 1s }\naccounts -> savings { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'the store passes on what was written to its outbox',
      code: 'client shop {}\nflow buy { from: shop, rate: 10/s, op: write }\nservice orders {}\ndatabase orders-db {\n  table placed { row: 1KB }\n  table outbox { row: 1KB }\n}\ntopic order-events {}\nworker shipper {}\n\nshop -> orders { timeout: 3s }\norders -> orders-db { stores: [placed, outbox], timeout: 1s }\norders-db ~> order-events { capture: outbox, reads: outbox }\norder-events ~> shipper\n',
    },
    {
      title: 'clicks that may be lost',
      code: 'client app {}\nflow save { from: app, rate: 10/s, op: write }\nservice api {}\ndatabase notes {}\ntopic usage { durability: best-effort }\nworker counter {}\n\napp -> api { timeout: 3s }\napi -> notes { timeout: 1s }\napi ~> usage\nusage ~> counter\n',
    },
  ],
  check({ model, report }) {
    for (const writer of model.components) {
      if (!workers.has(writer.kind) || doesBothAgain(writer)) continue;
      const pair = firstPair(model, writer);
      if (!pair) continue;
      const { stored, second, isCertain } = pair;
      const store = stored.target;
      const isMove = [stored, second].some(({ properties }) => properties.purpose?.value === 'migration');
      const done = isBroker(second.target) ? `publishes to \`${second.target.id}\`` : `writes \`${second.target.id}\``;
      const lost = isBroker(second.target) ? 'loses or invents an event' : 'leaves one without the other';
      report(
        second,
        isMove
          ? `While data moves, \`${writer.id}\` writes \`${store.id}\` and ${done}: after a crash in between the old and the new differ, and nobody knows where. Fill the new one from the change log of the old one.`
          : `\`${writer.id}\` writes \`${store.id}\` and ${done}, and nothing makes that one: a crash in between ${lost}.`,
        {
          ...((!isCertain || isMove) && { severity: 'info' }),
          subjects: [writer, store, second.target],
          related: [{ at: stored.head, message: 'The other write is here.' }],
          fixes: fixes(model, stored, second),
        },
      );
    }
  },
});

interface Pair {
  readonly stored: Link;
  readonly second: Link;
  /** One flow is known to do both, and both count. */
  readonly isCertain: boolean;
}

/** What a component does for one flow: a write to a store, and another to a store or a broker. */
function firstPair(model: Model, writer: Component): Pair | undefined {
  const done = writer.outgoing
    .filter(({ target }) => !isBestEffort(target))
    .map((link, place) => doneBy(model, link, place))
    .filter(({ flows }) => flows.length > 0);
  const stored = done.filter(({ link }) => keeps(link.target));
  if (done.length < 2 || stored.length === 0) return undefined;
  const certain = firstOf(
    model,
    writer,
    stored.filter(({ link }) => link.target.kind === 'database').map(ofKnownFlows),
    done.filter(({ link }) => link.target.kind !== 'storage').map(ofKnownFlows),
  );
  if (certain) return { ...certain, isCertain: true };
  const uncertain = firstOf(model, writer, stored, done);
  return uncertain && { ...uncertain, isCertain: false };
}

/** The flows for which a link writes or hands over something; `undefined` where nobody says which flow it is. */
interface Done {
  readonly link: Link;
  readonly place: number;
  readonly flows: readonly (Flow | undefined)[];
}

function doneBy(model: Model, link: Link, place: number): Done {
  const uses = usesOn(model, link);
  if (isBroker(link.target)) return { link, place, flows: link.synchronous ? [] : uses.map(({ flow }) => flow) };
  if (!keeps(link.target)) return { link, place, flows: [] };
  const writes = uses.filter(
    ({ operation, flow }) => isWrite(operation) && flow?.properties.durability?.value !== 'best-effort',
  );
  return { link, place, flows: writes.map(({ flow }) => flow) };
}

function ofKnownFlows({ link, place, flows }: Done): Done {
  return { link, place, flows: flows.filter((flow) => flow !== undefined) };
}

/** The first two that are done for one flow and that nothing makes one. */
function firstOf(
  model: Model,
  writer: Component,
  stored: readonly Done[],
  others: readonly Done[],
): Omit<Pair, 'isCertain'> | undefined {
  const byFlow = new Map<Flow | undefined, Done[]>();
  for (const done of others) for (const flow of new Set(done.flows)) append(byFlow, flow, done);
  for (const { link: first, place, flows } of stored) {
    const together = [...new Set(flows.flatMap((flow) => byFlow.get(flow) ?? []))].sort((a, b) => a.place - b.place);
    const second = together.find(
      ({ link: { target }, place: at }) =>
        target !== first.target &&
        (isBroker(target) || at > place) &&
        !passesOn(first.target, target) &&
        !passesOn(target, first.target) &&
        !isRepeated(model, first.target, target) &&
        !isRepeated(model, target, first.target) &&
        !isSpanned(model, writer, [first.target, target]),
    );
    if (second) return { stored: first, second: second.link };
  }
  return undefined;
}

function keeps({ kind, properties }: Component): boolean {
  if (properties['derived-from'] || properties['data-model']?.value === 'search') return false;
  return kind === 'database' || kind === 'storage';
}

function isBestEffort(target: Component): boolean {
  const { properties } = target;
  if (properties.role?.value === 'analytics') return true;
  if ('durability' in properties && properties.durability?.value === 'best-effort') return true;
  const classes = [...heldBy(target)];
  return classes.length > 0 && classes.every((each) => each === 'counter' || each === 'telemetry');
}

/** Does a store hand its changes on to a broker or another store itself? */
function passesOn(store: Component, to: Component): boolean {
  return store.outgoing.some((link) => link.properties.capture && (isBroker(link.target) || link.target === to));
}

/** Does a job do again what got lost between the two, as often as it likes? */
function isRepeated(model: Model, from: Component, to: Component): boolean {
  return from.incoming.some(
    (link) =>
      link.source.kind === 'job' &&
      link.source.properties.idempotent?.value === true &&
      usesOn(model, link).some(({ operation }) => isRead(operation)) &&
      link.source.outgoing.some((again) => again.target === to && isBuilt(again)),
  );
}

function isSpanned(model: Model, writer: Component, stores: readonly Component[]): boolean {
  return model.sagas.some((saga) => {
    if (saga.what === 'transaction') {
      const participants = participantsOf(model, saga);
      return stores.every((store) => participants.includes(store));
    }
    const orchestrator = 'orchestrator' in saga.properties ? saga.properties.orchestrator?.value : undefined;
    return (
      orchestrator === writer.id ||
      saga.steps.some(({ component }) => component === writer || stores.includes(component!))
    );
  });
}

/** A consumer that gets its message again does both again, so neither stays undone. */
function doesBothAgain(writer: Component): boolean {
  return isOnlyFedByBrokers(writer) && writer.incoming.every(isRepeatable);
}

function fixes(model: Model, stored: Link, second: Link): Fix[] {
  if (!isBroker(second.target) || stored.target.kind !== 'database' || second.chain.links.length > 1) return [];
  const { head } = second;
  if (!model.textOf(head).startsWith(second.source.id)) return [];
  const source = { ...head, end: head.offset + second.source.id.length };
  return (['outbox', 'cdc'] as const).map((capture) => ({
    title:
      capture === 'outbox'
        ? `Write the event to an outbox in \`${stored.target.id}\`, which passes it on`
        : `Let the change log of \`${stored.target.id}\` pass it on`,
    safe: false,
    edits: [{ at: source, text: stored.target.id }, insertProperty(model, second, 'capture', capture)],
  }));
}
