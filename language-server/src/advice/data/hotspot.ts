import type { Table } from '../../model/model.js';
import { shardKeyOf, shardsOf } from '../../rules/shards.js';
import { number, percent } from '../../rules/words.js';
import { type Evidence, isKnown, known, unknown, yesNo } from '../input.js';
import { all, not } from '../logic.js';
import { type Design, defineQuestion } from '../question.js';
import { readsPerWrite } from '../reading/rates.js';

const copies = 'copies of the key, a cache before it, or a shard of its own';
const salt = 'a salt on the key';
const batches = 'writes gathered into batches';

/** What to do about load that does not spread. */
export const hotspot = defineQuestion({
  name: 'hotspot',
  topic: 'data',
  asks: 'What helps where load does not spread?',
  about: 'table',
  of: 'a table with a `skew` or with `hot-keys`',
  inputs: {
    oneKey: yesNo('Does a single key get too much?', '`skew` of the table'),
    written: yesNo('Is it written more than it is read?', 'the rates of the flows'),
    additive: yesNo('Can several writes to it be made one, as with counters?', '`holds: counter`'),
    uneven: yesNo('Do whole shards get more than others?', '`shard-key` and `cardinality` of its field'),
  },
  settings: {
    'hotspot.skewed-from': { default: 0.01, doc: 'Part of the load on one key from which on it counts as hot.' },
  },
  sources: [
    'Martin Kleppmann, Designing Data-Intensive Applications (2017), chapter 6: skewed workloads',
    'AWS documentation, DynamoDB: using write sharding to distribute workloads evenly',
  ],
  rules: ['hot-key'],
  concerns: ({ properties, store }) =>
    (properties.skew?.origin === 'written' || properties['hot-keys'] !== undefined) && store.kind !== 'queue',
  gather: (design, table, settings) => ({
    oneKey: oneKeyOf(table, settings['hotspot.skewed-from']),
    written: writtenMore(design, table),
    additive: table.properties.holds
      ? known(
          table.properties.holds.value.includes('counter'),
          `\`${table.id}\` holds ${table.properties.holds.value.join(', ')}`,
        )
      : unknown(`\`holds\` of \`${table.id}\``),
    uneven: unevenShards(table),
  }),
  present: (_, { properties }) => remedies(properties['hot-keys']?.value),
  first: [
    {
      when: 'one key is hot with writes that can be made one',
      holds: (i) => all(i.oneKey, i.written, i.additive),
      choose: batches,
      because: 'A thousand additions become one write.',
      fine: [salt, copies],
    },
    {
      when: 'one key is hot with writes',
      holds: (i) => all(i.oneKey, i.written, not(i.additive)),
      choose: salt,
      because: 'The key becomes several on several shards; reads gather them.',
      fine: [batches, copies],
    },
    {
      when: 'one key is hot with reads',
      holds: (i) => all(i.oneKey, not(i.written)),
      choose: copies,
      because: 'Any copy can answer. Another spread of keys moves the hot one elsewhere, no more.',
      fine: [salt],
      conflict:
        'Consistent hashing is often named as the remedy. It spreads many keys evenly; one hot key stays on one node.',
    },
    {
      when: 'whole shards get more than others',
      holds: (i) => i.uneven,
      choose: 'another shard key, or more points for each node',
      because: 'The load is there, only badly dealt out.',
      fine: [copies, salt],
    },
  ],
  otherwise: { choose: 'nothing', because: 'The load spreads.', fine: [copies, salt, batches] },
});

function oneKeyOf({ properties: { skew }, id }: Table, least: number): Evidence<boolean> {
  if (!skew) return unknown(`\`skew\` of \`${id}\``);
  return known(skew.value >= least, `the hottest key of \`${id}\` gets ${percent(skew.value)} of the load`);
}

function writtenMore(design: Design, table: Table): Evidence<boolean> {
  const ratio = readsPerWrite(design, table);
  return isKnown(ratio) ? known(ratio.value < 1, ratio.seen) : ratio;
}

/** Too few values of the key leave some shards with more of them than others. */
function unevenShards(table: Table): Evidence<boolean> {
  const key = shardKeyOf(table);
  const shards = shardsOf(table);
  if (!key) return known(false, `\`${table.id}\` is not cut into shards`);
  const field = key.length === 1 ? table.fields.find(({ name }) => name === key[0]) : undefined;
  const values = field?.properties.cardinality?.value;
  if (values === undefined || shards === undefined)
    return unknown(`\`cardinality\` of the shard key of \`${table.id}\``);
  return known(values < 10 * shards, `${number(values)} values of \`${field!.id}\` go to ${number(shards)} shards`);
}

function remedies(written: NonNullable<Table['properties']['hot-keys']>['value'] | undefined): string | undefined {
  if (written === undefined) return undefined;
  return (typeof written === 'string' ? written : written.call) === 'salt' ? salt : copies;
}
