import type { Row } from './row.js';

export const commerce: readonly Row[] = [
  {
    system: 'Payment processing',
    example: 'commerce/payment-processing',
    rules: [
      'consistency-mismatch',
      'distributed-two-phase-commit',
      'non-idempotent-retry',
      'write-behind-critical-data',
    ],
    also: ['payment-without-idempotency-key', 'financial-without-audit-trail'],
  },
  {
    system: 'Orders, part now and part later',
    example: 'commerce/order-intake',
    rules: ['deferrable-work-on-sync-path', 'dual-write', 'queue-used-for-broadcast'],
    also: ['immediate-result-required-async', 'oversell-risk'],
  },
  {
    system: 'Stock trading',
    example: 'commerce/stock-trading',
    rules: ['stale-replica-read'],
    also: ['consistency-mismatch', 'ordering-not-guaranteed', 'financial-without-audit-trail'],
  },
  {
    system: 'Payment with a saga',
    example: 'commerce/payment-saga',
    rules: ['saga-missing-compensation'],
    also: ['missing-reconciliation', 'exactly-once-claim', 'payment-without-idempotency-key'],
  },
  {
    system: 'Product page',
    example: 'commerce/product-page',
    rules: ['rendering-mismatch', 'shared-cache-personal-data', 'static-assets-without-cdn'],
  },
];
