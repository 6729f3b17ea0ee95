import type { Row } from './row.js';

export const patterns: readonly Row[] = [
  {
    system: 'Resilience toolkit',
    example: 'patterns/resilience-toolkit',
    rules: ['missing-timeout', 'retry-without-jitter', 'timeout-inversion'],
    also: ['retry-budget-exceeds-deadline', 'phase-timeouts-exceed-request-timeout', 'missing-bulkhead'],
  },
  {
    system: 'Four tiers',
    example: 'patterns/four-tiers',
    rules: ['datastore-exposed-to-client', 'retry-amplification'],
    also: ['layer-violation', 'gateway-bypass', 'grpc-to-browser', 'local-state-with-replicas', 'missing-bff'],
  },
  {
    system: 'Distributed cache',
    example: 'patterns/distributed-cache',
    rules: ['cache-memory-undersized'],
    also: ['cache-cluster-without-consistent-hashing', 'ring-without-vnodes', 'missing-eviction-policy', 'hot-key'],
  },
  {
    system: 'SLO and error budget',
    example: 'patterns/slo-error-budget',
    rules: ['slo-not-tighter-than-sla'],
    also: ['sli-below-slo', 'downtime-budget-mismatch'],
  },
  {
    system: 'Leaderless store',
    example: 'patterns/leaderless-store',
    rules: ['quorum-not-overlapping'],
    also: ['quorum-no-fault-tolerance'],
  },
  {
    system: 'Reference architecture',
    example: 'patterns/reference-architecture',
    rules: ['cache-pattern-wiring', 'layer-violation'],
    also: [],
  },
  { system: '3-tier LB placement', example: 'patterns/three-tiers', rules: ['writes-to-replica'], also: [] },
  { system: 'Restaurant chain', example: 'patterns/restaurant-chain', rules: [], also: [] },
  {
    system: 'Global DNS + 3 regional ALBs',
    example: 'patterns/global-dns',
    rules: ['multi-region-without-global-routing', 'active-active-single-leader'],
    also: [],
  },
  {
    system: 'Order saga',
    example: 'patterns/order-saga',
    rules: [
      'saga-missing-compensation',
      'saga-compensation-order',
      'choreography-too-many-steps',
      'saga-orchestrator-not-resilient',
    ],
    also: [],
  },
  { system: 'Outbox relay', example: 'patterns/outbox-relay', rules: ['dual-write'], also: [] },
  {
    system: 'Event-sourced account',
    example: 'patterns/event-sourced-account',
    rules: ['event-store-not-durable', 'event-store-without-snapshots'],
    also: [],
  },
  { system: 'CQRS', example: 'patterns/cqrs', rules: ['cqrs-read-model-not-derived', 'cqrs-unjustified'], also: [] },
  { system: 'Event bus', example: 'patterns/event-bus', rules: ['queue-used-for-broadcast', 'dual-write'], also: [] },
  {
    system: 'Active-active US/EU/ASIA',
    example: 'patterns/active-active',
    rules: ['multi-leader-without-conflict-resolution'],
    also: [],
  },
];
