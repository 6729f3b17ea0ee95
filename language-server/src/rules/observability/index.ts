import type { Rule } from '../rule.js';
import { alertOnCauseNotSlo } from './alert-on-cause-not-slo.js';
import { averageLatencySlo } from './average-latency-slo.js';
import { downtimeBudgetMismatch } from './downtime-budget-mismatch.js';
import { missingDistributedTracing } from './missing-distributed-tracing.js';
import { missingMonitoring } from './missing-monitoring.js';
import { missingSlo } from './missing-slo.js';
import { queueDepthUnmonitored } from './queue-depth-unmonitored.js';
import { sliBelowSlo } from './sli-below-slo.js';
import { sloNotTighterThanSla } from './slo-not-tighter-than-sla.js';

export const observabilityRules: readonly Rule[] = [
  alertOnCauseNotSlo,
  averageLatencySlo,
  downtimeBudgetMismatch,
  missingDistributedTracing,
  missingMonitoring,
  missingSlo,
  queueDepthUnmonitored,
  sliBelowSlo,
  sloNotTighterThanSla,
];
