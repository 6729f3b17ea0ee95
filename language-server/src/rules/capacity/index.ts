import type { Rule } from '../rule.js';
import { bandwidthSaturation } from './bandwidth-saturation.js';
import { batchWindowExceeded } from './batch-window-exceeded.js';
import { batchingOnLatencyCriticalPath } from './batching-on-latency-critical-path.js';
import { centralIdGenerator } from './central-id-generator.js';
import { connectionLimitExceeded } from './connection-limit-exceeded.js';
import { connectionPoolExhaustion } from './connection-pool-exhaustion.js';
import { declaredEstimateMismatch } from './declared-estimate-mismatch.js';
import { fanOutWriteAmplification } from './fan-out-write-amplification.js';
import { idSpaceExhaustion } from './id-space-exhaustion.js';
import { incompleteWorkload } from './incomplete-workload.js';
import { insufficientFailoverHeadroom } from './insufficient-failover-headroom.js';
import { latencyBudgetExceeded } from './latency-budget-exceeded.js';
import { missingConnectionPool } from './missing-connection-pool.js';
import { missingPeakFactor } from './missing-peak-factor.js';
import { overCapacity } from './over-capacity.js';
import { pollingLoad } from './polling-load.js';
import { rateLimitCapacityMismatch } from './rate-limit-capacity-mismatch.js';
import { readReplicaUndersized } from './read-replica-undersized.js';
import { scaleOutTriggerReached } from './scale-out-trigger-reached.js';
import { securityOverheadBudget } from './security-overhead-budget.js';
import { singleLeaderWriteBottleneck } from './single-leader-write-bottleneck.js';
import { slidingLogMemory } from './sliding-log-memory.js';
import { storageExceedsCapacity } from './storage-exceeds-capacity.js';
import { threadPoolStarvation } from './thread-pool-starvation.js';
import { verticalScalingCeiling } from './vertical-scaling-ceiling.js';

export const capacityRules: readonly Rule[] = [
  bandwidthSaturation,
  batchWindowExceeded,
  batchingOnLatencyCriticalPath,
  centralIdGenerator,
  connectionLimitExceeded,
  connectionPoolExhaustion,
  declaredEstimateMismatch,
  fanOutWriteAmplification,
  idSpaceExhaustion,
  incompleteWorkload,
  insufficientFailoverHeadroom,
  latencyBudgetExceeded,
  missingConnectionPool,
  missingPeakFactor,
  overCapacity,
  pollingLoad,
  rateLimitCapacityMismatch,
  readReplicaUndersized,
  scaleOutTriggerReached,
  securityOverheadBudget,
  singleLeaderWriteBottleneck,
  slidingLogMemory,
  storageExceedsCapacity,
  threadPoolStarvation,
  verticalScalingCeiling,
];
