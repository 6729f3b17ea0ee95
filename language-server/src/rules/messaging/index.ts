import type { Rule } from '../rule.js';
import { consumerLag } from './consumer-lag.js';
import { missingDeadLetterQueue } from './missing-dead-letter-queue.js';
import { nonIdempotentConsumer } from './non-idempotent-consumer.js';
import { pollingForRealtime } from './polling-for-realtime.js';
import { queueUsedForBroadcast } from './queue-used-for-broadcast.js';

export const messagingRules: readonly Rule[] = [
  consumerLag,
  missingDeadLetterQueue,
  nonIdempotentConsumer,
  pollingForRealtime,
  queueUsedForBroadcast,
];
