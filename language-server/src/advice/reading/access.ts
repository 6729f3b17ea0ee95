import type { Component } from '../../model/model.js';
import type { Access } from '../../rules/data-models.js';
import { listed } from '../../rules/words.js';
import { type Evidence, known, unknown } from '../input.js';

/** How a store's tables are said to be used; nothing where none of them says. */
export function accessesOf({ tables }: Component): ReadonlySet<Access> | undefined {
  const said = tables.flatMap(({ properties, queries }) => [
    ...(properties.access?.value ?? []),
    ...queries.flatMap((query) => query.properties.access?.value ?? []),
  ]);
  return said.length > 0 ? new Set(said) : undefined;
}

/** Is a store used in one of these ways? */
export function isAccessedBy(store: Component, ...wanted: readonly Access[]): Evidence<boolean> {
  const said = accessesOf(store);
  const found = wanted.find((each) => said?.has(each));
  if (found) return known(true, `\`${store.id}\` is used by ${found}`);
  if (said) return known(false, `\`${store.id}\` is used by ${[...said].join(', ')}`);
  return unknown(
    `\`access\` of ${store.tables.length > 0 ? listed([store.tables[0].id]) : `a table of \`${store.id}\``}`,
  );
}

/** Is it asked by key or by a range of keys only? */
export function isKeyAccess(store: Component): Evidence<boolean> {
  const said = accessesOf(store);
  if (said) {
    const isKey = [...said].every((each) => each === 'key' || each === 'range');
    return known(isKey, `\`${store.id}\` is used by ${[...said].join(', ')}`);
  }
  const queries = store.tables.flatMap(({ queries: own, properties }) =>
    own.map(({ columns }) => ({ columns, key: properties['shard-key']?.value ?? properties.key?.value })),
  );
  if (queries.length > 0 && queries.every(({ columns, key }) => key?.every((each) => columns.includes(each))))
    return known(true, `\`${store.id}\` is asked by its keys`);
  return unknown(`\`access\` of the tables of \`${store.id}\``);
}
