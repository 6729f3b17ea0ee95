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
];
