import type { Row } from './row.js';

export const patterns: readonly Row[] = [
  {
    system: 'Resilience toolkit',
    example: 'patterns/resilience-toolkit',
    rules: ['missing-timeout', 'retry-without-jitter', 'timeout-inversion'],
  },
  {
    system: 'Four tiers',
    example: 'patterns/four-tiers',
    rules: ['datastore-exposed-to-client', 'retry-amplification'],
  },
  { system: 'Distributed cache', example: 'patterns/distributed-cache', rules: ['cache-memory-undersized'] },
  { system: 'SLO and error budget', example: 'patterns/slo-error-budget', rules: ['slo-not-tighter-than-sla'] },
  { system: 'Leaderless store', example: 'patterns/leaderless-store', rules: ['quorum-not-overlapping'] },
];
