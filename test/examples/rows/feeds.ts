import type { Row } from './row.js';

export const feeds: readonly Row[] = [
  {
    system: 'Posts behind a cache',
    example: 'feeds/posts-cache-aside',
    rules: ['cache-stampede', 'cache-without-expiry-or-invalidation'],
  },
  { system: 'Timeline with fan-out', example: 'feeds/timeline', rules: ['fan-out-write-amplification'] },
];
