import type { Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertStatement } from '../edits.js';
import { defineRule } from '../rule.js';
import { findsShard, leadsWith, type Query, shardKeyOf, shardsOf } from '../shards.js';
import { listed, number, percent } from '../words.js';

/** A query without the shard key has to ask every shard. */
export const shardKeyQueryMismatch = defineRule({
  name: 'shard-key-query-mismatch',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A frequent query does not contain the shard key, so it asks every shard.',
  why: 'Sharding makes a store larger only for requests that touch one shard. A query that does not say which one is sent to all of them: each shard does the work, the answer is as slow as the slowest shard, and adding shards adds load instead of taking it away.',
  silent: [
    'No queries are declared, or the table has one shard.',
    'A global index, or a lookup table with the same key, leads from what is asked by to the shard.',
    'Only an info for queries that are at most 10% of the reads.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: partitioning and secondary indexes',
    'Jeffrey Dean, Luiz André Barroso, "The Tail at Scale", Communications of the ACM (2013)',
    'MongoDB Manual, Sharding: targeted and broadcast operations',
  ],
  options: {
    share: { default: 0.1, doc: 'Share of the reads (a ratio) up to which such a query is only an info.' },
  },
  incorrect: [
    {
      title: 'users are found by e-mail, but sharded by id',
      code: 'database users { shards: 16\n  table profiles {\n    fields { id: uuid, email: text(60B) }\n    key: id, shard-key: id, sharding: hash\n    query by email 40%\n  }\n}\n',
    },
    {
      title: 'half of the key is not enough',
      code: 'database chat { shards: 16\n  table messages {\n    fields { room: id { cardinality: 20M }, month: int, author: id }\n    shard-key: [room, month], sharding: hash\n    query by room\n  }\n}\n',
    },
  ],
  correct: [
    {
      title: 'a global index leads to the shard',
      code: 'database users { shards: 16\n  table profiles {\n    fields { id: uuid, email: text(60B) }\n    key: id, shard-key: id, sharding: hash\n    index on email { global: yes }\n    query by email 40%\n  }\n}\n',
    },
    {
      title: 'the query says which shard',
      code: 'database chat { shards: 16\n  table messages {\n    fields { room: id { cardinality: 20M }, month: int, id: id }\n    shard-key: [room, month], sort-key: id, sharding: hash\n    query by [room, month] 97% { range: id }\n  }\n}\n',
    },
  ],
  check({ model, options, report }) {
    const lookups = lookupKeys(model);
    for (const table of model.tables) {
      const key = shardKeyOf(table);
      if (!key || table.store.properties.future?.value === true) continue;
      for (const query of table.queries) {
        if (
          query.columns.length === 0 ||
          query.share === 0 ||
          findsShard(key, query) ||
          isRouted(table, query, lookups)
        )
          continue;
        const shards = shardsOf(table);
        const missing = key.filter((name) => !query.columns.includes(name));
        const often = query.share === undefined ? '' : `, ${percent(query.share)} of the reads of \`${table.id}\`,`;
        report(
          table,
          `The query by ${listed(query.columns)}${often} does not say which ${listed(missing)} it is about, so it asks ${shards === undefined ? 'all shards' : `all ${number(shards)} shards`} of \`${table.id}\`.`,
          {
            at: query.at,
            ...((query.share ?? 1) <= options.share && { severity: 'info' }),
            subjects: [table.store],
            related: [{ at: table.properties['shard-key']!.at, message: 'This picks the shard.' }],
            fixes: fixes(model, table, query),
          },
        );
      }
    }
  },
});

/** By what tables are found directly, for those that serve as a way to another table's shards. */
function lookupKeys(model: Model): ReadonlyMap<string, readonly Table[]> {
  const found = new Map<string, Table[]>();
  for (const table of model.tables) {
    for (const key of [table.properties.key?.value, table.properties['shard-key']?.value]) {
      if (!key) continue;
      const name = [...key].sort().join('\n');
      found.set(name, [...(found.get(name) ?? []), table]);
    }
  }
  return found;
}

function isRouted(table: Table, { columns }: Query, lookups: ReadonlyMap<string, readonly Table[]>): boolean {
  if (table.indexes.some((index) => index.properties.global?.value === true && leadsWith(index, columns))) return true;
  const others = lookups.get([...columns].sort().join('\n')) ?? [];
  return others.some((other) => other !== table);
}

function fixes(model: Model, table: Table, { columns }: Query): Fix[] {
  const on = columns.length === 1 ? columns[0] : `[${columns.join(', ')}]`;
  const statement = `index on ${on} { global: yes }`;
  return [{ title: `Add \`${statement}\``, safe: false, edits: [insertStatement(model, table, statement)] }];
}
