import type { Row } from './row.js';

export const search: readonly Row[] = [
  {
    system: 'Search autocomplete',
    example: 'search/autocomplete',
    rules: ['access-pattern-mismatch', 'latency-budget-exceeded'],
    also: ['deferrable-work-on-sync-path'],
  },
];
