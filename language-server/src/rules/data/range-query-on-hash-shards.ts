import type { Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { type Query, shardKeyOf, shardsOf } from '../shards.js';
import { number } from '../words.js';

/** A hash scatters neighbours on purpose; a range of them then lies everywhere. */
export const rangeQueryOnHashShards = defineRule({
  name: 'range-query-on-hash-shards',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A range is asked for over the field whose hash picks the shard.',
  why: 'Hashing the shard key spreads load evenly because it tears neighbouring keys apart. A query for a range of such keys finds its rows on every shard, in no order; all shards have to be asked and their answers sorted together. A range is cheap inside one shard, over a field that only orders the rows there.',
  silent: [
    'The range is over a field that orders rows inside a shard (`sort-key`), or over any other that does not pick the shard.',
    'The other fields of a composite key are fixed: then a range of the last one is a few shards, asked one by one.',
    'Shards are ranges, or nothing says how they are cut.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: partitioning by hash of key',
    'Apache Cassandra documentation, Data Modeling: partition keys and clustering columns',
  ],
  incorrect: [
    {
      title: 'orders of a range of numbers lie on all shards',
      code: 'database orders-db { shards: 16\n  table orders {\n    fields { number: int { cardinality: 1bn, monotonic: no }, customer: id }\n    key: number, shard-key: number, sharding: hash\n    query by number { range: number }\n  }\n}\n',
    },
    {
      title: 'a ring of hashes has no neighbours either',
      code: 'database names-db { shards: 8, sharding: consistent-hash\n  table names {\n    fields { name: text(30B), owner: id }\n    key: name, shard-key: name\n    query by name 20% { range: name, sort: name }\n  }\n}\n',
    },
  ],
  correct: [
    {
      title: 'the customer picks the shard, the number orders the rows in it',
      code: 'database orders-db { shards: 16\n  table orders {\n    fields { number: int, customer: id }\n    shard-key: customer, sort-key: number, sharding: hash\n    query by customer { range: number }\n  }\n}\n',
    },
    {
      title: 'shards that are ranges',
      code: 'database names-db { shards: 8, rebalance: auto\n  table names {\n    fields { name: text(30B), owner: id }\n    key: name, shard-key: name, sharding: range\n    query by name 20% { range: name }\n  }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const table of model.tables) {
      const key = shardKeyOf(table);
      const sharding = table.properties.sharding?.value;
      if (!key || table.store.properties.future?.value === true) continue;
      if (sharding !== 'hash' && sharding !== 'consistent-hash' && sharding !== 'modulo') continue;
      for (const query of table.queries) {
        const range = query.properties.range;
        if (!range || query.share === 0 || !tearsApart(key, query)) continue;
        const shards = shardsOf(table);
        const all = shards === undefined ? 'all shards' : `all ${number(shards)} shards`;
        const message = `A range of \`${range.value}\` lies on ${all} of \`${table.id}\`, because its hash picks the shard.`;
        report(table, message, { at: range.property, subjects: [table.store], fixes: fixes(model, table, key) });
      }
    }
  },
});

/** Is the range over a part of the key whose other parts are not all fixed, or over all of a simple key? */
function tearsApart(key: readonly string[], { columns, properties }: Query): boolean {
  const range = properties.range!.value;
  if (!key.includes(range)) return false;
  const others = key.filter((name) => name !== range);
  return others.length === 0 || !others.every((name) => columns.includes(name));
}

/** Ranges instead of hashes, unless the key grows with time: then all new rows would go to one shard. */
function fixes(model: Model, table: Table, key: readonly string[]): Fix[] {
  const field = table.fields.find(({ name }) => name === key[0]);
  const { monotonic, generated } = field?.properties ?? {};
  const grows =
    monotonic?.value ??
    (field?.type === 'timestamp' || (generated !== undefined && !['uuid', 'random', 'hash'].includes(generated.value)));
  if (grows) return [];
  const edits = [setProperty(model, table, 'sharding', table.properties.sharding, 'range')];
  return [{ title: 'Cut the shards by range: `sharding: range`', safe: false, edits }];
}
