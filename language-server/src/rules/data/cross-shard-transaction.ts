import type { Component, Model, Saga, Table } from '../../model/model.js';
import { betterFor } from '../data-models.js';
import { defineRule, type RuleContext } from '../rule.js';
import { shardKeyOf, shardsOf } from '../shards.js';
import { listed } from '../words.js';

/** What lies on two shards cannot be changed, or joined, in one place. */
export const crossShardTransaction = defineRule({
  name: 'cross-shard-transaction',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A transaction or a join spans shards.',
  why: 'Each shard is a store of its own: it can change its rows as a whole and join what it has. A transaction over two of them needs a protocol in which all wait for the slowest and block when one is gone, if the store offers it at all; a join has to fetch rows of one shard for those of another. Rows that change together belong under one shard key.',
  silent: [
    'The tables have the same shard key, or one is sharded by its own key and the other by a reference to it, and the transaction is not said to run `across-keys`.',
    'The tables are not sharded; tables of different stores are left to `atomic-group-spans-stores`.',
    'Only an info where the engine has distributed transactions: they work, and cost round trips.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 7: single-object and multi-object operations; chapter 9: distributed transactions',
    'James Corbett and others, "Spanner: Google\'s Globally-Distributed Database", OSDI (2012)',
    'Vitess documentation: distributed transactions, sharding and keyspace ids',
  ],
  incorrect: [
    {
      title: 'a transfer changes two accounts on two shards',
      code: 'database bank { shards: 8\n  table accounts { fields { id: id, user: id }, shard-key: user, sharding: hash, key: id }\n}\ntransaction transfer { writes: accounts, across-keys: yes }\n',
    },
    {
      title: 'an order by customer, the stock by warehouse',
      code: 'database shop { shards: 8, sharding: hash\n  table orders { fields { customer: id, number: id }, shard-key: customer }\n  table stock { fields { warehouse: id, item: id }, shard-key: warehouse }\n}\ntransaction place { writes: [orders, stock] }\n',
    },
  ],
  correct: [
    {
      title: 'all rows of a tenant lie together',
      code: 'database shop { shards: 8, sharding: hash\n  table orders { fields { tenant: id, number: id }, shard-key: tenant }\n  table stock { fields { tenant: id, item: id }, shard-key: tenant }\n}\ntransaction place { writes: [orders, stock] }\n',
    },
    {
      title: 'one shard is one place',
      code: 'database bank { table accounts { fields { id: id, user: id }, key: id } }\ntransaction transfer { writes: accounts, across-keys: yes }\n',
    },
  ],
  check(context) {
    for (const saga of context.model.sagas) reportTransaction(context, saga);
    for (const store of context.model.components) reportJoins(context, store);
  },
});

type Context = RuleContext<Record<string, never>>;

function reportTransaction({ model, report }: Context, saga: Saga): void {
  const { writes, 'across-keys': across } = saga.properties;
  for (const [store, tables] of byStore(model, writes?.value ?? [])) {
    if (store.properties.future?.value === true) continue;
    const sharded = tables.filter(shardKeyOf);
    const apart = across ? undefined : differing(sharded);
    const [first] = sharded;
    if (!first || (across ? !across.value : !apart)) continue;
    const can = store.engine?.properties.supports?.value.includes('distributed-transactions');
    const why = apart
      ? `${listed(apart.map(({ id }) => id))} have different shard keys`
      : `its rows of \`${first.id}\` have different values of ${listed(shardKeyOf(first)!)}`;
    const so = can
      ? `\`${store.id}\` can do that, for some round trips more`
      : `no shard of \`${store.id}\` can do it alone`;
    report(saga, `\`${saga.id}\` spans shards, because ${why}: ${so}.`, {
      at: (across ?? writes!).property,
      ...(can && { severity: 'info' }),
      subjects: [store, ...sharded],
    });
  }
}

/** Joins of a table whose rows lie under another key than all tables it could be joined with. */
function reportJoins({ report }: Context, store: Component): void {
  const sharded = store.tables.filter(shardKeyOf);
  // What is not sharded can be copied to every shard, and joined there.
  if (sharded.length < 2 || sharded.length < store.tables.length || betterFor(store, 'join')) return;
  if (store.properties.future?.value === true) return;
  const byKey = new Map<string, number>();
  const referred = new Set<string>();
  const owners = new Set(sharded.filter(ownsKey).map(({ name }) => name));
  for (const table of sharded) {
    const key = shardKeyOf(table)!;
    byKey.set(key.join('\n'), (byKey.get(key.join('\n')) ?? 0) + 1);
    for (const name of tablesMeantBy(key)) referred.add(name);
  }
  for (const table of sharded) {
    const access = table.properties.access;
    if (!access?.value.includes('join')) continue;
    const key = shardKeyOf(table)!;
    const hasPartner = byKey.get(key.join('\n'))! > 1 || (ownsKey(table) && referred.has(table.name));
    if (hasPartner || tablesMeantBy(key).some((name) => owners.has(name))) continue;
    const can = store.engine?.properties.supports?.value.includes('distributed-transactions');
    const message = `\`${table.id}\` is joined, but no other table of \`${store.id}\` is sharded by ${listed(key)}: its partners lie on other shards.`;
    report(table, message, { at: access.at, ...(can && { severity: 'info' }), subjects: [store] });
  }
}

function byStore(model: Model, names: readonly string[]): ReadonlyMap<Component, readonly Table[]> {
  const found = new Map<Component, Table[]>();
  for (const name of names) {
    const target = model.declarations.get(name);
    const tables =
      target?.what === 'table'
        ? [target]
        : target?.what === 'component' && target.tables.length === 1
          ? target.tables
          : [];
    for (const table of tables) found.set(table.store, [...(found.get(table.store) ?? []), table]);
  }
  return found;
}

/** Two tables whose rows do not lie together. */
function differing(tables: readonly Table[]): readonly [Table, Table] | undefined {
  const [first, ...others] = tables;
  const other = others.find((each) => !together(first, each));
  return other && [first, other];
}

/** Do rows that belong together lie on one shard: the same key, or a reference to the other table's own? */
function together(a: Table, b: Table): boolean {
  if (shardsOf(a) !== shardsOf(b)) return false;
  const [one, two] = [shardKeyOf(a)!, shardKeyOf(b)!];
  if (one.join('\n') === two.join('\n')) return true;
  return (ownsKey(b) && tablesMeantBy(one).includes(b.name)) || (ownsKey(a) && tablesMeantBy(two).includes(a.name));
}

/** Is the table sharded by its own primary key? */
function ownsKey({ properties }: Table): boolean {
  const own = properties['shard-key']!.value;
  return own.length === 1 && (own[0] === 'id' || properties.key?.value.join() === own[0]);
}

/** `user`, `user-id` or `user_id` refers to a row of `users`. */
function tablesMeantBy(key: readonly string[]): readonly string[] {
  const one = key.length === 1 ? key[0].replace(/[-_]?id$/, '') : '';
  return one === '' ? [] : [one, `${one}s`, `${one}es`, one.replace(/y$/, 'ies')];
}
