import type { Estimates } from '../../estimate/estimates.js';
import { flowProperty } from '../../model/inherit.js';
import type { Field, Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { fieldSizes } from '../../model/schema/index.js';
import { insertProperty, insertStatement, removeProperty } from '../edits.js';
import { defineRule } from '../rule.js';
import { tablesOn, type Use, writesTo } from '../uses.js';
import { data, time } from '../words.js';

const year = 365 * 86_400;

/** What is appended to a document is read and written with it for ever after. */
export const unboundedDocumentGrowth = defineRule({
  name: 'unbounded-document-growth',
  category: 'data',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'A document embeds a list that grows without bound.',
  why: 'A list inside a document is convenient while it is short. Each element that is appended makes the whole document larger, and the store reads, writes and copies the whole of it every time; one day it reaches the largest document the store takes and refuses the next element. What grows with use belongs into rows of its own that point to their parent.',
  silent: [
    'The list has a `max`, or nothing is known to update the documents (`upsert`).',
    'By the rate of the updates and the number of documents, the limit is not reached within the `horizon`, or rows are gone before that (`retention`).',
    'Only an info where these are unknown.',
    'The store, or what updates it, is only drawn (`future: yes`).',
  ],
  references: [
    'MongoDB Manual, Data Modeling: avoid unbounded arrays; limits: document size',
    'Pramod Sadalage, Martin Fowler, NoSQL Distilled (2012), chapter 9: document databases',
  ],
  options: {
    limit: { default: 16_000_000, doc: 'Largest document in bytes, where the engine does not say.' },
    years: { default: 10, doc: 'Years to look ahead, where the system has no `horizon`.' },
    max: { default: 100, doc: 'Most elements that a fix writes.' },
  },
  incorrect: [
    {
      title: 'all transactions in the document of the account',
      code: 'client web { users: 2M }\nflow pay { from: web, rate: 5/user/day, op: upsert, request: 1KB }\nservice api {}\ndatabase bank { data-model: document\n  table accounts { rows: 2M, key: id, fields { id: id, transactions: list(id) } }\n}\n\nweb -> api { timeout: 3s }\napi -> bank { timeout: 1s }\n',
    },
    {
      title: 'how often is not known',
      code: 'service api {}\ndatabase forum { data-model: document\n  table threads { key: id, fields { id: id, posts: list(id) } }\n}\n\napi -> forum { op: upsert, timeout: 1s }\n',
    },
  ],
  correct: [
    {
      title: 'transactions are rows of their own',
      code: 'service api {}\ndatabase bank { data-model: document\n  table accounts { key: id, fields { id: id } }\n  table transactions { key: id, fields { id: id, account: id } }\n}\n\napi -> bank { op: upsert, stores: [accounts, transactions], timeout: 1s }\n',
    },
    {
      title: 'a product has a few tags',
      code: 'service api {}\ndatabase shop { data-model: document\n  table products { key: id, fields { id: id, tags: list(id) { max: 20 } } }\n}\n\napi -> shop { op: upsert, timeout: 1s }\n',
    },
  ],
  check({ model, estimates, options, report }) {
    const horizon = model.system?.properties.horizon?.value ?? options.years * year;
    for (const table of model.tables) {
      const { store } = table;
      if (store.properties['data-model']?.value !== 'document') continue;
      const lists = table.fields.filter(({ type, properties }) => type === 'list' && !properties.max);
      const updates = writesTo(model, store).filter(
        ({ link, operation }) => operation === 'upsert' && tablesOn(link, 'stores')?.includes(table.id),
      );
      if (updates.length === 0) continue;
      const limit = store.engine?.properties['max-object']?.value ?? options.limit;
      const { retention } = table.properties;
      const kept = typeof retention?.value === 'number' ? Math.min(retention.value, horizon) : horizon;
      for (const field of lists) {
        const growth = growthOf(model, estimates, field, updates);
        const who = updates[0].flow ? `\`${updates[0].flow.id}\`` : `\`${updates[0].link.source.id}\``;
        const details = { at: field.at, subjects: [store], fixes: fixes(model, table, field, options.max) };
        if (growth === undefined) {
          const message = `Nothing bounds the list \`${field.id}\`, and ${who} updates its documents: if it appends, a document grows until it reaches ${data(limit)}.`;
          report(table, message, { ...details, severity: 'info' });
        } else if (limit / growth < kept) {
          const message = `\`${field.id}\` grows by ${data(growth * 86_400)} a day in each document if ${who} appends to it, and reaches ${data(limit)}, the largest there is, in ${time(limit / growth)}.`;
          report(table, message, details);
        }
      }
    }
  },
});

/** Bytes per second by which one document grows on average; nothing where the rate or the number of documents is unknown. */
function growthOf(model: Model, estimates: Estimates, field: Field, updates: readonly Use[]): number | undefined {
  const rows = field.table.properties.rows?.value;
  if (rows === undefined || rows <= 0 || updates.some(({ flow }) => !flow)) return undefined;
  let total = 0;
  for (const link of new Set(updates.map((update) => update.link))) {
    const rate = estimates.value(link, 'rate.average.write');
    if (rate === undefined) return undefined;
    const sizes = updates.filter((update) => update.link === link).map((update) => appended(model, field, update));
    total += rate * Math.max(...sizes);
  }
  return total / rows;
}

/** Bytes of one element: the payload of the update where it is known, as an element may be a record, else a value of its type. */
function appended(model: Model, field: Field, { link, flow }: Use): number {
  const payload = flow && flowProperty(link, flow, 'request')?.value;
  if (payload !== undefined) return payload;
  const element = model.textOf(field.at).match(/list\(\s*(\w+)/)?.[1] ?? 'id';
  return Object.hasOwn(fieldSizes, element) ? fieldSizes[element as keyof typeof fieldSizes] : fieldSizes.id;
}

function fixes(model: Model, table: Table, field: Field, max: number): Fix[] {
  const bounded = {
    title: `Keep at most ${max}: \`max: ${max}\``,
    safe: false,
    edits: [insertProperty(model, field, 'max', String(max))],
  };
  const named = [...table.indexes, ...table.queries].flatMap(({ columns }) => columns);
  const { key, 'shard-key': shardKey, 'sort-key': sortKey } = table.properties;
  const isUsed = [...named, ...(key?.value ?? []), ...(shardKey?.value ?? []), ...(sortKey?.value ?? [])].includes(
    field.name,
  );
  if (isUsed || table.fields.length < 2 || model.declarations.has(`${table.name}-${field.name}`)) return [bounded];
  const rows = `table ${table.name}-${field.name} { fields { parent: id, item: id }, key: [parent, item] }`;
  const edits = [
    removeProperty(model, { value: field.type, origin: 'written', at: field.at, property: field.at }),
    insertStatement(model, table.store, rows),
  ];
  return [{ title: `Keep \`${field.name}\` as rows of a table of their own`, safe: false, edits }, bounded];
}
