import type { Rule } from '../rule.js';
import { activeActiveSingleLeader } from './active-active-single-leader.js';
import { asyncWithoutCompletionSignal } from './async-without-completion-signal.js';
import { autoscalingSlowerThanSpike } from './autoscaling-slower-than-spike.js';
import { autoscalingThrash } from './autoscaling-thrash.js';
import { autoscalingWithoutBounds } from './autoscaling-without-bounds.js';
import { availabilityTargetUnreachable } from './availability-target-unreachable.js';
import { circuitBreakerMisconfigured } from './circuit-breaker-misconfigured.js';
import { crossRegionSyncCall } from './cross-region-sync-call.js';
import { deadlineNotPropagated } from './deadline-not-propagated.js';
import { deepSyncChain } from './deep-sync-chain.js';
import { deferrableWorkOnSyncPath } from './deferrable-work-on-sync-path.js';
import { excessiveRetries } from './excessive-retries.js';
import { healthCheckDetectionTime } from './health-check-detection-time.js';
import { immediateResultRequiredAsync } from './immediate-result-required-async.js';
import { livenessChecksDependencies } from './liveness-checks-dependencies.js';
import { longRunningSyncOperation } from './long-running-sync-operation.js';
import { missingBackup } from './missing-backup.js';
import { missingBulkhead } from './missing-bulkhead.js';
import { missingCircuitBreaker } from './missing-circuit-breaker.js';
import { missingFailover } from './missing-failover.js';
import { missingFallback } from './missing-fallback.js';
import { missingHealthCheck } from './missing-health-check.js';
import { missingLoadShedding } from './missing-load-shedding.js';
import { missingPodDisruptionBudget } from './missing-pod-disruption-budget.js';
import { missingReadinessProbe } from './missing-readiness-probe.js';
import { missingTimeout } from './missing-timeout.js';
import { multiRegionWithoutGlobalRouting } from './multi-region-without-global-routing.js';
import { nonIdempotentRetry } from './non-idempotent-retry.js';
import { phaseTimeoutsExceedRequestTimeout } from './phase-timeouts-exceed-request-timeout.js';
import { reconnectStorm } from './reconnect-storm.js';
import { retryAmplification } from './retry-amplification.js';
import { retryBudgetExceedsDeadline } from './retry-budget-exceeds-deadline.js';
import { retryOnClientError } from './retry-on-client-error.js';
import { retryWithoutBackoff } from './retry-without-backoff.js';
import { retryWithoutJitter } from './retry-without-jitter.js';
import { riskyDeployment } from './risky-deployment.js';
import { rpoViolated } from './rpo-violated.js';
import { rtoViolated } from './rto-violated.js';
import { sessionStoreNotRedundant } from './session-store-not-redundant.js';
import { singlePointOfFailure } from './single-point-of-failure.js';
import { singleRegionForHighSlo } from './single-region-for-high-slo.js';
import { singleZoneDeployment } from './single-zone-deployment.js';
import { statefulServiceNoRecovery } from './stateful-service-no-recovery.js';
import { streamProcessorWithoutCheckpoint } from './stream-processor-without-checkpoint.js';
import { timeoutInversion } from './timeout-inversion.js';
import { untestedFailover } from './untested-failover.js';

export const reliabilityRules: readonly Rule[] = [
  activeActiveSingleLeader,
  asyncWithoutCompletionSignal,
  autoscalingSlowerThanSpike,
  autoscalingThrash,
  autoscalingWithoutBounds,
  availabilityTargetUnreachable,
  circuitBreakerMisconfigured,
  crossRegionSyncCall,
  deadlineNotPropagated,
  deepSyncChain,
  deferrableWorkOnSyncPath,
  excessiveRetries,
  healthCheckDetectionTime,
  immediateResultRequiredAsync,
  livenessChecksDependencies,
  longRunningSyncOperation,
  missingBackup,
  missingBulkhead,
  missingCircuitBreaker,
  missingFailover,
  missingFallback,
  missingHealthCheck,
  missingLoadShedding,
  missingPodDisruptionBudget,
  missingReadinessProbe,
  missingTimeout,
  multiRegionWithoutGlobalRouting,
  nonIdempotentRetry,
  phaseTimeoutsExceedRequestTimeout,
  reconnectStorm,
  retryAmplification,
  retryBudgetExceedsDeadline,
  retryOnClientError,
  retryWithoutBackoff,
  retryWithoutJitter,
  riskyDeployment,
  rpoViolated,
  rtoViolated,
  sessionStoreNotRedundant,
  singlePointOfFailure,
  singleRegionForHighSlo,
  singleZoneDeployment,
  statefulServiceNoRecovery,
  streamProcessorWithoutCheckpoint,
  timeoutInversion,
  untestedFailover,
];
