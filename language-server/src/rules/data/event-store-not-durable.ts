import type { Component, Link, Model } from '../../model/model.js';
import { replaceValue } from '../edits.js';
import { defineRule, type RuleContext } from '../rule.js';
import { usesOf } from '../uses.js';
import { time } from '../words.js';

/** Events that are the truth can be neither dropped nor changed. */
export const eventStoreNotDurable = defineRule({
  name: 'event-store-not-durable',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'An event store forgets or changes its events, so state cannot be replayed.',
  why: 'In an event-sourced system the events are the data; everything else can be computed from them. Once the first of them has expired, the state of whatever they were about is gone, and replaying what is left gives wrong numbers without an error. The same goes for an event that was changed afterwards.',
  silent: [
    '`retention: forever`, or no retention is written: that of the engine is not held against the design.',
    'What expires stays in an `archive`, or the state before it is in a `snapshot`.',
    'Nothing deletes or changes events; an `upsert` is only an info, as it may be an event that is sent again.',
    'The store, or what changes its events, is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Fowler, "Event Sourcing", martinfowler.com (2005)',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: event sourcing, and state, streams and immutability',
    'Apache Kafka documentation, topic configuration: cleanup.policy and retention.ms',
  ],
  incorrect: [
    {
      title: 'accounts whose first transactions expire after a week',
      code: 'topic ledger { event-store: yes, retention: 7d }\n',
    },
    {
      title: 'an event is deleted',
      code: 'client web {}\nflow undo { from: web, op: delete }\nservice api {}\ndatabase accounts { event-store: yes, events-per-key: 200, retention: forever }\n\nweb -> api { timeout: 3s }\napi -> accounts { timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'kept for ever',
      code: 'topic ledger { event-store: yes, retention: forever, events-per-key: 200 }\n',
    },
    {
      title: 'what expires is archived',
      code: 'storage cold {}\ntopic ledger { event-store: yes, retention: 30d, archive: cold }\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      if (store.properties['event-store']?.value !== true || store.properties.future?.value === true) continue;
      const { retention, archive, snapshot } = store.properties;
      if (retention && retention.origin !== 'engine' && typeof retention.value === 'number' && !archive && !snapshot) {
        const message = `\`${store.id}\` is an event store, but drops its events after ${time(retention.value)}: state older than that cannot be replayed.`;
        const fix = {
          title: 'Keep them for ever: `retention: forever`',
          safe: false,
          edits: [replaceValue(retention, 'forever')],
        };
        report(store, message, { at: retention.property, fixes: [fix] });
      }
      reportChanges(model, store, report);
    }
  },
});

/** Deletes first: a link that deletes is not said to overwrite as well. */
function reportChanges(model: Model, store: Component, report: RuleContext<Record<string, never>>['report']): void {
  const said = new Set<Link>();
  const uses = usesOf(model, store).filter(({ link }) => !link.properties.capture);
  for (const [change, what] of [
    ['delete', 'deletes'],
    ['upsert', 'may overwrite'],
  ] as const) {
    for (const { link, flow, operation } of uses) {
      if (operation !== change || said.has(link)) continue;
      said.add(link);
      const message = `\`${(flow ?? link.source).id}\` ${what} events in \`${store.id}\`: an event store only appends, and undoes something with another event.`;
      report(link, message, {
        ...(link.properties.op && { at: link.properties.op.at }),
        ...(change === 'upsert' && { severity: 'info' }),
        subjects: [store],
      });
    }
  }
}
