import type { Rule } from '../rule.js';
import { asyncFlowToNonBroker } from './async-flow-to-non-broker.js';
import { bitsBytesConfusion } from './bits-bytes-confusion.js';
import { brokerWithoutConsumer } from './broker-without-consumer.js';
import { cachePatternWiring } from './cache-pattern-wiring.js';
import { engineKindMismatch } from './engine-kind-mismatch.js';
import { ratioSumInvalid } from './ratio-sum-invalid.js';
import { readWriteRatioInconsistent } from './read-write-ratio-inconsistent.js';
import { repeatedHop } from './repeated-hop.js';
import { shardingStrategyContradiction } from './sharding-strategy-contradiction.js';
import { unitOrRangeInvalid } from './unit-or-range-invalid.js';

export const correctnessRules: readonly Rule[] = [
  asyncFlowToNonBroker,
  bitsBytesConfusion,
  brokerWithoutConsumer,
  cachePatternWiring,
  engineKindMismatch,
  ratioSumInvalid,
  readWriteRatioInconsistent,
  repeatedHop,
  shardingStrategyContradiction,
  unitOrRangeInvalid,
];
