import { isWrite } from '../../estimate/traffic/operations.js';
import type { Component, Link, Model } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { freeName, insertDeclaration, renameTarget } from '../edits.js';
import { comesFromSource } from '../feeds.js';
import { defineRule } from '../rule.js';
import { usesOn, writesTo } from '../uses.js';
import { listed } from '../words.js';

/** An index is made from the data; it is not the place where the data lives. */
export const searchAsPrimaryStore = defineRule({
  name: 'search-as-primary-store',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 2,
  summary: 'A search engine is the only store of its data.',
  why: 'Search engines answer from indexes that are refreshed now and then, have no transactions over documents, and change their mapping by building the index anew from the original. Where there is no original, a broken mapping, a lost shard or a wrong analyser cannot be repaired.',
  silent: [
    'It is `derived-from` a store, or what writes it also keeps, reads or captures the data elsewhere.',
    'Loss is acceptable: `durability: best-effort` on the store or on every flow that writes it.',
    'It only holds telemetry: logs that nobody keeps anywhere else on purpose.',
    'Nothing is known to write it.',
    'The store, or what writes to it, is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), part III: systems of record and derived data',
    'Elasticsearch Guide: resiliency status, near real-time search',
  ],
  incorrect: [
    {
      title: 'articles exist in the index only',
      code: 'service api {}\ndatabase articles { data-model: search }\n\napi -> articles { op: write, timeout: 1s }\n',
    },
    {
      title: 'a crawler fills the index through a queue',
      code: 'worker crawler {}\nqueue pages {}\nworker indexer { idempotent: yes }\ndatabase found { engine: elasticsearch }\n\ncrawler ~> pages\npages ~> indexer\nindexer -> found { op: upsert, timeout: 2s }\n',
    },
  ],
  correct: [
    {
      title: 'the index follows a database',
      code: 'service api {}\ndatabase articles {}\ntopic changes {}\nworker indexer { idempotent: yes }\ndatabase found { data-model: search, derived-from: articles }\n\napi -> articles { op: write, timeout: 1s }\narticles ~> changes { capture: cdc }\nchanges ~> indexer\nindexer -> found { op: upsert, timeout: 1s }\n',
    },
    {
      title: 'logs, of which some may get lost',
      code: 'worker collector {}\ndatabase logs { data-model: search, holds: telemetry, durability: best-effort, retention: 14d }\n\ncollector -> logs { op: write, timeout: 1s }\n',
    },
  ],
  check({ model, report }) {
    for (const store of model.components) {
      const { 'data-model': dataModel, 'derived-from': derived, durability, holds } = store.properties;
      if (dataModel?.value !== 'search' || derived) continue;
      const writes = writesTo(model, store);
      if (durability?.value === 'best-effort') continue;
      if (writes.every(({ flow }) => flow?.properties.durability?.value === 'best-effort')) continue;
      if (holds?.value.every((each) => each === 'telemetry')) continue;
      if (comesFromSource(model, store)) continue;
      const writers = [...new Set(writes.map(({ link }) => link.source.id))];
      const message = `\`${store.id}\`, a search engine, is the only store of what ${listed(writers)} ${writers.length === 1 ? 'writes' : 'write'}: an index that breaks or changes its mapping has to be built from an original.`;
      const links = [...new Set(writes.map(({ link }) => link))];
      report(store, message, {
        subjects: links.map(({ source }) => source),
        related: links.map((link) => ({ at: link.head, message: 'It is written here.' })),
        fixes: fixes(model, store, links),
      });
    }
  },
});

/** A database that takes the writes, with the index fed from it; links that also read or name tables are left to a person. */
function fixes(model: Model, store: Component, links: readonly Link[]): Fix[] {
  const isPlain = (link: Link): boolean =>
    !link.properties.stores &&
    !link.properties.reads &&
    !link.properties.capture &&
    usesOn(model, link).every(({ operation }) => isWrite(operation));
  if (!links.every(isPlain)) return [];
  const name = freeName(model, `${store.name}-source`);
  const edits = [
    ...links.map((link) => renameTarget(model, link, name)),
    insertDeclaration(model, store, `database ${name} {}`),
    insertDeclaration(model, store, `${name} ~> ${store.id} { capture: cdc }`),
  ];
  return [{ title: `Write a database first, and feed \`${store.id}\` from its changes`, safe: false, edits }];
}
