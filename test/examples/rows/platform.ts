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
  },
  {
    system: 'Job scheduler',
    example: 'platform/job-scheduler',
    rules: ['missing-dead-letter-queue', 'non-idempotent-consumer', 'retry-without-backoff', 'single-point-of-failure'],
  },
  { system: 'API security', example: 'platform/api-security', rules: ['unauthenticated-public-endpoint'] },
  { system: 'URL shortener', example: 'platform/url-shortener', rules: ['storage-exceeds-capacity'] },
];
