import type { Row } from './row.js';

export const platform: readonly Row[] = [
  {
    system: 'Public REST API',
    example: 'platform/public-rest-api',
    rules: [
      'connection-pool-exhaustion',
      'local-state-with-replicas',
      'missing-rate-limit',
      'replicas-without-load-balancer',
    ],
    also: ['missing-connection-pool', 'token-handling'],
  },
  {
    system: 'Job scheduler',
    example: 'platform/job-scheduler',
    rules: ['missing-dead-letter-queue', 'non-idempotent-consumer', 'retry-without-backoff', 'single-point-of-failure'],
    also: [],
  },
  {
    system: 'API security',
    example: 'platform/api-security',
    rules: ['unauthenticated-public-endpoint'],
    also: ['plaintext-internal-traffic', 'security-overhead-budget', 'security-stage-order'],
  },
  {
    system: 'URL shortener',
    example: 'platform/url-shortener',
    rules: ['storage-exceeds-capacity'],
    also: [
      'deferrable-work-on-sync-path',
      'single-leader-write-bottleneck',
      'id-space-exhaustion',
      'hot-shard-key',
      'central-id-generator',
    ],
  },
  { system: 'Web application', example: 'platform/web-application', rules: [], also: [] },
  {
    system: 'Twitter-like estimation',
    example: 'platform/microblog-estimate',
    rules: ['declared-estimate-mismatch', 'cache-memory-undersized'],
    also: [],
  },
  {
    system: '100M-DAU interview template',
    example: 'platform/interview-template',
    rules: ['over-capacity', 'single-point-of-failure'],
    also: [],
  },
  {
    system: '10M-user API',
    example: 'platform/ten-million-users',
    rules: ['storage-exceeds-capacity', 'single-leader-write-bottleneck'],
  },
  {
    system: 'Multi-tenant SaaS',
    example: 'platform/multi-tenant',
    rules: ['missing-tenant-key', 'missing-tenant-quota'],
    also: [],
  },
  {
    system: 'Defence in depth / zero trust',
    example: 'platform/zero-trust',
    rules: [
      'missing-edge-protection',
      'plaintext-internal-traffic',
      'sensitive-data-unencrypted-at-rest',
      'admin-without-mfa',
    ],
    also: [],
  },
  {
    system: 'Rate limiter',
    example: 'platform/rate-limiter',
    rules: [
      'fixed-window-rate-limit',
      'rate-limit-capacity-mismatch',
      'rate-limit-not-distributed',
      'single-point-of-failure',
      'sliding-log-memory',
    ],
  },
];
