import { isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { toldBy } from '../feeds.js';
import { defineRule } from '../rule.js';
import { usesOn, writesTo } from '../uses.js';
import { listed } from '../words.js';

/** A read model is right only as long as everything it shows came from the write model. */
export const cqrsReadModelNotDerived = defineRule({
  name: 'cqrs-read-model-not-derived',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A read model is written directly instead of from the changes of its source.',
  why: 'A program that writes the source and the read model itself makes two writes that can fail one without the other, or arrive in another order; from then on the two tell different stories and nothing notices. Fed from the changes of the source, the read model may lag, but it catches up, and it can be built anew.',
  silent: [
    'The changes of the source reach its writer: captured, published by what writes the source, or read from it.',
    'Source and read model are tables of one database: a view, or one transaction.',
    'Nothing is drawn that writes the read model, or nothing says what it is derived from.',
  ],
  references: [
    'Chris Richardson, Microservices Patterns (2018), chapter 7: the CQRS pattern; chapter 3: transactional outbox',
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 11: keeping systems in sync, change data capture',
    'Martin Fowler, "CQRS", martinfowler.com (2011)',
  ],
  incorrect: [
    {
      title: 'the command service writes both',
      code: 'service commands {}\ndatabase orders {}\ndatabase order-views { derived-from: orders }\n\ncommands -> orders { op: write, timeout: 1s }\ncommands -> order-views { op: upsert, timeout: 1s }\n',
    },
    {
      title: 'the projector never hears of the source',
      code: 'service commands {}\nworker projector { idempotent: yes }\ntopic clicks {}\ndatabase orders {}\ndatabase order-views { derived-from: orders }\n\ncommands -> orders { op: write, timeout: 1s }\nclicks ~> projector\nprojector -> order-views { op: upsert, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'from the change log',
      code: 'service commands {}\ndatabase orders {}\ndatabase order-views { derived-from: orders }\n\ncommands -> orders { op: write, timeout: 1s }\norders ~> order-views { capture: cdc }\n',
    },
    {
      title: 'by a projector that consumes events of the outbox',
      code: 'service commands {}\ndatabase orders {}\ntopic order-events {}\nworker projector { idempotent: yes }\ndatabase order-views { derived-from: orders }\n\ncommands -> orders { op: write, timeout: 1s }\norders ~> order-events { capture: outbox }\norder-events ~> projector\nprojector -> order-views { op: upsert, timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    const told = new Map<Component, ReadonlySet<Component>>();
    for (const view of model.components) {
      if (view.kind !== 'database') continue;
      const sources = sourcesOf(model, view);
      if (sources.length === 0 || sources.includes(view)) continue;
      for (const source of sources) if (!told.has(source)) told.set(source, toldBy(model, source));
      const informed = (component: Component): boolean =>
        sources.includes(component) || sources.some((source) => told.get(source)!.has(component));
      const direct = new Set(sources.flatMap((source) => writesTo(model, source).map(({ link }) => link.source)));
      const links = [...new Set(writesTo(model, view).map(({ link }) => link))];
      const both = links.filter(({ source, synchronous }) => direct.has(source) && synchronous);
      const names = listed(sources.map(({ id }) => id));
      for (const link of both) {
        const message = `\`${link.source.id}\` writes ${names} and the read model \`${view.id}\` itself: where one of the two writes fails, they tell different stories from then on.`;
        report(link, message, { subjects: [view, ...sources], fixes: fixes(model, link, sources) });
      }
      if (both.length > 0 || links.length === 0 || links.some(({ source }) => informed(source))) continue;
      const writers = listed([...new Set(links.map(({ source }) => source.id))]);
      report(
        view,
        `The read model \`${view.id}\` is derived from ${names}, but ${writers}, which writes it, never hears of changes there.`,
        {
          at: view.properties['derived-from']!.property,
          subjects: sources,
          related: links.map((link) => ({ at: link.head, message: 'It is written here.' })),
        },
      );
    }
  },
});

/** The stores a read model is derived from. */
function sourcesOf(model: Model, view: Component): readonly Component[] {
  const stores = (view.properties['derived-from']?.value ?? []).flatMap((id) => {
    const source = model.declarations.get(id);
    return source?.what === 'table' ? [source.store] : source?.what === 'component' ? [source] : [];
  });
  return [...new Set(stores)].filter(
    ({ kind, properties }) =>
      (kind === 'database' || kind === 'storage' || kind === 'topic') && properties.future?.value !== true,
  );
}

/** The change log of the source in place of the direct write, where the statement says nothing else. */
function fixes(model: Model, link: Link, sources: readonly Component[]): Fix[] {
  const [source] = sources;
  const onlyWrites = usesOn(model, link).every(({ operation }) => isWrite(operation));
  if (sources.length !== 1 || source.kind === 'topic' || link.chain.links.length > 1 || !onlyWrites) return [];
  const text = `${source.id} ~> ${link.target.id} { capture: cdc }`;
  return [{ title: `Feed it from the changes: \`${text}\``, safe: false, edits: [{ at: link.at, text }] }];
}
