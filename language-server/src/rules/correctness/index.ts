import type { Rule } from '../rule.js';
import { asyncFlowToNonBroker } from './async-flow-to-non-broker.js';
import { brokerWithoutConsumer } from './broker-without-consumer.js';
import { ratioSumInvalid } from './ratio-sum-invalid.js';

export const correctnessRules: readonly Rule[] = [asyncFlowToNonBroker, brokerWithoutConsumer, ratioSumInvalid];
