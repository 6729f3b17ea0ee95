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
  {
    system: 'Product catalogue',
    example: 'commerce/catalogue',
    rules: [
      'cqrs-read-model-not-derived',
      'denormalization-mismatch',
      'n-plus-one-calls',
      'read-heavy-without-cache-or-replica',
    ],
  },
  {
    system: 'Bank transactions',
    example: 'commerce/bank-transactions',
    rules: [
      'access-pattern-mismatch',
      'denormalization-mismatch',
      'financial-without-audit-trail',
      'unbounded-document-growth',
    ],
  },
  {
    system: 'Bank balance, written through',
    example: 'commerce/balance-write-through',
    rules: [
      'cache-aside-strong-consistency',
      'stale-replica-read',
      'write-behind-critical-data',
      'write-through-order',
    ],
  },
  {
    system: 'Orders of a shop',
    example: 'commerce/orders',
    rules: ['dual-write', 'deferrable-work-on-sync-path', 'missing-dead-letter-queue', 'non-idempotent-retry'],
  },
];
