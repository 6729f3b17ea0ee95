import type { Component } from '../../model/model.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { number } from '../words.js';

/** The present state is the sum of all events, and the sum gets longer every day. */
export const eventStoreWithoutSnapshots = defineRule({
  name: 'event-store-without-snapshots',
  category: 'data',
  mode: 'absence',
  severity: 'info',
  tier: 2,
  summary: 'Loading an aggregate replays all its events, with no snapshot to start from.',
  why: 'With event sourcing the state of an account is found by replaying everything that ever happened to it. That is quick for ten events and hopeless for a million. A snapshot every few hundred events keeps the replay short; it can be thrown away at any time, since the events are still the truth.',
  silent: [
    'A `snapshot` is declared on the store, or on a program that uses it.',
    'An aggregate has at most 1,000 events, or nothing says how many and the events end with a `retention`.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Fowler, "Event Sourcing", martinfowler.com (2005)',
    'Chris Richardson, Microservices Patterns (2018), chapter 6: improving performance by using snapshots',
  ],
  options: {
    events: { default: 1000, doc: 'Events of one aggregate up to which replaying them all is fine.' },
    every: { default: 500, doc: 'Events between two snapshots that a fix writes.' },
  },
  incorrect: [
    {
      title: 'a ledger that is kept for ever',
      code: 'topic ledger { event-store: yes, retention: forever }\n',
    },
    {
      title: 'a busy account has 20,000 events',
      code: 'database accounts { event-store: yes, events-per-key: 20k, retention: forever }\n',
    },
  ],
  correct: [
    {
      title: 'a snapshot every 500 events',
      code: 'topic ledger { event-store: yes, retention: forever, snapshot { every: 500 } }\n',
    },
    {
      title: 'an order has a dozen events',
      code: 'database orders { event-store: yes, events-per-key: 12, retention: forever }\n',
    },
  ],
  check({ model, options, report }) {
    for (const store of model.components) {
      const { 'event-store': isStore, 'events-per-key': events, retention, future } = store.properties;
      if (isStore?.value !== true || future?.value === true || hasSnapshots(store)) continue;
      if (events ? events.value <= options.events : retention?.value !== 'forever') continue;
      const many = events ? `all ${number(events.value)} events of an aggregate` : 'every event an aggregate ever had';
      const statement = `snapshot { every: ${options.every} }`;
      report(store, `Loading from \`${store.id}\` replays ${many}: there is no snapshot to start from.`, {
        at: (events ?? isStore).property,
        fixes: [{ title: `Add \`${statement}\``, safe: true, edits: [insertStatement(model, store, statement)] }],
      });
    }
  },
});

function hasSnapshots({ properties, incoming, outgoing }: Component): boolean {
  return [
    properties,
    ...incoming.map(({ source }) => source.properties),
    ...outgoing.map(({ target }) => target.properties),
  ].some(({ snapshot }) => snapshot);
}
