import { calls, choice, count, either, listOf, name, neutral, ratio, text, whole } from './definition.js';

/** Of tables, and of the databases, storages and caches that hold them. */
export const sharding = {
  sharding: choice(
    ['hash', 'consistent-hash', 'range', 'geo', 'directory', 'modulo'],
    'How the shard of a key is found. With `modulo`, nearly all keys move when the number of shards changes.',
    { example: 'consistent-hash' },
  ),
  shards: whole(
    'Parts the data is cut into; each holds its own keys. Of a leaderless store, without it, its replicas.',
    {
      min: 1,
      assumed: { value: 1, source: 'a store that nobody called sharded' },
      example: '8',
    },
  ),
  'virtual-nodes': whole('Points of each node on the ring; many of them spread the load evenly.', {
    min: 1,
    example: '100',
  }),
  slots: whole('Logical shards that are mapped to nodes, so that whole slots move and not single keys.', {
    min: 1,
    example: '16384',
  }),
  ranges: listOf(
    either(either(text(''), name([], ''), ''), count(''), ''),
    'Bounds of the shards, where they are cut by range.',
    { example: '["a-m", "n-z"]' },
  ),
  rebalance: choice(['auto', 'manual'], 'Who moves shards when nodes come and go.', { example: 'auto' }),
  skew: ratio('Share of the load that falls on the hottest key.', {
    max: 1,
    assumed: { value: 0, source: neutral },
    example: '2%',
  }),
};

export const hotKeys = either(
  choice(['local-cache', 'dedicated-shard', 'coalescing'], ''),
  calls(
    {
      salt: {
        parameters: [{ name: 'n', type: whole('').type }],
        doc: 'A suffix spreads the writes of one key over n keys.',
      },
      copies: { parameters: [{ name: 'n', type: whole('').type }], doc: 'n copies of one key share its reads.' },
    },
    '',
  ),
  'What is done about keys that get far more load than others.',
  { example: 'coalescing' },
);
