import type { Row } from './row.js';

export const media: readonly Row[] = [
  {
    system: 'Backend of a streaming service',
    example: 'media/streaming-backend',
    rules: ['circular-dependency', 'missing-circuit-breaker', 'shared-database'],
  },
  { system: 'Photo sharing', example: 'media/photo-sharing', rules: ['blob-in-database', 'hot-shard-key'] },
  {
    system: 'Video streaming on many servers',
    example: 'media/video-streaming',
    rules: ['availability-target-unreachable', 'over-capacity'],
  },
  { system: 'Video upload', example: 'media/video-upload', rules: ['consumer-lag'] },
];
