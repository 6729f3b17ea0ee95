import type { Row } from './row.js';

export const feeds: readonly Row[] = [
  {
    system: 'Posts behind a cache',
    example: 'feeds/posts-cache-aside',
    rules: ['cache-stampede', 'cache-without-expiry-or-invalidation'],
    also: ['cold-cache-overload', 'cache-pattern-wiring'],
  },
  {
    system: 'Timeline with fan-out',
    example: 'feeds/timeline',
    rules: ['fan-out-write-amplification'],
    also: ['deferrable-work-on-sync-path', 'hot-key', 'read-write-ratio-inconsistent'],
  },
  {
    system: 'News feed',
    example: 'feeds/news-feed',
    rules: ['fan-out-write-amplification', 'missing-pagination', 'n-plus-one-calls', 'offset-pagination'],
  },
  {
    system: 'Photo feed in three regions',
    example: 'feeds/regional-feed',
    rules: ['latency-budget-exceeded', 'over-strong-consistency', 'replication-lag-exceeds-freshness'],
  },
  {
    system: 'Popular posts, reports and sessions in caches',
    example: 'feeds/forum',
    rules: ['long-ttl-without-versioning', 'session-store-not-redundant', 'shared-cache-personal-data'],
  },
];
