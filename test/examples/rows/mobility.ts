import type { Row } from './row.js';

export const mobility: readonly Row[] = [
  {
    system: 'Ride matching',
    example: 'mobility/ride-matching',
    rules: ['access-pattern-mismatch', 'batching-on-latency-critical-path', 'cross-region-sync-call'],
  },
  {
    system: 'Ride-sharing',
    example: 'mobility/ride-matching',
    rules: ['access-pattern-mismatch', 'batching-on-latency-critical-path', 'cross-region-sync-call'],
  },
  {
    system: 'Trips',
    example: 'mobility/trips',
    rules: ['access-pattern-mismatch', 'atomic-group-spans-stores', 'missing-index'],
  },
  {
    system: 'Fraud detection',
    example: 'mobility/fraud-detection',
    rules: ['batch-for-realtime-decision', 'latency-budget-exceeded', 'stream-processor-without-checkpoint'],
  },
];
