import type { Row } from './row.js';

export const search: readonly Row[] = [
  {
    system: 'Search autocomplete',
    example: 'search/autocomplete',
    rules: ['access-pattern-mismatch', 'latency-budget-exceeded'],
    also: ['deferrable-work-on-sync-path'],
  },
  {
    system: 'Log search',
    example: 'search/log-search',
    rules: [
      'missing-retention',
      'search-as-primary-store',
      'single-leader-write-bottleneck',
      'write-heavy-without-buffering',
    ],
  },
  {
    system: 'Year in review',
    example: 'search/year-in-review',
    rules: ['batch-on-demand-pricing', 'batch-window-exceeded', 'stream-for-offline-report'],
  },
  {
    system: 'Search engine',
    example: 'search/search-engine',
    rules: ['access-pattern-mismatch', 'outbound-rate-limit-missing', 'search-as-primary-store'],
  },
  { system: 'Metrics', example: 'search/metrics', rules: ['access-pattern-mismatch', 'missing-retention'] },
  {
    system: 'Web crawler',
    example: 'search/web-crawler',
    rules: ['blob-in-database', 'outbound-rate-limit-missing', 'unbounded-queue'],
  },
];
