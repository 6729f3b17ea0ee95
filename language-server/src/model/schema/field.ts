import { holds } from './component-security.js';
import { choice, count, name, whole, yesNo } from './definition.js';
import { access } from './table.js';

const unique = yesNo('No two rows have the same value.', { example: 'yes' });

export const field = {
  alphabet: whole('Characters an id may be made of; with the length it tells how many ids there are.', {
    min: 1,
    example: '62',
  }),
  length: whole('Places of an id.', { min: 1, example: '7' }),
  generated: choice(
    ['auto-increment', 'counter', 'range-allocated', 'snowflake', 'uuid', 'random', 'hash'],
    'Who makes the value, and how: one counter for all, ranges handed out, or without asking anybody.',
    { example: 'snowflake' },
  ),
  unique,
  monotonic: yesNo(
    'Values grow with time, as those of timestamps and snowflake ids do; as a shard key, all writes hit the last shard.',
    {
      example: 'yes',
    },
  ),
  cardinality: count('Number of distinct values.', { min: 1, example: '20M' }),
  max: count('Most elements of a list.', { example: '100' }),
  holds,
};

export const index = {
  unique,
  global: yesNo('One index over all shards, instead of one in each.', { example: 'yes' }),
  method: choice(['btree', 'hash', 'inverted', 'geo', 'vector'], 'How the index is built, and so what it can find.', {
    example: 'btree',
  }),
};

export const query = {
  range: name(['field'], 'Field of which a range is asked for.', { example: 'created' }),
  sort: name(['field'], 'Field the answer is ordered by.', { example: 'created' }),
  access,
};
