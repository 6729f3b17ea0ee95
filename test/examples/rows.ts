/**
 * The systems that the gallery covers: the example of each, and the rules that its design in a hurry has to fire. Other
 * findings at warning or above it may have only where its own comments name them.
 */
export const rows: readonly { readonly example: string; readonly rules: readonly string[] }[] = [
  {
    example: 'commerce/payment-processing',
    rules: [
      'consistency-mismatch',
      'distributed-two-phase-commit',
      'non-idempotent-retry',
      'write-behind-critical-data',
    ],
  },
  {
    example: 'platform/public-rest-api',
    rules: [
      'connection-pool-exhaustion',
      'local-state-with-replicas',
      'missing-rate-limit',
      'replicas-without-load-balancer',
    ],
  },
  {
    example: 'platform/job-scheduler',
    rules: ['missing-dead-letter-queue', 'non-idempotent-consumer', 'retry-without-backoff', 'single-point-of-failure'],
  },
  {
    example: 'commerce/order-intake',
    rules: ['deferrable-work-on-sync-path', 'dual-write', 'queue-used-for-broadcast'],
  },
  { example: 'media/streaming-backend', rules: ['circular-dependency', 'missing-circuit-breaker', 'shared-database'] },
  { example: 'patterns/resilience-toolkit', rules: ['missing-timeout', 'retry-without-jitter', 'timeout-inversion'] },
  { example: 'media/photo-sharing', rules: ['blob-in-database', 'hot-shard-key'] },
  { example: 'media/video-streaming', rules: ['availability-target-unreachable', 'over-capacity'] },
  { example: 'feeds/posts-cache-aside', rules: ['cache-stampede', 'cache-without-expiry-or-invalidation'] },
  { example: 'search/autocomplete', rules: ['access-pattern-mismatch', 'latency-budget-exceeded'] },
  { example: 'patterns/four-tiers', rules: ['datastore-exposed-to-client', 'retry-amplification'] },
  { example: 'commerce/stock-trading', rules: ['stale-replica-read'] },
  { example: 'media/video-upload', rules: ['consumer-lag'] },
  { example: 'feeds/timeline', rules: ['fan-out-write-amplification'] },
  { example: 'platform/api-security', rules: ['unauthenticated-public-endpoint'] },
  { example: 'platform/url-shortener', rules: ['storage-exceeds-capacity'] },
  { example: 'commerce/payment-saga', rules: ['saga-missing-compensation'] },
  { example: 'patterns/distributed-cache', rules: ['cache-memory-undersized'] },
  { example: 'patterns/slo-error-budget', rules: ['slo-not-tighter-than-sla'] },
  { example: 'patterns/leaderless-store', rules: ['quorum-not-overlapping'] },
];
