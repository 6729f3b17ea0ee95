import { holds, residency } from './component-security.js';
import {
  block,
  calls,
  choice,
  choices,
  count,
  data,
  either,
  listOf,
  name,
  names,
  neutral,
  openBlock,
  ratio,
  time,
  yesNo,
} from './definition.js';
import { hotKeys, sharding } from './sharding.js';
import { retention } from './store.js';

/** Bytes of one value of a field, by its type. */
export const fieldSizes = { id: 8, int: 8, bool: 1, timestamp: 8, uuid: 16, money: 16 } as const;

const simpleTypes = ['id', 'int', 'bool', 'timestamp', 'uuid', 'money'] as const satisfies (keyof typeof fieldSizes)[];

export const fieldType = either(
  choice(simpleTypes, ''),
  calls(
    {
      text: { parameters: [{ name: 'n', type: data('').type }], doc: 'Text of so many bytes.' },
      blob: { parameters: [{ name: 'n', type: data('').type }], doc: 'Opaque data of so many bytes.' },
      list: {
        parameters: [{ name: 'type', type: choice(simpleTypes, '').type }],
        doc: 'A list of values of one type.',
      },
    },
    '',
  ),
  'Type of the field: id, int and timestamp take 8 bytes, uuid and money 16, bool 1.',
  { example: 'text(7B)' },
);

export const accessKinds = [
  'key',
  'range',
  'join',
  'transaction',
  'traversal',
  'full-text',
  'geo',
  'vector',
  'aggregation',
  'ad-hoc',
] as const;

export const access = choices(accessKinds, 'How the data is asked for; the data model has to be good at it.', {
  example: '[key, range]',
});

const field = ['field'] as const;
const part = { name: 'field', type: name(field, '').type };
const per = (period: string) => ({ parameters: [part], doc: `One part for each ${period} of the field.` });

export const table = {
  fields: openBlock('fields', fieldType, 'The columns with their types; what matters of one follows in a block.', {
    example: '{ code: text(7B), owner: id, created: timestamp }',
  }),
  row: data('Size of one row; without it, the sum of the fields.', { example: '500B' }),
  rows: count('Rows that exist; without it, the writes over the retention.', { example: '50M' }),
  key: names(field, 'The primary key.', { example: 'id' }),
  'sort-key': names(field, 'What rows of one shard are ordered by; ranges over it are cheap.', { example: 'created' }),
  'shard-key': names(
    field,
    'These fields together pick the shard; it should spread the load and stand in the queries.',
    {
      example: '[room, month]',
    },
  ),
  ...sharding,
  'hot-keys': hotKeys,
  'home-region': name(field, 'Field that names the one region in which the row may be written.', { example: 'home' }),
  access,
  'index-overhead': ratio('Disk for indexes on top of the rows.', {
    assumed: { value: 0, source: neutral },
    example: '30%',
  }),
  retention,
  downsampling: listOf(
    calls(
      {
        keep: {
          parameters: [
            { name: 'resolution', type: time('').type },
            { name: 'age', type: time('').type },
          ],
          doc: 'Values of this resolution are kept up to this age.',
        },
      },
      '',
    ),
    'Older measurements are kept more coarsely. A shorter retention is that of the rows as they arrive.',
    { example: '[keep(1min, 30d), keep(1h, 1y)]' },
  ),
  'partition-by': calls(
    { hour: per('hour'), day: per('day'), week: per('week'), month: per('month'), year: per('year') },
    'Cuts the table by time, so that old parts are dropped as a whole.',
    { example: 'day(created)' },
  ),
  tiering: block(
    {
      after: time('Age from which rows move.', { example: '30d' }),
      to: name(['store'], 'The cheaper store they move to.', { example: 'archive' }),
    },
    'Old rows move to cheaper storage, which then keeps and pays for them.',
    { example: '{ after: 30d, to: archive }' },
  ),
  'read-window': time('How far back its rows are usually read; what is older may lie on cheaper storage.', {
    example: '7d',
  }),
  normalized: yesNo('Every fact is kept once; reads join what they need.', { example: 'yes' }),
  'row-level-security': yesNo('The store itself checks for every row who may see it.', { example: 'yes' }),
  holds,
  residency,
};
