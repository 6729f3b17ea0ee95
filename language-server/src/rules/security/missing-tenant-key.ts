import type { Model, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { insertProperty, insertStatement, isOwn, replaceValue } from '../edits.js';
import { innerBlock } from '../inner-blocks.js';
import { defineRule } from '../rule.js';

const usual = /^(tenant|organi[sz]ation|org|account|customer|company|workspace|client)s?(-?id)?$/;

/** One forgotten condition in one query, and a customer sees the data of another. */
export const missingTenantKey = defineRule({
  name: 'missing-tenant-key',
  category: 'security',
  mode: 'presence',
  severity: 'warning',
  tier: 2,
  summary: 'Customers share a table whose key does not say whose row it is.',
  why: 'Where many customers share a table, only the conditions of each query keep them apart. With the tenant in front of the key every access has to name it, the store can place and move one customer by itself, and a guessed number leads nowhere. Without it, one forgotten condition shows a customer the data of another.',
  silent: [
    'The system is not `tenancy: multi`.',
    'The key, the shard key or the sort key has the tenant in it: the `tenant-key` of the system, or a field with a usual name for it.',
    'The store checks every row (`row-level-security: yes`), or all queries ask by the tenant.',
    'No key is written, the table holds only `public` data, is the list of tenants itself or an outbox.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Amazon Web Services, SaaS Tenant Isolation Strategies (whitepaper, 2020)',
    'Microsoft Azure Architecture Center: architectural approaches for storage and data in multitenant solutions',
    'OWASP Multi-Tenant Security Cheat Sheet',
  ],
  incorrect: [
    {
      title: 'orders of all customers under one number',
      code: 'system "Shops" { tenancy: multi, tenant-key: tenant }\n\ndatabase sales { table orders { fields { id: id, tenant: id, total: money }, key: id } }\n',
    },
    {
      title: 'documents spread by author, of whichever customer',
      code: 'system "Wiki" { tenancy: multi, tenant-key: tenant }\n\ndatabase wiki { shards: 8, table pages { shard-key: author, sharding: hash } }\n',
    },
  ],
  correct: [
    {
      title: 'the tenant comes first',
      code: 'system "Shops" { tenancy: multi, tenant-key: tenant }\n\ndatabase sales { table orders { fields { id: id, tenant: id, total: money }, key: [tenant, id] } }\n',
    },
    {
      title: 'the store checks every row',
      code: 'system "Shops" { tenancy: multi, tenant-key: tenant }\n\ndatabase sales { table orders { key: id, row-level-security: yes } }\n',
    },
  ],
  check({ model, report }) {
    const { system } = model;
    if (system?.properties.tenancy?.value !== 'multi') return;
    const wanted = system.properties['tenant-key']?.value;
    const isTenant = (name: string): boolean => name === wanted || (wanted === undefined && usual.test(name));
    const outboxes = new Set(
      model.links
        .filter(({ properties }) => properties.capture?.value === 'outbox')
        .flatMap(({ properties }) => properties.reads?.value ?? []),
    );
    for (const table of model.tables) {
      const {
        key,
        'shard-key': shardKey,
        'sort-key': sortKey,
        'row-level-security': checked,
        holds,
      } = table.properties;
      const by = key ?? shardKey;
      if (!by || checked?.value === true || table.store.properties.future?.value === true) continue;
      if ([key, shardKey, sortKey].some((fields) => fields?.value.some(isTenant))) continue;
      if (table.queries.length > 0 && table.queries.every(({ columns }) => columns.some(isTenant))) continue;
      if (outboxes.has(table.id) || usual.test(table.name) || table.name === wanted) continue;
      if (holds?.value.every((what) => what === 'public')) continue;
      report(
        table,
        `\`${table.id}\` is shared by all tenants, but its key does not say whose row it is: a query that forgets the tenant shows what belongs to others.`,
        {
          at: by.property,
          subjects: [table.store],
          related: [{ at: system.properties.tenancy.property, message: 'All customers share one deployment.' }],
          fixes: fixes(model, table, wanted ?? 'tenant'),
        },
      );
    }
  },
});

function fixes(model: Model, table: Table, tenant: string): Fix[] {
  const { key, 'shard-key': shardKey, fields } = table.properties;
  const by = key ?? shardKey;
  const found: Fix[] = [];
  if (by && isOwn(table, by)) {
    const text = `[${[tenant, ...by.value].join(', ')}]`;
    const edits = [replaceValue(by, text)];
    const isMissing = table.fields.length > 0 && !table.fields.some(({ name }) => name === tenant);
    if (isMissing && fields) edits.push(insertProperty(model, innerBlock(model, fields), tenant, 'id'));
    if (!isMissing || fields) {
      found.push({ title: `Put the tenant first: \`${key ? 'key' : 'shard-key'}: ${text}\``, safe: false, edits });
    }
  }
  const title = 'Let the store check every row: `row-level-security: yes`';
  return [...found, { title, safe: false, edits: [insertStatement(model, table, 'row-level-security: yes')] }];
}
