import { choice, data, ratio, time, yesNo } from './definition.js';
import { hitRatio, immutable, invalidation, ttl } from './edge.js';
import { durability } from './flow.js';
import { sharding } from './sharding.js';
import { derivedFrom, objectSize, replicationFactor } from './store.js';

export const cache = {
  pattern: choice(
    ['cache-aside', 'read-through', 'write-through', 'write-behind', 'refresh-ahead'],
    'How it stands to the store behind it: who fetches what is missing, and where writes go first.',
    { example: 'cache-aside' },
  ),
  ttl,
  'hit-ratio': hitRatio,
  scope: choice(['shared', 'local'], 'One cache for all, or one inside each replica of the caller without a network.', {
    assumed: { value: 'shared', source: 'a cache drawn as a component' },
    example: 'local',
  }),
  invalidation,
  immutable,
  'stampede-protection': choice(
    ['none', 'coalescing', 'lock', 'early-expiry', 'stale-while-revalidate'],
    'How many callers recompute an entry that has just expired: with protection, one.',
    { example: 'coalescing' },
  ),
  'ttl-jitter': ratio('Random spread of the expiry, so that not everything expires at once.', {
    max: 1,
    example: '10%',
  }),
  eviction: choice(
    ['none', 'lru', 'lfu', 'fifo', 'volatile-lru', 'volatile-ttl'],
    'What leaves when the memory is full; `none` refuses new entries.',
    { example: 'lru' },
  ),
  'object-size': objectSize,
  'working-set': data('Data worth caching; without it, derived from a day of reads.', { example: '200GB' }),
  'hot-share': ratio('Part of a day’s distinct reads that is worth caching.', {
    max: 1,
    assumed: { value: 0.2, source: 'the 80/20 rule: a fifth of the keys gets most of the reads' },
    example: '20%',
  }),
  'distinct-reads': ratio('Distinct keys against all reads of a day.', {
    max: 1,
    assumed: { value: 1, source: 'upper bound: no key is read twice' },
    example: '30%',
  }),
  overhead: ratio('Memory taken against the payload kept: keys, pointers, free space.', {
    min: 1,
    assumed: { value: 1.5, source: 'our choice: bookkeeping of usual in-memory stores' },
    example: '1.5x',
  }),
  'write-order': choice(['store-first', 'cache-first'], 'Where a write-through writes first; the store is safer.', {
    example: 'store-first',
  }),
  'compare-and-set': yesNo(
    'An entry is replaced only where it is older than what replaces it, so that two writers cannot leave the older value.',
    { example: 'yes' },
  ),
  'flush-interval': time('How long a write-behind holds writes back, and so the most that is lost.', { example: '5s' }),
  'refresh-at': ratio('Part of the `ttl` that is left when a refresh-ahead fetches anew.', { max: 1, example: '10%' }),
  'pre-warm': yesNo('It is filled before it gets traffic.', { example: 'yes' }),
  persistence: choice(['none', 'snapshot', 'append-log'], 'What survives a restart.', { example: 'append-log' }),
  durability,
  'replication-factor': replicationFactor,
  ...sharding,
  'derived-from': derivedFrom,
};
