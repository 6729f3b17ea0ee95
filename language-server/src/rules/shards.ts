import type { Table } from '../model/model.js';

export type Query = Table['queries'][number];
export type Index = Table['indexes'][number];

/** How many shards a table is cut into, where that is written. */
export function shardsOf({ properties, store }: Table): number | undefined {
  return (properties.shards ?? store.properties.shards)?.value;
}

/** The fields that pick the shard; nothing where the table is not cut. */
export function shardKeyOf(table: Table): readonly string[] | undefined {
  const key = table.properties['shard-key']?.value;
  return key && key.length > 0 && shardsOf(table) !== 1 ? key : undefined;
}

/** Does the query say enough to find its shard: every field of the key, one of them perhaps as a range? */
export function findsShard(key: readonly string[], { columns, properties }: Query): boolean {
  const fixed = new Set(columns);
  if (properties.range) fixed.add(properties.range.value);
  return key.every((name) => fixed.has(name));
}

/** Do the first columns of an index fix all that a query asks by, in any order? */
export function leadsWith({ columns }: Pick<Index, 'columns'>, wanted: readonly string[]): boolean {
  const first = new Set(columns.slice(0, wanted.length));
  return wanted.every((name) => first.has(name));
}
