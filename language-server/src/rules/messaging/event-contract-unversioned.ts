import type { Component } from '../../model/model.js';
import { isBuilt } from '../../model/planned.js';
import { deliveries, isBroker } from '../brokers.js';
import { insertProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { listed } from '../words.js';

/** An event is an interface, only nobody sees who calls it. */
export const eventContractUnversioned = defineRule({
  name: 'event-contract-unversioned',
  category: 'messaging',
  mode: 'absence',
  severity: 'hint',
  tier: 3,
  summary: 'Other teams read events whose form is written down nowhere.',
  why: 'Who publishes an event does not see who reads it. A field that is renamed breaks consumers of other teams, some of them the next morning, when messages of both forms lie in the log. A schema with a version, checked for compatibility before it is published, says what may change and what must not.',
  silent: [
    'The topic has a `schema`.',
    'At most one consumer belongs to another `owner` than those who publish.',
    'Nobody says who publishes: neither the topic nor a publisher has an `owner`.',
    'The design is a sketch, or the topic is only drawn (`future: yes`).',
  ],
  references: [
    'Ben Stopford, Designing Event-Driven Systems (2018), chapter 13: evolving schemas and data over time',
    'Confluent documentation: schema evolution and compatibility',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 4: encoding and evolution',
  ],
  incorrect: [
    {
      title: 'two teams read the orders of a third',
      code: 'service shop { owner: "sales" }\ntopic orders {}\nworker shipper { owner: "logistics" }\nworker booker { owner: "finance" }\n\nshop ~> orders\norders ~> shipper\norders ~> booker\n',
    },
    {
      title: 'two programs of another team',
      code: 'service shop {}\ntopic orders { owner: "sales", engine: kafka }\nworker shipper { owner: "logistics" }\nworker tracker { owner: "logistics" }\n\nshop ~> orders\norders ~> shipper\norders ~> tracker\n',
    },
  ],
  correct: [
    {
      title: 'with a contract',
      code: 'service shop { owner: "sales" }\ntopic orders { schema: "orders.v1" }\nworker shipper { owner: "logistics" }\nworker booker { owner: "finance" }\n\nshop ~> orders\norders ~> shipper\norders ~> booker\n',
    },
    {
      title: 'all of one team',
      code: 'service shop { owner: "sales" }\ntopic orders {}\nworker shipper { owner: "sales" }\nworker booker { owner: "sales" }\n\nshop ~> orders\norders ~> shipper\norders ~> booker\n',
    },
  ],
  check({ model, report }) {
    for (const broker of model.components) {
      const { schema } = broker.properties;
      if (!isBroker(broker) || schema) continue;
      const own = publishers(broker);
      if (own.size === 0) continue;
      const others = new Set(
        deliveries(broker)
          .map(({ target }) => target)
          .filter(({ properties }) => properties.owner && !own.has(properties.owner.value)),
      );
      if (others.size < 2) continue;
      const names = listed([...others].map(({ id }) => id));
      report(
        broker,
        `${names} of other teams read \`${broker.id}\`, and no schema says what its messages look like and which version they have.`,
        {
          subjects: [...others],
          fixes: [
            {
              title: `Give it a contract: \`schema: "${broker.name}.v1"\``,
              safe: false,
              edits: [insertProperty(model, broker, 'schema', `"${broker.name}.v1"`)],
            },
          ],
        },
      );
    }
  },
});

/** The teams of a broker and of those who publish to it. */
function publishers(broker: Component): ReadonlySet<string> {
  const all = [broker, ...broker.incoming.filter(isBuilt).map(({ source }) => source)];
  return new Set(all.flatMap(({ properties }) => properties.owner?.value ?? []));
}
