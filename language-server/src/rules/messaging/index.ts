import type { Rule } from '../rule.js';
import { atMostOnceCriticalData } from './at-most-once-critical-data.js';
import { batchForRealtimeDecision } from './batch-for-realtime-decision.js';
import { consumerLag } from './consumer-lag.js';
import { eventContractUnversioned } from './event-contract-unversioned.js';
import { exactlyOnceClaim } from './exactly-once-claim.js';
import { missingDeadLetterQueue } from './missing-dead-letter-queue.js';
import { missingMessagePriority } from './missing-message-priority.js';
import { nonIdempotentConsumer } from './non-idempotent-consumer.js';
import { orderingNotGuaranteed } from './ordering-not-guaranteed.js';
import { outboundRateLimitMissing } from './outbound-rate-limit-missing.js';
import { pollingForRealtime } from './polling-for-realtime.js';
import { queueUsedForBroadcast } from './queue-used-for-broadcast.js';
import { realtimeWithoutOfflinePath } from './realtime-without-offline-path.js';
import { replayOnQueue } from './replay-on-queue.js';
import { streamRetentionTooShort } from './stream-retention-too-short.js';
import { streamUsedAsTaskQueue } from './stream-used-as-task-queue.js';
import { unboundedQueue } from './unbounded-queue.js';
import { websocketWithoutBackplane } from './websocket-without-backplane.js';

export const messagingRules: readonly Rule[] = [
  atMostOnceCriticalData,
  batchForRealtimeDecision,
  consumerLag,
  eventContractUnversioned,
  exactlyOnceClaim,
  missingDeadLetterQueue,
  missingMessagePriority,
  nonIdempotentConsumer,
  orderingNotGuaranteed,
  outboundRateLimitMissing,
  pollingForRealtime,
  queueUsedForBroadcast,
  realtimeWithoutOfflinePath,
  replayOnQueue,
  streamRetentionTooShort,
  streamUsedAsTaskQueue,
  unboundedQueue,
  websocketWithoutBackplane,
];
