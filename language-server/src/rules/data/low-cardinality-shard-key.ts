import type { Field, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';
import { counted, number } from '../words.js';

/** A shard key with few values cannot spread over many shards. */
export const lowCardinalityShardKey = defineRule({
  name: 'low-cardinality-shard-key',
  category: 'data',
  mode: 'derived',
  severity: 'warning',
  tier: 2,
  summary: 'The shard key has too few different values for the number of shards.',
  why: 'All rows with one value of the key lie on one shard. With fewer values than shards some shards stay empty for ever; with only a few more the load is as uneven as the values are popular, and no shard can be split below one value.',
  silent: [
    'The key is composite and another part of it has many values, or is not known to have few.',
    'Sharding is by `geo`, or by a `directory`: few values are the point.',
    'The cardinality is not declared and the name does not tell.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: skewed workloads and hot spots',
    'MongoDB Manual, Sharding: shard key cardinality',
  ],
  options: {
    valuesPerShard: { default: 10, doc: 'A key should have at least this many values for each shard.' },
    names: {
      default: [
        'status',
        'state',
        'country',
        'gender',
        'sex',
        'type',
        'kind',
        'region',
        'category',
        'currency',
        'language',
        'plan',
        'tier',
      ],
      doc: 'Names of fields that have few values, where no cardinality is declared.',
    },
  },
  incorrect: [
    {
      title: 'three values on sixteen shards',
      code: 'database store { shards: 16\n  table orders {\n    fields { status: int { cardinality: 3 }, customer: id }\n    shard-key: status, sharding: hash\n  }\n}\n',
    },
    {
      title: 'the name says it',
      code: 'database store { shards: 16\n  table users {\n    fields { country: text(2B), user: id }\n    shard-key: country, sharding: hash\n  }\n}\n',
    },
  ],
  correct: [
    {
      title: 'a key with many values',
      code: 'database store { shards: 16\n  table users {\n    fields { user: id { cardinality: 20M } }\n    shard-key: user, sharding: hash\n  }\n}\n',
    },
    {
      title: 'the second part spreads',
      code: 'database store { shards: 16\n  table users {\n    fields { country: text(2B), user: id }\n    shard-key: [country, user], sharding: hash\n  }\n}\n',
    },
    {
      title: 'by region, on purpose',
      code: 'database store { shards: 3\n  table users {\n    fields { region: text(9B), user: id }\n    shard-key: region, sharding: geo\n  }\n}\n',
    },
  ],
  check({ model, options, report }) {
    for (const table of model.tables) {
      const { 'shard-key': key, sharding } = table.properties;
      const shards = table.properties.shards?.value ?? table.store.properties.shards?.value;
      if (!key || shards === undefined || shards <= 1 || sharding?.value === 'geo' || sharding?.value === 'directory')
        continue;
      if (table.store.properties.future?.value === true) continue;
      const needed = options.valuesPerShard * shards;
      const parts = key.value.map((name) => ({ name, field: table.fields.find((field) => field.name === name) }));
      const values = parts.map(({ name, field }) => valuesOf(name, field, options.names));
      if (values.some((value) => value === undefined)) continue;
      const known = values.filter((value): value is number => typeof value === 'number');
      const product = known.reduce((total, value) => total * value, 1);
      const isFew = known.length === values.length ? product < needed : values.length === 1;
      if (!isFew) continue;
      const names = key.value.map((name) => `\`${name}\``).join(' and ');
      const has =
        known.length === values.length ? `has ${counted(product, 'value')}` : 'usually has a handful of values';
      const message = `${names}, the shard key of \`${table.id}\`, ${has} for ${number(shards)} shards: load cannot spread.`;
      report(table, message, { at: key.property, subjects: [table.store], fixes: fixes(table, options.names, needed) });
    }
  },
});

/** How many values a field has; `few` where only its name tells, `undefined` where nothing does. */
function valuesOf(name: string, field: Field | undefined, names: readonly string[]): number | 'few' | undefined {
  const declared = field?.properties.cardinality?.value;
  if (declared !== undefined) return declared;
  if (field?.type === 'bool') return 2;
  return names.includes(name.toLowerCase()) && field?.properties.unique?.value !== true ? 'few' : undefined;
}

function fixes(table: Table, names: readonly string[], needed: number): Fix[] {
  const key = table.properties['shard-key']!;
  const spreading = table.fields.find(({ name, type, properties }) => {
    const isId = (type === 'id' || type === 'uuid') && !names.includes(name.toLowerCase());
    return isId && !key.value.includes(name) && (properties.cardinality?.value ?? Number.POSITIVE_INFINITY) >= needed;
  });
  if (!spreading || key.origin !== 'written') return [];
  const text = `[${[...key.value, spreading.name].join(', ')}]`;
  return [
    { title: `Add \`${spreading.name}\` to the key: \`${text}\``, safe: false, edits: [replaceValue(key, text)] },
  ];
}
