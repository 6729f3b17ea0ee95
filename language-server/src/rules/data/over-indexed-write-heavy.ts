import type { Estimates } from '../../estimate/estimates.js';
import type { Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { exceeds } from '../rounding.js';
import { defineRule } from '../rule.js';
import type { Index } from '../shards.js';
import { removeStatement } from '../statements.js';
import { listed, number } from '../words.js';

/** Each index is written as often as its table. */
export const overIndexedWriteHeavy = defineRule({
  name: 'over-indexed-write-heavy',
  category: 'data',
  mode: 'presence',
  severity: 'info',
  tier: 3,
  summary: 'A table has an index that another one already gives, or many of them although it is mostly written.',
  why: 'An index makes some reads fast and every write slower: each new row is put into each index, in another place of the disk. Where a table is written as often as it is read, half a dozen of them cost more than they give. An index on what is unique already, or on the first fields of another index, gives nothing at all.',
  silent: [
    'The table has few indexes, and each leads to what no key and no other index does.',
    'It is read more often than it is written, or how often is not known: then only what is there twice counts.',
    'Two indexes differ in more than their fields: in their `method`, or one is `unique` or `global` and the other is not.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Markus Winand, SQL Performance Explained (2012), chapter 8: modifying data',
    'PostgreSQL documentation: Unique Indexes; Multicolumn Indexes',
  ],
  options: {
    indexes: { default: 5, doc: 'Indexes of a table that is mostly written; more are too many.' },
  },
  incorrect: [
    {
      title: 'the field is unique already',
      code: 'database links { data-model: relational\n  table urls {\n    fields { code: text(7B) { unique: yes }, target: text(200B) }\n    index on code\n    query by code\n  }\n}\n',
    },
    {
      title: 'another index begins with it',
      code: 'database blog { data-model: relational\n  table posts {\n    fields { id: id, author: id, created: timestamp }\n    key: id\n    index on author\n    index on [author, created]\n  }\n}\n',
    },
    {
      title: 'six for what is mostly written',
      code: 'client web { users: 8.64M }\nflow track { from: web, rate: 10/user/day, op: write }\nservice api {}\ndatabase events { data-model: relational\n  table clicks {\n    fields { id: id, a: id, b: id, c: id, d: id, e: id, f: id }\n    key: id\n    index on a\n    index on b\n    index on c\n    index on d\n    index on e\n    index on f\n  }\n}\n\nweb -> api { timeout: 1s }\napi -> events { timeout: 500ms }\n',
    },
  ],
  correct: [
    {
      title: 'unique, and that is enough',
      code: 'database links { data-model: relational\n  table urls {\n    fields { code: text(7B) { unique: yes }, target: text(200B) }\n    query by code\n  }\n}\n',
    },
    {
      title: 'other ways in',
      code: 'database blog { data-model: relational\n  table posts {\n    fields { id: id, author: id, created: timestamp }\n    key: id\n    index on [author, created]\n    index on created\n  }\n}\n',
    },
  ],
  check({ model, estimates, options, report }) {
    for (const table of model.tables) {
      if (table.store.properties.future?.value === true) continue;
      let redundant = 0;
      for (const index of table.indexes) {
        const better = betterThan(table, index);
        if (better === undefined) continue;
        redundant++;
        report(
          table,
          `The index on ${listed(index.columns)} gives nothing that ${better} of \`${table.id}\` does not give, and slows down every write.`,
          { at: index.at, subjects: [table.store], fixes: fixes(model, index) },
        );
      }
      const left = table.indexes.length - redundant;
      if (left <= options.indexes || !isMostlyWritten(estimates, table)) continue;
      report(
        table,
        `\`${table.id}\` is written at least as often as it is read, and each write also goes to ${number(left)} indexes.`,
        { subjects: [table.store], related: table.indexes.map(({ at }) => ({ at, message: 'One of them.' })) },
      );
    }
  },
});

/** What leads to all that an index does, in words. */
function betterThan({ properties, fields, indexes }: Table, index: Index): string | undefined {
  const { columns } = index;
  const [first] = columns;
  const { unique, global, method } = index.properties;
  if (method && method.value !== 'btree') return undefined;
  const key = [...(properties.key?.value ?? []), ...(properties['sort-key']?.value ?? [])];
  if (global?.value !== true && columns.length <= key.length && beginsWith(key, columns)) {
    if (unique?.value !== true || columns.length === properties.key?.value.length) return 'the key';
  }
  if (columns.length === 1 && fields.find(({ name }) => name === first)?.properties.unique?.value === true)
    return `the unique field \`${first}\``;
  const longer = indexes.find((other) => other !== index && covers(other, index, indexes));
  return longer && `the index on ${listed(longer.columns)}`;
}

/** Does another index do all that this one does? Of two that are the same, the first does. */
function covers(other: Index, index: Index, all: readonly Index[]): boolean {
  const { properties: theirs } = other;
  const { properties: ours } = index;
  if (
    (theirs.method?.value ?? 'btree') !== 'btree' ||
    (theirs.global?.value ?? false) !== (ours.global?.value ?? false)
  )
    return false;
  if (!beginsWith(other.columns, index.columns)) return false;
  const isSame = other.columns.length === index.columns.length;
  if (ours.unique?.value === true && !(isSame && theirs.unique?.value === true)) return false;
  const isEqual = isSame && (theirs.unique?.value ?? false) === (ours.unique?.value ?? false);
  return !isEqual || all.indexOf(other) < all.indexOf(index);
}

const beginsWith = (columns: readonly string[], first: readonly string[]): boolean =>
  first.every((name, i) => columns[i] === name);

function isMostlyWritten(estimates: Estimates, table: Table): boolean {
  const reads = estimates.value(table, 'rate.average.read');
  const writes = estimates.value(table, 'rate.average.write') ?? 0;
  return reads !== undefined && writes > 0 && !exceeds(reads, writes);
}

function fixes(model: Model, index: Index): Fix[] {
  const edit = removeStatement(model, index.at);
  return edit ? [{ title: `Remove the index on ${listed(index.columns)}`, safe: false, edits: [edit] }] : [];
}
