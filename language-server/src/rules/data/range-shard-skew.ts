import type { Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertBeside, isOwn, setProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { shardKeyOf, shardsOf } from '../shards.js';
import { listed, number } from '../words.js';

/** Names do not spread evenly over the alphabet. */
export const rangeShardSkew = defineRule({
  name: 'range-shard-skew',
  category: 'data',
  mode: 'absence',
  severity: 'info',
  tier: 3,
  summary: 'Shards are ranges of names or other text, and nothing splits the one that grows too large.',
  why: 'Ranges keep neighbours together, which makes range queries cheap. They also fill as unevenly as what they are cut by: many names begin with the same few letters, and one large customer is one range. Without a store that splits full shards and moves them, somebody has to notice, and to move data by hand, while the shard is at its limit.',
  silent: [
    'Shards are split and moved by themselves (`rebalance: auto`), as the design or the engine says.',
    'The shards are no ranges, or there is only one.',
    'The key does not begin with text: numbers and times have faults of their own, see `hot-shard-key`.',
    'The design is a sketch, or the store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: partitioning by key range, rebalancing',
    'MongoDB documentation: ranged sharding, and the balancer',
  ],
  incorrect: [
    {
      title: 'users by their names',
      code: 'database users { shards: 4\n  table people {\n    fields { name: text(40B), born: int }\n    shard-key: name, sharding: range, ranges: ["a-g", "h-n", "o-t", "u-z"]\n  }\n}\n',
    },
    {
      title: 'moved by hand',
      code: 'database places { shards: 8, sharding: range, rebalance: manual\n  table shops {\n    fields { city: text(30B), shop: id }\n    shard-key: [city, shop]\n  }\n}\n',
    },
  ],
  correct: [
    {
      title: 'full shards are split',
      code: 'database users { shards: 4, rebalance: auto\n  table people {\n    fields { name: text(40B), born: int }\n    shard-key: name, sharding: range\n  }\n}\n',
    },
    {
      title: 'a hash spreads them',
      code: 'database users { shards: 4\n  table people {\n    fields { name: text(40B), born: int }\n    shard-key: name, sharding: consistent-hash, virtual-nodes: 100\n  }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const table of model.tables) {
      const { properties, store } = table;
      const sharding = properties.sharding ?? store.properties.sharding;
      const rebalance = properties.rebalance ?? store.properties.rebalance;
      const key = shardKeyOf(table);
      if (sharding?.value !== 'range' || rebalance?.value === 'auto' || !key) continue;
      if (store.properties.future?.value === true) continue;
      const first = table.fields.find(({ name }) => name === key[0]);
      if (first?.type !== 'text') continue;
      const shards = shardsOf(table);
      const parts = shards === undefined ? 'shards' : `${number(shards)} shards`;
      report(
        table,
        `The ${parts} of \`${table.id}\` are ranges of ${listed(key.slice(0, 1))}, which fill unevenly, and nothing splits the one that gets full.`,
        {
          at: sharding.origin === 'written' ? sharding.property : table.head,
          subjects: [store],
          fixes: fixes(model, table),
        },
      );
    }
  },
});

function fixes(model: Model, table: Table): Fix[] {
  const { properties, store } = table;
  const own = properties.rebalance;
  const title = 'Let the store split and move shards: `rebalance: auto`';
  const sharding = properties.sharding;
  if (!own && sharding && isOwn(table, sharding))
    return [{ title, safe: false, edits: [insertBeside(model, sharding, 'rebalance: auto')] }];
  const [holder, value] = own ? [table, own] : [store, store.properties.rebalance];
  return [{ title, safe: false, edits: [setProperty(model, holder, 'rebalance', value, 'auto')] }];
}
