import type { Model, Table } from '../../model/model.js';
import { shardKeyOf, shardsOf } from '../../rules/shards.js';
import { percent } from '../../rules/words.js';
import { amount, type Evidence, known, unknown, yesNo } from '../input.js';
import { atLeast } from '../logic.js';
import { defineQuestion } from '../question.js';

/** How rows are spread over shards. */
export const shardingStrategy = defineQuestion({
  name: 'sharding-strategy',
  topic: 'data',
  asks: 'How are rows spread over shards?',
  about: 'table',
  of: 'a table that is cut into shards',
  inputs: {
    residency: yesNo('Must rows stay in the region they belong to?', '`residency` or `home-region` of the table'),
    tenantsMove: yesNo('Do single tenants move between shards?'),
    ranges: yesNo('Is it asked for ranges of the key that picks the shard?', '`query` with a `range`, `access: range`'),
    elastic: yesNo('Do nodes come and go?', '`rebalance`, `autoscale`, `virtual-nodes`, the topology of the store'),
    skew: amount('Which part of the load does the hottest key get?', '`skew` of the table'),
  },
  settings: {
    'sharding-strategy.skewed-from': {
      default: 0.05,
      doc: 'Part of the load on one key from which on ranges would put too much on one shard.',
    },
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: partitioning',
    'David Karger and others, "Consistent Hashing and Random Trees", ACM STOC (1997)',
  ],
  rules: ['modulo-resharding', 'range-query-on-hash-shards', 'range-shard-skew'],
  concerns: (table) =>
    shardKeyOf(table) !== undefined && (table.properties.sharding !== undefined || (shardsOf(table) ?? 1) > 1),
  gather: ({ model }, table) => ({
    tenantsMove: hasTenants(model) ? undefined : known(false, 'the design has no tenants'),
    residency: residencyOf(table),
    ranges: rangesOf(table),
    elastic: elasticityOf(table),
    ...(table.properties.skew && {
      skew: known(
        table.properties.skew.value,
        `the hottest key gets ${percent(table.properties.skew.value)} of the load`,
      ),
    }),
  }),
  // Over fixed slots that move as a whole, the rest of a division is as good as a hash.
  present: (_, { properties: { sharding, slots } }) =>
    sharding?.value === 'modulo' && slots ? 'hash' : sharding?.value,
  first: [
    {
      when: 'rows must stay in the region they belong to',
      holds: (i) => i.residency,
      choose: 'geo',
      because: 'The place of a row follows from whose it is, and can be shown to a regulator.',
      fine: ['directory', 'hash', 'consistent-hash', 'range'],
    },
    {
      when: 'it is asked for ranges of the key that picks the shard',
      holds: (i) => i.ranges,
      choose: 'range',
      because: 'Neighbours lie together, so that a range asks one or two shards instead of all.',
    },
    {
      when: 'single tenants move between shards',
      holds: (i) => i.tenantsMove,
      choose: 'directory',
      because: 'A table of places lets one tenant move without touching the others.',
      fine: ['hash', 'consistent-hash'],
    },
    {
      when: 'nodes come and go',
      holds: (i) => i.elastic,
      choose: 'consistent-hash',
      because: 'A new node takes a little from each of the others instead of moving nearly every row.',
      fine: ['hash', 'directory', 'range'],
    },
    {
      when: 'one key gets a large part of the load',
      holds: (i, s) => atLeast(i.skew, s['sharding-strategy.skewed-from']),
      choose: 'hash',
      because: 'A hash keeps neighbours of the hot key away from it; the hot key itself needs more than that.',
      fine: ['consistent-hash', 'directory'],
    },
  ],
  otherwise: {
    choose: 'hash',
    because: 'Load spreads evenly, and any key finds its shard by itself.',
    fine: ['consistent-hash', 'directory', 'range'],
  },
});

function hasTenants({ system }: Model): boolean {
  return system?.properties.tenancy?.value === 'multi' || system?.properties['tenant-key'] !== undefined;
}

function residencyOf({ properties, id, store }: Table): Evidence<boolean> {
  if (properties['home-region']) return known(true, `\`${id}\` names the home of each row`);
  const places = properties.residency?.value ?? store.properties.residency?.value ?? [];
  // In one place there is nothing to choose between.
  return known(places.length > 1, places.length > 1 ? `\`${id}\` stays in ${places.join(', ')}` : undefined);
}

/** Are ranges over a part of the key whose other parts are not all fixed? */
function rangesOf(table: Table): Evidence<boolean> {
  const key = shardKeyOf(table) ?? [];
  const torn = table.queries.find(({ columns, properties: { range } }) => {
    if (!range || !key.includes(range.value)) return false;
    const others = key.filter((name) => name !== range.value);
    return others.length === 0 || !others.every((name) => columns.includes(name));
  });
  if (torn) return known(true, `\`${table.id}\` is asked for a range of \`${torn.properties.range!.value}\``);
  if (table.queries.length > 0) return known(false, `no query of \`${table.id}\` is a range of its shard key`);
  const access = table.properties.access?.value;
  if (access && !access.includes('range')) return known(false, `\`${table.id}\` is used by ${access.join(', ')}`);
  return unknown(`\`query\` or \`access\` of \`${table.id}\``);
}

function elasticityOf({ store, properties }: Table): Evidence<boolean> {
  const { rebalance, autoscale, replication } = store.properties;
  if ((properties.rebalance ?? rebalance)?.value === 'auto')
    return known(true, `\`${store.id}\` moves shards by itself`);
  if (autoscale) return known(true, `\`${store.id}\` scales by itself`);
  if (properties['virtual-nodes'] || replication?.value.topology?.value === 'leaderless')
    return known(true, `\`${store.id}\` is a ring of nodes`);
  return unknown(`\`rebalance\` of \`${store.id}\``);
}
