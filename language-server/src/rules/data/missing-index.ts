import type { Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { findsShard, leadsWith, type Query, shardKeyOf } from '../shards.js';
import { listed } from '../words.js';

const models: ReadonlySet<string | undefined> = new Set(['relational', 'document', 'key-value']);

/** Without an index the store looks at every row to find the few that are meant. */
export const missingIndex = defineRule({
  name: 'missing-index',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A query asks by fields that no index leads to.',
  why: 'A query by a field without an index reads the whole table. That goes unnoticed while the table is small and turns into an outage once it is not, since every such query then reads gigabytes. An index helps when the fields asked by are its first ones, and spares the sorting when the order asked for comes next.',
  silent: [
    'The fields asked by are the primary key, the shard key with the sort key, a `unique` field, or the first ones of an index.',
    'The query aggregates over the table or is `ad-hoc`: reading it all is its purpose.',
    'The data model is unknown, or indexes everything: search, vector, graph, time-series and wide-column stores.',
    'The query lacks the shard key of the table: `shard-key-query-mismatch` says that.',
    'Only an info where the table lists no index at all below `maturity: production`, and where an index finds the rows but not all of the filter or the order.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Markus Winand, SQL Performance Explained (2012), chapter 2: the where clause; chapter 6: sorting and grouping',
    'PostgreSQL documentation, Indexes: multicolumn indexes, indexes and ORDER BY',
  ],
  incorrect: [
    {
      title: 'posts are asked for by author and status, newest first',
      code: 'system "Blog" { maturity: production }\ndatabase blog { data-model: relational\n  table posts {\n    fields { id: id, author: id, status: int, created: timestamp }\n    key: id\n    query by [author, status] { sort: created }\n  }\n}\n',
    },
    {
      title: 'the index begins with another field',
      code: 'database blog { data-model: document\n  table posts {\n    fields { id: id, author: id, slug: text(60B) }\n    key: id\n    index on [author, slug]\n    query by slug 30%\n  }\n}\n',
    },
  ],
  correct: [
    {
      title: 'an index with the filter first and the order behind it',
      code: 'database blog { data-model: relational\n  table posts {\n    fields { id: id, author: id, status: int, created: timestamp }\n    key: id\n    index on [author, status, created]\n    query by [author, status] { sort: created }\n  }\n}\n',
    },
    {
      title: 'by the primary key',
      code: 'database blog { data-model: relational\n  table posts { fields { id: id, author: id }, key: id\n    query by id\n  }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const table of model.tables) {
      const { store } = table;
      if (store.properties.future?.value === true) continue;
      if (!models.has(store.properties['data-model']?.value)) continue;
      const ways = waysInto(table);
      for (const query of table.queries) {
        const lack = isIndexed(table, query) ? undefined : lackOf(ways, query);
        if (!lack) continue;
        const isUnlisted = table.indexes.length === 0 && model.maturity !== 'production';
        report(table, messageOf(lack, table, query), {
          at: query.at,
          ...((isUnlisted || lack !== 'way') && { severity: 'info' }),
          subjects: [store],
          fixes: fixes(model, table, query),
        });
      }
    }
  },
});

/** Is there nothing to say of the query, whatever the indexes are? */
function isIndexed(table: Table, query: Query): boolean {
  if (query.columns.length === 0 || query.share === 0) return true;
  const access = query.properties.access?.value ?? [];
  if (access.some((way) => way === 'aggregation' || way === 'ad-hoc')) return true;
  const special = table.indexes.filter(({ properties }) =>
    ['inverted', 'geo', 'vector'].includes(properties.method?.value ?? ''),
  );
  if (special.some(({ columns }) => query.columns.every((name) => columns.includes(name)))) return true;
  const key = shardKeyOf(table);
  return key !== undefined && !findsShard(key, query);
}

interface Way {
  readonly columns: readonly string[];
  /** A hash finds single values only. */
  readonly isOrdered: boolean;
}

/** Keys, unique fields and indexes: each a list of fields in its order. */
function waysInto({ properties, fields, indexes }: Table): readonly Way[] {
  const { key, 'shard-key': shardKey, 'sort-key': sortKey } = properties;
  const sorted = sortKey?.value ?? [];
  const ways: Way[] = indexes.map(({ columns, properties: { method } }) => ({
    columns,
    isOrdered: method?.value !== 'hash',
  }));
  if (key) ways.push({ columns: [...key.value, ...sorted], isOrdered: true });
  if (shardKey) ways.push({ columns: [...shardKey.value, ...sorted], isOrdered: true });
  for (const field of fields)
    if (field.properties.unique?.value === true) ways.push({ columns: [field.name], isOrdered: true });
  return ways;
}

/** What no way gives: a way at all, the rest of the filter, or the order; nothing where one gives all. */
type Lack = 'way' | 'filter' | 'order';

function lackOf(ways: readonly Way[], { columns, properties: { range, sort } }: Query): Lack | undefined {
  const wanted = columns.filter((name) => name !== range?.value);
  const ordered = [...new Set([range?.value, sort?.value])].filter(
    (name) => name !== undefined && !wanted.includes(name),
  );
  let best: Lack = 'way';
  for (const way of ways) {
    const [first] = way.columns;
    if (wanted.length === 0 ? ordered.includes(first) && way.isOrdered : leadsWith(way, wanted)) {
      const next = way.columns[wanted.length];
      if (ordered.length === 0 || (way.isOrdered && next !== undefined && ordered.includes(next))) return undefined;
      best = 'order';
    } else if (best === 'way' && wanted.includes(first)) best = 'filter';
  }
  return best;
}

function messageOf(lack: Lack, table: Table, { columns, properties: { range, sort } }: Query): string {
  const asked = `the query by ${listed(columns)}`;
  if (lack === 'way') return `No index leads to ${asked}: it reads all of \`${table.id}\`.`;
  if (lack === 'filter')
    return `An index of \`${table.id}\` serves only a part of ${asked}: it reads rows that it then throws away.`;
  const order = (range ?? sort)!.value;
  return `No index gives ${asked} its order: rows of \`${table.id}\` are found, then ${range ? 'filtered' : 'sorted'} by \`${order}\`.`;
}

function fixes(model: Model, table: Table, { columns, properties: { range, sort } }: Query): Fix[] {
  const fields = [...new Set([...columns.filter((name) => name !== range?.value), range?.value, sort?.value])].filter(
    (name) => name !== undefined,
  );
  const statement = `index on ${fields.length === 1 ? fields[0] : `[${fields.join(', ')}]`}`;
  return [{ title: `Add \`${statement}\``, safe: true, edits: [insertStatement(model, table, statement)] }];
}
