import type { Row } from './row.js';

export const media: readonly Row[] = [
  {
    system: 'Backend of a streaming service',
    example: 'media/streaming-backend',
    rules: ['circular-dependency', 'missing-circuit-breaker', 'shared-database'],
    also: ['missing-fallback'],
  },
  {
    system: 'Photo sharing',
    example: 'media/photo-sharing',
    rules: ['blob-in-database', 'hot-shard-key'],
    also: ['shard-key-query-mismatch', 'static-assets-without-cdn'],
  },
  {
    system: 'Video streaming on many servers',
    example: 'media/video-streaming',
    rules: ['availability-target-unreachable', 'over-capacity'],
    also: [
      'single-point-of-failure',
      'vertical-scaling-ceiling',
      'single-region-for-high-slo',
      'static-peak-provisioning',
      'missing-distributed-tracing',
    ],
  },
  {
    system: 'Video upload',
    example: 'media/video-upload',
    rules: ['consumer-lag'],
    also: [
      'long-running-sync-operation',
      'large-upload-through-service',
      'missing-dead-letter-queue',
      'batch-on-demand-pricing',
    ],
  },
  {
    system: 'Short videos',
    example: 'media/short-video',
    rules: ['async-without-completion-signal', 'dual-write', 'long-running-sync-operation', 'queue-depth-unmonitored'],
  },
  {
    system: 'Game server',
    example: 'media/game-server',
    rules: ['l7-for-raw-tcp', 'latency-budget-exceeded', 'rpo-violated', 'stateful-service-no-recovery'],
  },
  {
    system: 'Video streaming in pieces',
    example: 'media/adaptive-streaming',
    rules: ['bandwidth-saturation', 'static-assets-without-cdn'],
  },
  {
    system: 'File storage',
    example: 'media/file-storage',
    rules: ['blob-in-database', 'deferrable-work-on-sync-path', 'dual-write', 'large-upload-through-service'],
  },
];
