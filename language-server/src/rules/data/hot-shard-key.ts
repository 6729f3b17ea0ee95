import type { Field, Table } from '../../model/model.js';
import type { Fix } from '../../model/problem.js';
import { replaceValue } from '../edits.js';
import { defineRule } from '../rule.js';

/** What grows with time by its type, by who makes it, or by the names people give it. */
const growingTypes: ReadonlySet<string> = new Set(['timestamp', 'date']);
const growingIds: ReadonlySet<string> = new Set(['auto-increment', 'counter', 'range-allocated', 'snowflake']);
const growingNames =
  /^(created|updated|inserted|modified|timestamp|time|date|day|hour|month|year|sequence|seq|serial)([-_]?(at|on|date|time|number|no|id))?$/;

/** A shard key that grows sends every new row to the same shard. */
export const hotShardKey = defineRule({
  name: 'hot-shard-key',
  category: 'data',
  mode: 'presence',
  severity: 'error',
  tier: 1,
  summary: 'The shard key grows with time, so that all new rows go to one shard.',
  why: 'With ranges of a key that only grows, everything written now belongs to the last range: one shard takes all the writes while the others stand idle, and adding shards does not help. Hashing the key spreads the writes, but then neighbours in time lie on all shards, and a query over a period has to ask every one of them.',
  silent: [
    'The first part of a composite key does not grow: `[tenant, created]`.',
    'A time-series store with a second part beside the time: the time bucket is its unit of deletion.',
    'The table is not sharded, or stands in a store with one shard.',
    'The field is declared `monotonic: no`, or its ids are random, hashed or UUIDs.',
    'The store is only drawn (`future: yes`).',
  ],
  references: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: partitioning by key range',
    'Google Cloud, Spanner documentation: schema design best practices to prevent hotspots',
    'Alex Petrov, Database Internals (2019), chapter 13: partitioning',
  ],
  incorrect: [
    {
      title: 'ranges of the time of creation',
      code: 'database store { shards: 8, data-model: relational\n  table orders {\n    fields { created: timestamp, customer: id }\n    shard-key: created, sharding: range\n  }\n}\n',
    },
    {
      title: 'ranges of a sequence',
      code: 'database store { shards: 8\n  table events {\n    fields { number: id { generated: auto-increment }, body: text(200B) }\n    shard-key: number, sharding: range\n  }\n}\n',
    },
    {
      title: 'hashing the time makes every query over a period ask all shards',
      code: 'database store { shards: 8\n  table readings {\n    fields { created: timestamp, sensor: id }\n    shard-key: created, sharding: hash\n  }\n}\n',
    },
  ],
  correct: [
    {
      title: 'by customer',
      code: 'database store { shards: 8\n  table orders {\n    fields { created: timestamp, customer: id }\n    shard-key: customer, sharding: range\n  }\n}\n',
    },
    {
      title: 'by customer first, then by time',
      code: 'database store { shards: 8\n  table orders {\n    fields { created: timestamp, customer: id }\n    shard-key: [customer, created], sharding: range\n  }\n}\n',
    },
    {
      title: 'random ids do not grow',
      code: 'database store { shards: 8\n  table orders {\n    fields { order: id { generated: random }, created: timestamp }\n    shard-key: order, sharding: range\n  }\n}\n',
    },
  ],
  check({ model, report }) {
    for (const table of model.tables) {
      const key = table.properties['shard-key'];
      const first = key?.value[0] ?? '';
      if (!key || !isSharded(table) || table.store.properties.future?.value === true) continue;
      const field = table.fields.find(({ name }) => name === first);
      if (!grows(first, field)) continue;
      const sharding = table.properties.sharding?.value;
      const isTimeSeries = table.store.properties['data-model']?.value === 'time-series';
      if (key.value.length > 1 && (isTimeSeries || isHashed(sharding))) continue;
      const more = { at: key.property, subjects: [table.store], fixes: fixes(table, first) };
      if (isHashed(sharding)) {
        // A hash spreads a sequence well; only who asks for a period of time has to ask all shards.
        if (!isTime(first, field)) continue;
        const message = `\`${table.id}\` is spread by a hash of \`${first}\`, which grows with time: writes spread evenly, but every query over a period has to ask all shards.`;
        report(table, message, { ...more, severity: 'info' });
      } else if (sharding === 'range') {
        report(
          table,
          `\`${table.id}\` is cut into ranges of \`${first}\`, which only grows: all new rows go to the last shard.`,
          more,
        );
      } else if (sharding === undefined) {
        const message = `\`${first}\`, the shard key of \`${table.id}\`, only grows: unless it is hashed, all new rows go to one shard.`;
        report(table, message, { ...more, severity: 'warning' });
      }
    }
  },
});

function isSharded({ properties, store }: Table): boolean {
  const shards = properties.shards ?? store.properties.shards;
  return shards === undefined || shards.value > 1;
}

function isHashed(sharding: string | undefined): boolean {
  return sharding === 'hash' || sharding === 'consistent-hash' || sharding === 'modulo';
}

function grows(name: string, field: Field | undefined): boolean {
  const { monotonic, generated } = field?.properties ?? {};
  if (monotonic) return monotonic.value;
  if (generated) return growingIds.has(generated.value);
  if (field && growingTypes.has(field.type)) return true;
  return (!field || field.type === 'int' || field.type === 'id') && growingNames.test(name);
}

function isTime(name: string, field: Field | undefined): boolean {
  return field ? growingTypes.has(field.type) : !/^(sequence|seq|serial)/.test(name);
}

/** Another field that does not grow, put in front. */
function fixes(table: Table, growing: string): Fix[] {
  const key = table.properties['shard-key']!;
  const spreading = [
    ...key.value,
    ...table.fields.filter(({ type }) => type === 'id' || type === 'uuid').map(({ name }) => name),
  ].find(
    (name) =>
      name !== growing &&
      !grows(
        name,
        table.fields.find((field) => field.name === name),
      ),
  );
  if (spreading === undefined || key.origin !== 'written') return [];
  const text = `[${spreading}, ${growing}]`;
  return [{ title: `Shard by \`${spreading}\` first: \`${text}\``, safe: false, edits: [replaceValue(key, text)] }];
}
