import type { Rule } from '../rule.js';
import { missingTimeout } from './missing-timeout.js';
import { nonIdempotentRetry } from './non-idempotent-retry.js';
import { retryAmplification } from './retry-amplification.js';
import { retryWithoutBackoff } from './retry-without-backoff.js';
import { retryWithoutJitter } from './retry-without-jitter.js';
import { singlePointOfFailure } from './single-point-of-failure.js';
import { timeoutInversion } from './timeout-inversion.js';

export const reliabilityRules: readonly Rule[] = [
  missingTimeout,
  nonIdempotentRetry,
  retryAmplification,
  retryWithoutBackoff,
  retryWithoutJitter,
  singlePointOfFailure,
  timeoutInversion,
];
