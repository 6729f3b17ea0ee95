import type { Estimates } from '../../estimate/estimates.js';
import type { Component, Model, Table } from '../../model/model.js';
import type { Fix, Severity } from '../../model/problem.js';
import type { Value } from '../../model/value.js';
import { type Access, betterFor, type DataModel } from '../data-models.js';
import { insertStatement, replaceValue } from '../edits.js';
import { defineRule, type RuleContext } from '../rule.js';
import { tablesOn, usesOf } from '../uses.js';
import { rate } from '../words.js';

const indexed: Readonly<Partial<Record<Access, string>>> = { 'full-text': 'inverted', geo: 'geo', vector: 'vector' };

const options = {
  smallText: {
    default: 1_000_000,
    doc: 'Rows up to which full-text search in a relational or key-value store is only a hint.',
  },
  pointsPerSecond: {
    default: 10_000,
    doc: 'Measurements per second above which a relational or document store is the wrong place.',
  },
  graphWrites: {
    default: 5_000,
    doc: 'Writes per second above which a graph store, which seldom spreads writes, is the wrong place.',
  },
} as const;

/** Every data model makes some questions cheap and others nearly impossible. */
export const accessPatternMismatch = defineRule({
  name: 'access-pattern-mismatch',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 1,
  summary: 'A store is asked for what its data model is bad at.',
  why: 'A key-value store finds a row by its key in no time and cannot join two of them; a relational one joins and transacts but does not rank texts or walk a graph of friends. Asking a store for what its model does not offer means reading everything and doing the work in the application, with none of the guarantees that were the reason to have a store.',
  silent: [
    'No `access` is declared, or the data model is unknown.',
    'The engine is known to support it (`supports`), as one with several models.',
    'An index of the right `method` serves it: `inverted`, `geo` or `vector`.',
    'Only a hint for traversals in a relational store, and for full-text search over fewer than a million rows.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 2: data models and query languages; chapter 3: storage and retrieval',
    'Pramod Sadalage, Martin Fowler, NoSQL Distilled (2012), chapters 8 to 11: choosing among data models',
    'AWS, Well-Architected Framework, Performance Efficiency Pillar: purpose-built data stores',
  ],
  options,
  incorrect: [
    {
      title: 'joins and transactions on a key-value store',
      code: 'database shop { data-model: key-value\n  table orders { fields { id: id, customer: id }, access: [join, transaction] }\n}\n',
    },
    {
      title: 'friends of friends in a document store',
      code: 'database people { data-model: document\n  table members { fields { id: id, name: text(40B) }, key: id\n    query by id { access: traversal }\n  }\n}\n',
    },
    {
      title: 'drivers near a place, without an index for places',
      code: 'database drivers-db { engine: postgres\n  table drivers { fields { id: id, place: int }, key: id\n    query by place 90% { access: geo }\n    index on place\n  }\n}\n',
    },
  ],
  correct: [
    {
      title: 'a relational store joins and transacts',
      code: 'database shop { data-model: relational\n  table orders { fields { id: id, customer: id }, access: [join, transaction] }\n}\n',
    },
    {
      title: 'an index for places',
      code: 'database drivers-db { engine: postgres\n  table drivers { fields { id: id, place: int }, key: id\n    query by place 90% { access: geo }\n    index on place { method: geo }\n  }\n}\n',
    },
  ],
  check(context) {
    for (const store of context.model.components) {
      const model = store.properties['data-model']?.value;
      if (model === undefined || store.properties.future?.value === true) continue;
      for (const table of store.tables) reportNeeds(context, store, table, model);
      if (model === 'time-series') reportDeletes(context, store);
      if (model === 'graph') reportGraph(context, store);
      if (model === 'relational' || model === 'document') reportPoints(context, store, model);
    }
  },
});

type Context = RuleContext<typeof options>;

function reportNeeds(
  { model: design, options: { smallText }, report }: Context,
  store: Component,
  table: Table,
  model: DataModel,
): void {
  const said = new Set<Access>();
  const asked: readonly {
    readonly access: Value<readonly Access[]> | undefined;
    readonly columns?: readonly string[];
  }[] = [
    { access: table.properties.access },
    ...table.queries.map(({ columns, properties }) => ({ columns, access: properties.access })),
  ];
  for (const { access, columns } of asked) {
    for (const need of access?.value ?? []) {
      const better = betterFor(store, need);
      if (!better || said.has(need) || isIndexed(table, need, columns)) continue;
      said.add(need);
      report(
        table,
        `\`${table.id}\` is asked for ${wordsFor[need] ?? need}, which \`${store.id}\`, a ${model} store, does not offer; ${better.better} does.`,
        {
          at: access!.at,
          ...severityOf(need, model, table.properties.rows?.value ?? Number.POSITIVE_INFINITY, smallText),
          subjects: [store],
          fixes: fixes(design, store, table, need, better.model, columns),
        },
      );
    }
  }
}

const wordsFor: Readonly<Partial<Record<Access, string>>> = {
  join: 'joins',
  transaction: 'transactions over several rows',
  traversal: 'traversals',
  'full-text': 'full-text search',
  vector: 'similarity of vectors',
  geo: 'places nearby',
  'ad-hoc': 'queries nobody foresaw',
};

function severityOf(need: Access, model: DataModel, rows: number, small: number): { readonly severity?: Severity } {
  if (need === 'traversal' && model === 'relational') return { severity: 'hint' };
  return need === 'full-text' && rows <= small ? { severity: 'hint' } : {};
}

function isIndexed(table: Table, need: Access, columns: readonly string[] | undefined): boolean {
  const method = indexed[need];
  if (method === undefined) return false;
  const fitting = table.indexes.filter(({ properties }) => properties.method?.value === method);
  return fitting.some(
    (index) => !columns || columns.length === 0 || index.columns.some((name) => columns.includes(name)),
  );
}

function fixes(
  design: Model,
  store: Component,
  table: Table,
  need: Access,
  better: DataModel | undefined,
  columns: readonly string[] | undefined,
): Fix[] {
  const own = store.properties['data-model'];
  const method = indexed[need];
  if (need === 'geo' && columns && columns.length > 0 && method) {
    const statement = `index on ${columns.length === 1 ? columns[0] : `[${columns.join(', ')}]`} { method: ${method} }`;
    return [{ title: `Add \`${statement}\``, safe: true, edits: [insertStatement(design, table, statement)] }];
  }
  if (!own || own.origin === 'engine' || store.engine || better === undefined) return [];
  return [{ title: `Make \`${store.id}\` a ${better} store`, safe: false, edits: [replaceValue(own, better)] }];
}

/** Time-series stores append; deleting single points rewrites whole blocks. An upsert may be a point that is sent again. */
function reportDeletes({ model, report }: Context, store: Component): void {
  if (store.engine?.properties.supports?.value.includes('transaction')) return;
  const found = usesOf(model, store).find(({ operation }) => operation === 'delete');
  if (!found) return;
  const who = `\`${(found.flow ?? found.link.source).id}\``;
  const message = `${who} deletes single points of \`${store.id}\`: a time-series store appends, and drops what is old as a whole.`;
  report(found.link, message, { subjects: [store] });
}

/** A graph store that is never walked, or that takes more writes than one machine does. */
function reportGraph({ estimates, options: { graphWrites }, report }: Context, store: Component): void {
  const declared = store.tables.flatMap(({ properties, queries }) => [
    properties.access,
    ...queries.map((query) => query.properties.access),
  ]);
  const known = declared.flatMap((access) => access?.value ?? []);
  const everyTable = store.tables.every(
    ({ properties, queries }) => properties.access || queries.some((query) => query.properties.access),
  );
  if (known.length > 0 && everyTable && !known.includes('traversal')) {
    report(
      store,
      `\`${store.id}\` is a graph store, but nothing walks its graph: ${[...new Set(known)].join(', ')} would be served by a simpler one.`,
    );
  }
  const writes = estimates.value(store, 'rate.peak.write') ?? 0;
  if (writes > graphWrites) {
    report(
      store,
      `\`${store.id}\` takes ${rate(writes)} of writes at peak: graph stores seldom spread writes over machines.`,
    );
  }
}

/** Streams of measurements in a store that keeps rows and indexes for each. */
function reportPoints(
  { model, estimates, options: { pointsPerSecond }, report }: Context,
  store: Component,
  dataModel: DataModel,
): void {
  for (const table of store.tables) {
    if (!table.properties.holds?.value.includes('telemetry')) continue;
    const points = pointsInto(model, estimates, store, table);
    if (points <= pointsPerSecond) continue;
    const message = `\`${table.id}\` takes ${rate(points)} of measurements at peak: a ${dataModel} store keeps a row and its indexes for each; a time-series store packs them.`;
    report(table, message, { subjects: [store] });
  }
}

/** Rows per second at peak, as far as is known; a batch of measurements is one request with many rows. */
function pointsInto(model: Model, estimates: Estimates, store: Component, table: Table): number {
  const links = new Set(
    usesOf(model, store).flatMap(({ link }) => (tablesOn(link, 'stores')?.includes(table.id) ? [link] : [])),
  );
  let total = 0;
  for (const link of links) {
    const requests = estimates.value(link, 'rate.peak.write') ?? 0;
    total += requests * (link.properties.batch?.value ?? 1);
  }
  return total;
}
