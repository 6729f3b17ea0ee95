import type { Rule } from '../rule.js';
import { atomicGroupSpansStores } from './atomic-group-spans-stores.js';
import { choreographyTooManySteps } from './choreography-too-many-steps.js';
import { distributedTwoPhaseCommit } from './distributed-two-phase-commit.js';
import { dualWrite } from './dual-write.js';
import { missingReconciliation } from './missing-reconciliation.js';
import { oversellRisk } from './oversell-risk.js';
import { paymentWithoutIdempotencyKey } from './payment-without-idempotency-key.js';
import { sagaCompensationOrder } from './saga-compensation-order.js';
import { sagaMissingCompensation } from './saga-missing-compensation.js';
import { sagaOrchestratorNotResilient } from './saga-orchestrator-not-resilient.js';

export const transactionRules: readonly Rule[] = [
  atomicGroupSpansStores,
  choreographyTooManySteps,
  distributedTwoPhaseCommit,
  dualWrite,
  missingReconciliation,
  oversellRisk,
  paymentWithoutIdempotencyKey,
  sagaCompensationOrder,
  sagaMissingCompensation,
  sagaOrchestratorNotResilient,
];
